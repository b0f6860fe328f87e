//! What holds of every case at every moment, and of every step from one case to the next. The properties and the model
//! check both ask for it.

#![expect(clippy::expect_used, reason = "tests may fail by panicking, their helper functions too")]

use std::collections::BTreeSet;

use bihuan_domain::case::{self, Case};
use bihuan_domain::clock::Clock;
use bihuan_domain::survey::SurveyStage;
use bihuan_domain::ticket::{Answer, Classification, TicketStage};
use bihuan_domain::time::Timestamp;
use bihuan_domain::time_split;
use bihuan_domain::work_order::Suspension;

/// Whether somebody must act: the one meaning of a case that is not at rest.
pub(crate) fn waits(case: &Case) -> bool {
    !case.ticket.stage.is_end()
}

/// Every waiting case has somebody who must act and a clock that runs; a case at rest has neither.
pub(crate) fn is_owned_and_timed(case: &Case) -> bool {
    let owned = !case::owners(case).is_empty();
    let timed = case.clocks.iter().any(|clock| clock.is_running());
    if waits(case) { owned && timed } else { !owned && !timed && case.next_wakeup().is_none() }
}

/// Every work order that is out has somebody who must act and a clock that runs over it; one that stands still does not
/// count, but a suspension that will end does.
pub(crate) fn each_open_order_is_timed(case: &Case) -> bool {
    let timed = |order: &bihuan_domain::work_order::WorkOrder| {
        let over = |clock: &Clock| clock.subject.work_order() == Some(order.id);
        let suspended = order.suspension.as_ref().is_some_and(Suspension::in_force);
        suspended || case.clocks.iter().any(|clock| clock.is_running() && !clock.is_paused() && over(clock))
    };
    case.work_orders.iter().all(|order| order.stage.is_end() != timed(order) && !order.route.is_empty())
}

/// The stages of the parts fit together: the loop has no way round.
pub(crate) fn stages_fit(case: &Case) -> bool {
    let orders = &case.work_orders;
    let leads = orders.iter().filter(|order| order.lead).count();
    let out = orders.iter().any(|order| !order.stage.is_end());
    let calling = case.callback.as_ref().is_some_and(|callback| !callback.stage.is_end());
    let asking = case.survey.as_ref().is_some_and(|survey| survey.stage == SurveyStage::Open);
    let ticket = &case.ticket;
    leads == usize::from(!orders.is_empty())
        && out == (ticket.stage == TicketStage::Handling)
        && calling == (ticket.stage == TicketStage::CallbackDue)
        && asking == calling
        && ticket.stage.is_end() == ticket.ended_at.is_some()
        && is_answered_rightly(case)
}

/// An archived ticket has been answered, and in the way it says.
fn is_answered_rightly(case: &Case) -> bool {
    let (TicketStage::Answered { how } | TicketStage::Archived { how }) = case.ticket.stage else { return true };
    let called = case.callback.as_ref().map(|callback| callback.stage.as_str());
    case.ticket.answered_at.is_some()
        && match how {
            Answer::Satisfied | Answer::Unsatisfied | Answer::Unreachable => called == Some(how.as_str()),
            Answer::Withdrawn => case.ticket.withdrawn_at.is_some(),
            Answer::NotSampled => case.ticket.lot.as_ref().is_some_and(|lot| !lot.is_taken()),
            Answer::NotPlanned | Answer::Declined => case.ticket.department_done_at.is_some(),
        }
}

/// Clocks are numbered from 1 without gaps, none runs twice, and none runs over what has ended.
pub(crate) fn clocks_are_sound(case: &Case) -> bool {
    let mut running = BTreeSet::new();
    case.clocks.iter().zip(1_u16..).all(|(clock, no)| {
        let over_order =
            clock.subject.work_order().is_none_or(|id| case.work_order(id).is_some_and(|order| !order.stage.is_end()));
        clock.no == no && (!clock.is_running() || (over_order && running.insert((&clock.code, clock.subject))))
    })
}

/// Every moment while the ticket was open lies in exactly one pair of hands: the parts sum to the whole.
pub(crate) fn time_is_split_without_rest(case: &Case, now: Timestamp) -> bool {
    let holdings = &case.ticket.holdings;
    let legs = time_split::legs(holdings, now);
    let apart = legs.windows(2).all(|pair| pair[0].to <= pair[1].from);
    let open: i64 = holdings
        .iter()
        .zip(holdings.iter().skip(1).map(|next| next.since).chain([now]))
        .filter(|(holding, _)| holding.holder.is_some())
        .map(|(holding, to)| to.as_micros() - holding.since.as_micros())
        .sum();
    let sum: i64 = legs.iter().map(|leg| leg.to.as_micros() - leg.from.as_micros()).sum();
    let begins = holdings.first().is_some_and(|first| first.since == case.ticket.opened_at);
    let ends = holdings.last().is_some_and(|last| last.holder.is_none() == case.ticket.stage.is_end());
    apart && sum == open && begins && ends
}

/// Fails when the case breaks one of the laws.
#[track_caller]
pub(crate) fn assert_lawful(case: &Case) {
    assert!(is_owned_and_timed(case), "no owner or no clock: {case:#?}");
    assert!(each_open_order_is_timed(case), "a work order without a clock: {case:#?}");
    assert!(stages_fit(case), "stages do not fit: {case:#?}");
    assert!(clocks_are_sound(case), "clocks: {case:#?}");
}

/// Fails when a step took back what had been established.
#[track_caller]
pub(crate) fn assert_onward(before: &Case, after: &Case) {
    let (old, new) = (&before.ticket, &after.ticket);
    assert!(new.urge_count >= old.urge_count && new.redo_count >= old.redo_count);
    assert!(new.reopen_count >= old.reopen_count && (new.supervised || !old.supervised));
    let times = |ticket: &bihuan_domain::ticket::Ticket| {
        [ticket.accepted_at, ticket.dispatched_at, ticket.department_done_at, ticket.answered_at]
    };
    for (old, new) in times(old).into_iter().zip(times(new)) {
        assert!(new >= old, "a time was taken back: {old:?}, {new:?}");
    }
    if let (Some(old), Some(new)) = (old.ended_at, new.ended_at) {
        assert!(new >= old);
    }
    // Only its classification may be corrected.
    let mut demand = old.demand.clone();
    Classification::of(&new.demand).stamp(&mut demand);
    assert_eq!((&new.demand, new.policy, new.opened_at), (&demand, old.policy, old.opened_at));
    if matches!(new.stage, TicketStage::Archived { .. }) && waits(before) {
        assert!(matches!(old.stage, TicketStage::Answered { .. }), "archived before the customer was answered");
    }
    for old in &before.work_orders {
        let new = after.work_order(old.id).expect("work orders are never removed");
        assert!(new.return_count >= old.return_count && new.rework_count >= old.rework_count);
        assert!(new.finally_determined || !old.finally_determined);
        assert!(new.contacted_at == old.contacted_at || old.contacted_at.is_none());
        assert_eq!((new.no, new.lead, &new.route[0]), (old.no, old.lead, &old.route[0]));
    }
    for (old, new) in before.clocks.iter().zip(&after.clocks) {
        assert_eq!((&new.code, new.cycle, new.started_at), (&old.code, old.cycle, old.started_at));
        assert_eq!(new.first_due_at, old.first_due_at, "the first deadline is kept for ever");
        assert!(new.due_at == old.due_at || new.generation > old.generation, "a deadline moved in silence");
        assert!(new.revisions.starts_with(&old.revisions), "a deadline that was given up is remembered");
        let explained = Clock { explained_at: new.explained_at, ..old.clone() };
        assert!(old.end.is_none() || *new == explained, "a clock that has ended does not change");
    }
    assert!(after.clocks.len() >= before.clocks.len());
}

/// Fails when the system would be woken too early, too late, or twice.
#[track_caller]
pub(crate) fn assert_woken_rightly(case: &Case, due: impl Fn(Timestamp) -> bool, now: Timestamp) {
    match case.next_wakeup() {
        Some(next) => {
            assert!(due(next.max(now)), "woken at {next} for nothing");
            let before = Timestamp::from_micros(next.as_micros() - 1_000);
            assert!(!due(before), "something is due before {next}");
        }
        None => assert!(!due(now.plus_seconds(20 * 365 * 86_400)), "something will be due and nobody is woken"),
    }
}
