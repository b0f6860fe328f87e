//! Ways to the end besides the callback: answered on the spot, withdrawn, declined, cancelled; and the way back (重办).

use bihuan_domain::case::Until;
use bihuan_domain::clock::ClockState;
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::ticket::{Demand, TicketCommand};
use bihuan_domain::work_order::{ReplyOutcome, WorkOrderCommand};
use rstest::rstest;

use crate::fixtures::{
    Act, MARKETING, METERING, REPAIR, Story, answer, approve, cancel, contact, demand, minutes_after, redo, reopen,
    reply, satisfied, unsatisfied, urge, withdraw,
};

const DAY: i64 = 24 * 60;

fn without_phone(demand: &mut Demand) {
    demand.contact.phone = None;
}

fn anonymous(demand: &mut Demand) {
    demand.anonymous = true;
}

fn confidential(demand: &mut Demand) {
    demand.confidential = true;
}

fn no_callback(demand: &mut Demand) {
    demand.callback_wanted = false;
}

#[rstest]
#[case(without_phone)]
#[case(anonymous)]
#[case(confidential)]
#[case(no_callback)]
fn a_customer_who_cannot_or_must_not_be_called_is_not(#[case] change: fn(&mut Demand)) {
    let mut demand = demand("opinion");
    change(&mut demand);
    let mut story = Story::open(demand, Until::Accepted);
    story.dispatch(&[MARKETING]).lead(WorkOrderCommand::Receive).lead(reply(ReplyOutcome::Resolved)).lead(approve());
    assert_eq!(story.stages(), "answered (declined) / approved");
    assert_eq!(story.case.callback, None);
    story.act(TicketCommand::Archive);
}

#[rstest]
#[case(without_phone)]
#[case(anonymous)]
#[case(confidential)]
fn a_complaint_whose_customer_cannot_or_must_not_be_contacted_has_no_contact_to_wait_for(
    #[case] change: fn(&mut Demand),
) {
    let mut demand = demand("complaint");
    change(&mut demand);
    let mut story = Story::open(demand, Until::Accepted);
    story.dispatch(&[MARKETING]);
    assert_eq!(story.running(), ["accept", "handle", "promise"]);
    story.lead(WorkOrderCommand::Receive).lead(reply(ReplyOutcome::Resolved));
}

#[test]
fn a_kind_without_a_callback_plan_is_answered_when_the_department_is_done() {
    let mut story = Story::dispatched("praise", &[MARKETING]);
    story.lead(WorkOrderCommand::Receive).lead(reply(ReplyOutcome::Resolved));
    assert_eq!(story.refused(TicketCommand::Archive), RefusalCode::ReplyRequired);
    story.lead(approve());
    assert_eq!(story.stages(), "answered (not_planned) / approved");
}

#[test]
fn a_ticket_is_archived_from_no_stage_before_the_customer_was_answered() {
    let accepted = Story::accepted("fault");
    let dispatched = Story::dispatched("fault", &[REPAIR]);
    for mut story in [accepted, dispatched, Story::fault_replied(), Story::fault_in_callback()] {
        assert_eq!(story.refused(TicketCommand::Archive), RefusalCode::ReplyRequired, "{}", story.stages());
    }
}

#[test]
fn what_must_not_be_answered_on_the_spot_is_not() {
    assert_eq!(Story::accepted("complaint").refused(answer()), RefusalCode::NotOnTheSpot);
}

#[test]
fn an_answer_on_the_spot_closes_a_draft_or_an_accepted_ticket_without_a_work_order() {
    for until in [Until::Draft, Until::Accepted] {
        let mut story = Story::open(demand("consult"), until);
        story.wait(1).act(answer());
        assert_eq!((story.stages().as_str(), story.running()), ("closed_on_spot", vec![]));
        assert_eq!((story.case.ticket.answered_at, story.case.ticket.ended_at), (Some(story.now), Some(story.now)));
    }
}

#[test]
fn only_what_has_not_been_dispatched_can_be_cancelled() {
    let mut draft = Story::open(demand("fault"), Until::Draft);
    assert_eq!(draft.running(), ["draft"]);
    draft.act(cancel());
    assert_eq!((draft.stages().as_str(), draft.state("draft", None)), ("cancelled", ClockState::Stopped));
    Story::accepted("fault").act(cancel());
    assert_eq!(Story::dispatched("fault", &[REPAIR]).refused(cancel()), RefusalCode::WrongStage);
    assert_eq!(draft.refused(reopen()), RefusalCode::WrongStage);
}

#[test]
fn a_customer_who_withdraws_before_dispatch_is_waited_for_no_longer() {
    let mut story = Story::accepted("complaint");
    story.act(withdraw());
    assert_eq!((story.stages().as_str(), story.running()), ("answered (withdrawn)", vec!["archive"]));
}

#[test]
fn work_that_is_out_when_the_customer_withdraws_is_still_replied_to_but_not_called_back() {
    let mut story = Story::dispatched("complaint", &[MARKETING]);
    story.act(withdraw());
    assert_eq!(story.refused(withdraw()), RefusalCode::AlreadyWithdrawn);
    assert_eq!(story.stages(), "handling / dispatched");
    story.lead(WorkOrderCommand::Receive).lead(contact()).lead(reply(ReplyOutcome::Resolved)).lead(redo());
    story.lead(reply(ReplyOutcome::Resolved)).lead(approve());
    assert_eq!(story.stages(), "answered (withdrawn) / approved");
    assert_eq!(story.case.callback, None);
}

#[test]
fn a_customer_who_withdraws_before_the_callback_is_not_called() {
    let mut story = Story::fault_in_callback();
    story.act(withdraw());
    assert_eq!((story.stages().as_str(), story.running()), ("answered (withdrawn) / approved", vec!["archive"]));
    assert!(story.callback().stage.is_end());
    assert_eq!(story.refused(satisfied()), RefusalCode::WrongStage);
}

#[test]
fn a_draft_an_answered_and_an_ended_ticket_have_nothing_to_withdraw_from() {
    let draft = Story::open(demand("fault"), Until::Draft);
    let answered = Story::fault_in_callback().with(|story| story.act(satisfied()));
    let archived = answered.clone().with(|story| story.act(TicketCommand::Archive));
    for mut story in [draft, answered, archived] {
        assert_eq!(story.refused(withdraw()), RefusalCode::WrongStage);
    }
}

fn archived() -> Story {
    Story::fault_in_callback().with(|story| story.act(satisfied()).act(TicketCommand::Archive))
}

#[test]
fn an_archived_ticket_is_reopened_within_thirty_days_and_its_lead_does_the_work_again() {
    let mut story = archived();
    assert_eq!(story.case.next_wakeup(), None, "a case at rest");
    story.wait(30 * DAY).act(reopen());
    assert_eq!((story.stages().as_str(), story.running()), ("handling / redo", vec!["redo"]));
    assert_eq!((story.case.ticket.reopen_count, story.case.ticket.ended_at), (1, None));
    assert_eq!(story.lead_refused(reply(ReplyOutcome::Resolved)), RefusalCode::NotRestored);
    story.go_out_again().lead(WorkOrderCommand::Restore).lead(reply(ReplyOutcome::Resolved)).lead(approve());
    assert_eq!(story.stages(), "callback_due / approved");
    assert_eq!(story.refused(TicketCommand::Archive), RefusalCode::ReplyRequired, "the loop is closed anew");
}

#[test]
fn the_window_for_reopening_closes_and_says_how_long_it_was() {
    let mut story = archived();
    story.now = crate::fixtures::a_millisecond_after(minutes_after(story.now, 30 * DAY));
    let refusal = story.refusal(reopen());
    assert_eq!(refusal.code, RefusalCode::ReopenWindowClosed);
    assert!(refusal.parameters.contains(&("days", "30".to_owned())));
}

#[test]
fn a_ticket_closed_on_the_spot_is_reopened_for_dispatch() {
    let mut story = Story::accepted("fault");
    story.act(answer()).wait(DAY).act(reopen());
    assert_eq!((story.stages().as_str(), story.running()), ("pending_dispatch", vec!["dispatch"]));
    story.dispatch(&[REPAIR]);
    assert_eq!(story.stages(), "handling / dispatched");
}

#[test]
fn a_withdrawn_ticket_that_is_reopened_is_withdrawn_no_more() {
    let mut story = Story::accepted("complaint");
    story.act(withdraw()).act(TicketCommand::Archive).act(reopen());
    assert_eq!(story.case.ticket.withdrawn_at, None);
    story.dispatch(&[MARKETING]).lead(WorkOrderCommand::Receive).lead(contact());
    story.lead(reply(ReplyOutcome::Resolved)).lead(approve());
    assert_eq!(story.stages(), "callback_due / approved");
}

#[test]
fn reopening_wakes_the_lead_alone() {
    let mut story = Story::complaint_replied();
    story.dispatch(&[METERING]).lead(approve());
    story.act(story.of_order(2, WorkOrderCommand::Receive));
    story.act(story.of_order(2, reply(ReplyOutcome::Resolved)));
    story.act(story.of_order(2, approve())).act(satisfied()).archive().act(reopen());
    assert_eq!(story.stages(), "handling / redo / approved");
}

#[test]
fn pressing_is_counted_moves_no_deadline_and_is_refused_once_the_customer_is_answered() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    let clocks = story.case.clocks.clone();
    story.act(urge()).wait(1).act(urge());
    assert_eq!((story.case.ticket.urge_count, &story.case.clocks), (2, &clocks));
    assert_eq!(archived().refused(urge()), RefusalCode::WrongStage);
}

#[test]
fn a_refusal_names_the_stage_and_what_may_be_done_instead() {
    let refusal = Story::fault_in_callback().refusal(TicketCommand::Archive);
    assert_eq!(
        refusal.open,
        ["urge", "note", "withdraw", "mark", "contact", "flag-risk", "follow-script", "ask-help", "verdict"]
    );
    assert!(refusal.parameters.contains(&("stage", "callback_due".to_owned())));
    let act = |story: &Story| Act::from(story.of_order(1, WorkOrderCommand::Depart));
    let mut story = Story::dispatched("fault", &[REPAIR]);
    let refusal = story.refusal(act(&story));
    assert_eq!(refusal.open, ["receive", "return", "transfer", "cancel"]);
}

#[test]
fn a_bad_answer_after_a_reopening_is_one_more_redo() {
    let mut story = archived();
    story.act(reopen()).lead(reply(ReplyOutcome::NotResolvable)).lead(approve());
    story.act(unsatisfied(bihuan_domain::callback::FollowUp::Redo));
    assert_eq!((story.case.ticket.redo_count, story.case.ticket.reopen_count, story.order(1).rework_count), (1, 1, 2));
}
