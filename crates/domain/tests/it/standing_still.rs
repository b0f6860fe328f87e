//! Clocks that stand still, are extended, carried over and start again: what rivals get wrong, and their users file.

#![expect(clippy::unwrap_used, reason = "tests may fail by panicking, their helper functions too")]

use bihuan_domain::case::{CaseEvent, Until};
use bihuan_domain::clock::{AlarmLevel, ClockState, RevisionCause};
use bihuan_domain::id::UserId;
use bihuan_domain::policy::clocks::{Amount, Carry, Condition, Unit};
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::time::Timestamp;
use bihuan_domain::work_order::{ReplyOutcome, WorkOrderCommand};
use uuid::Uuid;

use crate::fixtures::{
    Centre, MARKETING, METERING, PATIENT, REPAIR, Story, approve, at, await_customer, code, contact, demand, explain,
    extend, minutes_after, reclassify, reopen, reply, satisfied, suspend, transfer, urge,
};

/// A complaint that its department has received, on Monday at 09:00: it has four working days, to Friday night.
fn received() -> Story {
    received_at(&PATIENT)
}

fn received_at(centre: &'static Centre) -> Story {
    Story::open_at(centre, demand("complaint"), Until::Accepted)
        .with(|story| story.dispatch(&[MARKETING]))
        .with(|story| story.lead(WorkOrderCommand::Receive))
}

fn leaked(change: impl FnOnce(&mut bihuan_domain::policy::Bundle)) -> &'static Centre {
    Box::leak(Box::new(Centre::changed(change)))
}

fn approve_suspension() -> WorkOrderCommand {
    WorkOrderCommand::ApproveSuspension { by: None }
}

fn due(story: &Story, clock: &str) -> Timestamp {
    story.clock(clock, Some(1)).due_at
}

#[test]
fn complaint_1_time_that_stood_still_is_given_back_on_the_same_calendar() {
    let mut story = received();
    assert_eq!(due(&story, "handle"), at("2026-03-07T00:00:00+08:00"));
    // Suspended on Thursday at 16:00, when 1 h 30 min of Thursday and the whole of Friday are left.
    story.now = at("2026-03-05T16:00:00+08:00");
    story.lead(suspend(at("2026-03-10T09:00:00+08:00"))).lead(approve_suspension());
    assert_eq!(story.state("handle", Some(1)), ClockState::Paused);
    // It goes on, on Tuesday at 09:00, with exactly that: 8 h of Tuesday's 8 h 30 min are left, then Wednesday.
    story.now = at("2026-03-10T09:00:00+08:00");
    story.wake();
    assert_eq!(story.state("handle", Some(1)), ClockState::Warned, "two days before the end lay behind already");
    let left = 7 * 3_600 + 90 * 60;
    let calendar = story.centre.policy.calendar(&code("china")).unwrap();
    let handle = story.clock("handle", Some(1));
    assert_eq!(handle.plan.budget.micros / 1_000_000 - handle.used(calendar, story.now) / 1_000_000, left);
    let spent = calendar.counted(bihuan_domain::calendar::Counting::Working, story.now, handle.due_at, &[]);
    assert_eq!(spent / 1_000_000, left);
}

#[test]
fn complaint_2_another_grade_keeps_the_time_used_and_the_pauses() {
    let urgent = leaked(|bundle| {
        let handle = bundle.clocks.iter().position(|rule| rule.code.as_str() == "handle").unwrap();
        let mut shorter = bundle.clocks[handle].clone();
        shorter.applies_to.levels = vec![code("major")];
        shorter.amount = Amount::new(2, Unit::WorkingDays);
        shorter.warnings.clear();
        shorter.pause_while = vec![Condition::Suspended];
        bundle.clocks.insert(handle, shorter);
        PATIENT.policy.bundle().kinds.clone_into(&mut bundle.kinds);
        PATIENT.policy.bundle().suspension_reasons.clone_into(&mut bundle.suspension_reasons);
    });
    let mut story = received_at(urgent);
    story.now = at("2026-03-03T09:00:00+08:00");
    let command = reclassify(&story, "major");
    story.act(command);
    let handle = story.clock("handle", Some(1));
    assert_eq!(handle.due_at, at("2026-03-05T00:00:00+08:00"), "two working days from the dispatch, not from now");
    assert_eq!((handle.cycle, handle.generation), (1, 2));
    assert_eq!(handle.first_due_at, at("2026-03-07T00:00:00+08:00"));
    assert_eq!(handle.revisions[0].cause, RevisionCause::Retargeted);
    assert_eq!(handle.revisions[0].due_at, at("2026-03-07T00:00:00+08:00"));
}

#[test]
fn complaint_2_a_policy_may_restart_or_scale_instead() {
    for (how, expected) in [
        (Carry::Restart, "2026-03-11T00:00:00+08:00"),
        // One of the four working days is used up: three quarters are left, from Tuesday 00:00 on the same as before.
        (Carry::Scale, "2026-03-06T17:30:00+08:00"),
    ] {
        let centre = leaked(|bundle| {
            for rule in bundle.clocks.iter_mut().filter(|rule| rule.code.as_str() == "handle") {
                rule.carry.retargeted = how;
            }
        });
        let mut story = received_at(centre);
        story.now = at("2026-03-04T00:00:00+08:00");
        let command = reclassify(&story, "major");
        story.act(command);
        let handle = story.clock("handle", Some(1));
        assert_eq!(handle.due_at, at(expected), "{how:?}");
        assert_eq!(handle.cycle, if how == Carry::Restart { 2 } else { 1 });
    }
}

#[test]
fn complaint_3_a_clock_that_starts_in_a_state_of_rest_never_runs_before_that_state_is_left() {
    let centre = leaked(|bundle| {
        let callback = bundle.clocks.iter().position(|rule| rule.code.as_str() == "callback").unwrap();
        bundle.clocks[callback].pause_while = vec![Condition::CallbackScheduled];
        let second = bundle.clocks.iter().rposition(|rule| rule.code.as_str() == "callback").unwrap();
        bundle.clocks[second].pause_while = vec![Condition::CallbackScheduled];
    });
    let mut story = received_at(centre);
    story.lead(contact()).lead(reply(ReplyOutcome::Resolved));
    story.now = at("2026-03-02T22:00:00+08:00");
    story.lead(approve());
    assert_eq!(story.state("callback", None), ClockState::Paused, "at night nobody may be called");
    story.now = at("2026-03-03T08:00:00+08:00");
    story.wake();
    assert_eq!(story.state("callback", None), ClockState::Running);
}

#[test]
fn complaint_3_what_stands_still_is_never_announced() {
    let mut story = received();
    story.lead(await_customer());
    story.now = at("2026-03-11T09:00:00+08:00");
    let told = story.wake();
    assert!(!told.iter().any(|event| matches!(event, CaseEvent::Clock { alarm } if alarm.code.as_str() == "handle")));
    assert!(!story.clock("handle", Some(1)).is_late(story.now));
}

#[test]
fn complaint_4_a_reopening_begins_a_cycle_of_its_own_and_the_one_before_keeps_its_verdict() {
    let centre = leaked(|bundle| {
        let mut whole = bundle.clocks.iter().find(|rule| rule.code.as_str() == "archive").unwrap().clone();
        whole.code = code("answer-customer");
        whole.start = vec![code_of("accepted"), code_of("reopened")];
        whole.stop = vec![code_of("customer_answered")];
        whole.amount = Amount::new(2, Unit::Hours);
        whole.calendar = None;
        whole.warnings.clear();
        whole.carry.reopened = Carry::Keep;
        bundle.clocks.push(whole);
    });
    let mut story = received_at(centre);
    story.lead(contact());
    story.now = minutes_after(story.now, 60);
    story.lead(reply(ReplyOutcome::Resolved)).lead(approve());
    story.now = minutes_after(story.now, 30);
    story.wake();
    story.act(satisfied()).archive();
    let first = story.clock("answer-customer", None).clone();
    assert_eq!(first.state(), ClockState::Stopped);
    story.now = minutes_after(story.now, 60 * 24 * 3);
    story.act(reopen());
    let second = story.clock("answer-customer", None);
    assert_eq!((first.cycle, second.cycle), (1, 2));
    assert_eq!(second.due_at, minutes_after(story.now, 30), "of two hours, an hour and a half was used up before");
    assert_eq!(&first, story.case.clocks.iter().find(|clock| clock.no == first.no).unwrap(), "never rewritten");
}

fn code_of(milestone: &str) -> bihuan_domain::clock::Milestone {
    serde_json::from_value(serde_json::Value::String(milestone.to_owned())).unwrap()
}

#[test]
fn complaint_9_a_clock_does_not_react_to_what_it_brought_about_and_raising_comes_to_an_end() {
    let mut story = Story::open_at(&PATIENT, demand("fault"), Until::Accepted)
        .with(|story| story.dispatch(&[REPAIR]))
        .with(|story| story.lead(WorkOrderCommand::Receive));
    story.now = minutes_after(story.now, 46);
    let told = story.wake();
    assert!(told.iter().any(|event| event.name() == "level_raised"));
    assert_eq!(story.case.ticket.demand.level, Some(code("urgent")));
    assert_eq!(story.clock("arrive", Some(1)).generation, 1);
    assert!(story.wake().is_empty());
    story.now = minutes_after(story.now, 30);
    let levels: Vec<AlarmLevel> = story
        .wake()
        .iter()
        .filter_map(|event| match event {
            CaseEvent::Clock { alarm } if alarm.code.as_str() == "arrive" => Some(alarm.level),
            _ => None,
        })
        .collect();
    assert_eq!(levels, [AlarmLevel::Escalation(0)], "each rung once");
}

#[test]
fn a_missed_arrival_is_explained_before_the_reply() {
    let mut story = Story::open_at(&PATIENT, demand("fault"), Until::Accepted)
        .with(|story| story.dispatch(&[REPAIR]))
        .with(|story| story.lead(WorkOrderCommand::Receive));
    story.now = minutes_after(story.now, 50);
    let not_ours = || reply(ReplyOutcome::NotOurs);
    assert_eq!(story.lead_refused(not_ours()), RefusalCode::ExplanationRequired);
    assert_eq!(story.lead_refused(explain("handle")), RefusalCode::NoSuchClock);
    story.lead(explain("arrive")).lead(not_ours());
    assert!(story.clock("arrive", Some(1)).explained_at.is_some());
}

#[test]
fn a_suspension_is_asked_for_by_one_and_approved_by_another_and_ends_by_itself() {
    let (asker, approver) = (UserId(Uuid::from_u128(7)), UserId(Uuid::from_u128(8)));
    let mut story = received();
    let until = at("2026-03-04T09:00:00+08:00");
    let ask = WorkOrderCommand::RequestSuspension { reason: code("material"), until, by: Some(asker) };
    story.lead(ask);
    let by = |user| WorkOrderCommand::ApproveSuspension { by: Some(user) };
    assert_eq!(story.lead_refused(by(asker)), RefusalCode::SamePerson);
    story.lead(by(approver));
    assert_eq!(story.lead_refused(suspend(until)), RefusalCode::AlreadyRequested);
    // Noticed two hours late, it ended when it was to end.
    story.now = at("2026-03-04T11:00:00+08:00");
    story.wake();
    assert_eq!(story.clock("handle", Some(1)).pauses[0].to, Some(until));
    assert!(story.order(1).suspension.is_none());
}

#[test]
fn a_suspension_that_is_over_is_over_even_when_a_command_comes_before_anybody_noticed() {
    let mut story = received();
    let until = at("2026-03-04T09:00:00+08:00");
    story.lead(suspend(until)).lead(approve_suspension()).lead(contact());
    story.now = at("2026-03-04T11:00:00+08:00");
    story.lead(reply(ReplyOutcome::Resolved));
    assert_eq!(story.clock("handle", Some(1)).pauses[0].to, Some(until));
}

#[test]
fn suspensions_have_a_longest_length_and_a_number_per_ticket() {
    let mut story = received();
    let too_long = story.now.plus_seconds(11 * 86_400);
    assert_eq!(story.lead_refused(suspend(too_long)), RefusalCode::SuspensionTooLong);
    for _ in 0..2 {
        let until = minutes_after(story.now, 60);
        story.lead(suspend(until)).lead(approve_suspension()).lead(WorkOrderCommand::Resume);
    }
    assert_eq!(story.lead_refused(suspend(minutes_after(story.now, 60))), RefusalCode::SuspensionsExhausted);
}

#[test]
fn a_limit_is_extended_only_before_it_is_used_up_and_both_deadlines_are_kept() {
    let mut story = received();
    let before = due(&story, "handle");
    story.lead(extend("handle", 2)).lead(WorkOrderCommand::ApproveExtension { approved_by: None });
    let handle = story.clock("handle", Some(1));
    assert_eq!(handle.due_at, at("2026-03-11T00:00:00+08:00"), "Friday, then Monday and Tuesday");
    assert_eq!((handle.first_due_at, handle.revisions[0].due_at), (before, before));
    assert_eq!(handle.plan.extended, 2);
    assert_eq!(story.lead_refused(extend("handle", 1)), RefusalCode::ExtensionsExhausted);

    let mut late = received();
    assert_eq!(late.lead_refused(extend("handle", 5)), RefusalCode::ExtensionTooLong);
    assert_eq!(late.lead_refused(extend("accept", 1)), RefusalCode::ExtensionNotAllowed);
    late.lead(extend("handle", 1));
    late.now = at("2026-03-09T09:00:00+08:00");
    let approve = WorkOrderCommand::ApproveExtension { approved_by: None };
    assert_eq!(late.lead_refused(approve), RefusalCode::ExtensionTooLate);
}

#[test]
fn urging_neither_resets_nor_pauses() {
    let mut story = received();
    let clocks = story.case.clocks.clone();
    story.act(urge()).act(urge());
    assert_eq!(story.case.clocks, clocks);
}

#[test]
fn a_transfer_keeps_the_time_used_unless_the_policy_restarts_it() {
    let mut story = received();
    let before = due(&story, "handle");
    story.now = minutes_after(story.now, 60);
    story.lead(transfer(METERING));
    assert_eq!(due(&story, "handle"), before);

    let restarting = leaked(|bundle| {
        for rule in bundle.clocks.iter_mut().filter(|rule| rule.code.as_str() == "handle") {
            rule.carry.transferred = Carry::Restart;
        }
    });
    let mut story = received_at(restarting);
    story.now = at("2026-03-03T09:00:00+08:00");
    story.lead(transfer(METERING));
    assert_eq!(due(&story, "handle"), at("2026-03-10T00:00:00+08:00"));
    assert_eq!(story.clocks("handle"), 2);
}

#[test]
fn events_of_one_instant_that_commute_lead_to_the_same_clocks_in_either_order() {
    let one = received().with(|story| story.act(urge()).lead(contact()));
    let other = received().with(|story| story.lead(contact()).act(urge()));
    assert_eq!(one.case.clocks, other.case.clocks);
}

#[test]
fn a_clock_with_an_earliest_moment_says_when_it_was_stopped_too_early() {
    let centre = leaked(|bundle| {
        for rule in bundle.clocks.iter_mut().filter(|rule| rule.code.as_str() == "contact") {
            rule.not_before = Some(Amount::new(30, Unit::Minutes));
        }
    });
    let mut story = received_at(centre);
    story.lead(contact());
    assert_eq!(story.state("contact", Some(1)), ClockState::StoppedEarly);
}
