//! The limits (时限) of the 95598 bundle: each id of the tables that were compared, played as a case that begins on the
//! afternoon before the seven days of the National Day, which are followed by a Saturday that is worked.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests may fail by panicking, their helper functions too")]

use std::collections::BTreeSet;

use bihuan_domain::case::{CaseEvent, Until};
use bihuan_domain::clock::{AlarmLevel, ClockState};
use bihuan_domain::policy::clocks::{ClockRule, Unit};
use bihuan_domain::policy::vocabulary::Confidence;
use bihuan_domain::ticket::{Demand, ExternalReference};
use bihuan_domain::work_order::{ReplyOutcome, WorkOrderCommand};

use crate::fixtures::{
    MARKETING, REPAIR, SAMPLE, Story, approve, at, await_customer, code, contact, demand, give_back, minutes_after,
    redo, refill, reply, review, suspend, unsatisfied,
};

/// Wednesday, 30 September 2026, 16:00. Worked are then 8, 9, 10, 12 to 16, 19 October and so on.
const EVE: &str = "2026-09-30T16:00:00+08:00";

/// How far a case goes at [`EVE`], before the clock is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Accepted,
    Dispatched,
    Returned,
    Received,
    Waiting,
    Arrived,
    Restored,
    Replied,
    Refill,
    Redo,
    Callback,
    FinalAnswerDue,
    Answered,
}

use Stage::{
    Accepted, Answered, Arrived, Callback, Dispatched, FinalAnswerDue, Received, Redo, Refill, Replied, Restored,
    Returned, Waiting,
};

/// A demand in a few words, such as `fault area=rural segment=key`.
fn told(words: &str) -> Demand {
    let mut words = words.split_whitespace();
    let mut told = demand(words.next().unwrap());
    for word in words {
        match word.split_once('=').unwrap_or((word, "")) {
            ("type", text) => told.service_type = Some(code(text)),
            ("area", text) => told.area = code(text),
            ("level", text) => told.level = Some(code(text)),
            ("segment", text) => told.segment = Some(code(text)),
            ("channel", text) => told.channel = code(text),
            ("system", text) => told.external = Some(ExternalReference { system: text.into(), id: "7".into() }),
            ("target", text) => told.target_at = Some(at(text)),
            ("emergency", _) => told.emergency = true,
            _ => panic!("{word}"),
        }
    }
    told
}

/// The case of a demand, at one instant brought to a stage.
fn played(words: &str, stage: Stage) -> Story {
    let mut story = Story::open_on(&SAMPLE, told(words), Until::Accepted, at(EVE));
    let field = words.starts_with("fault") || words.contains("reconnect") || words.contains("charging");
    if stage >= Dispatched {
        story.dispatch(&[if field { REPAIR } else { MARKETING }]);
    }
    if stage == Returned {
        story.lead(give_back());
    }
    if stage >= Received {
        story.lead(WorkOrderCommand::Receive);
    }
    if stage == Waiting {
        story.lead(await_customer());
    }
    if field && stage >= Arrived {
        story.go_out_again();
    }
    if field && stage >= Restored {
        story.lead(WorkOrderCommand::Restore);
    }
    if stage >= Replied {
        story.lead(contact()).lead(reply(ReplyOutcome::Resolved));
    }
    match stage {
        Refill => story.lead(refill()),
        Redo => story.lead(redo()),
        Callback => story.lead(approve()),
        FinalAnswerDue => story.lead(approve()).act(unsatisfied(review())),
        Answered => story.lead(approve()).act(crate::fixtures::satisfied()),
        _ => &mut story,
    };
    story
}

/// The id in the tables, the demand, the stage, the clock, and the deadline it then has: local time.
type Row = (&'static str, &'static str, Stage, &'static str, &'static str);

const REPAIRS: &[Row] = &[
    ("T-F1", "fault", Accepted, "dispatch", "09-30T16:02"),
    ("T-F1", "fault emergency", Accepted, "dispatch", "09-30T16:05"),
    ("T-F2", "fault", Dispatched, "accept", "09-30T16:03"),
    ("T-F3", "fault", Received, "assign", "09-30T16:03"),
    ("T-F4", "fault", Dispatched, "contact", "09-30T17:00"),
    ("T-F5", "fault area=urban", Dispatched, "arrive", "09-30T16:45"),
    ("T-F5", "fault area=rural", Dispatched, "arrive", "09-30T17:30"),
    ("T-F5", "fault area=remote", Dispatched, "arrive", "09-30T18:00"),
    ("T-F5L", "fault area=urban", Dispatched, "arrive-legal", "09-30T17:00"),
    ("T-F5L", "fault area=rural", Dispatched, "arrive-legal", "09-30T18:00"),
    ("T-F5L", "fault area=remote", Dispatched, "arrive-legal", "09-30T20:00"),
    ("T-F5K", "fault area=urban segment=key", Dispatched, "arrive", "09-30T16:30"),
    ("T-F5K", "fault area=urban segment=ordinary", Dispatched, "arrive", "09-30T16:45"),
    ("T-F6", "fault", Arrived, "estimate", "09-30T16:05"),
    ("T-F7", "fault", Arrived, "progress", "09-30T20:00"),
    ("T-F8", "fault", Restored, "reply", "09-30T16:05"),
    ("T-F9", "fault", Replied, "review", "09-30T16:30"),
    ("T-F10", "fault", Callback, "callback", "10-01T16:00"),
    ("T-F11", "fault area=urban", Arrived, "restore", "09-30T19:00"),
    ("T-F11", "fault area=rural", Arrived, "restore", "09-30T20:00"),
    ("T-F12", "fault type=fault.outage-query", Dispatched, "contact", "09-30T16:45"),
    ("T-F13", "fault type=fault.hv.line.broken segment=key", Dispatched, "restore-cap", "10-01T00:00"),
    ("T-F13", "fault type=fault.hv.line.cable segment=key", Dispatched, "restore-cap", "10-01T16:00"),
];

const COMPLAINTS: &[Row] = &[
    ("T-C1", "complaint", Accepted, "dispatch", "09-30T16:20"),
    ("T-C1s", "complaint level=major", Accepted, "dispatch", "09-30T16:15"),
    ("T-C1s", "complaint level=special", Dispatched, "accept", "09-30T16:15"),
    ("T-C2", "complaint", Dispatched, "accept", "10-08T09:00"),
    ("T-C3", "complaint", Dispatched, "contact", "10-01T16:00"),
    ("T-C4", "complaint", Dispatched, "handle", "10-13T00:00"),
    ("T-C5", "complaint", Accepted, "promise", "10-14T00:00"),
    ("T-C6", "complaint", Callback, "callback", "10-09T00:00"),
    ("T-C7", "complaint type=complaint.service", Accepted, "promise", "10-14T00:00"),
    ("REDO", "complaint", Redo, "redo", "10-10T00:00"),
];

const OTHERS: &[Row] = &[
    ("T-R1", "report", Dispatched, "contact", "10-01T16:00"),
    ("T-R2", "report", Dispatched, "handle", "10-20T00:00"),
    ("T-R2", "report", Accepted, "promise", "10-21T00:00"),
    ("T-O1", "opinion", Dispatched, "handle", "10-20T00:00"),
    ("T-O1", "suggestion", Dispatched, "handle", "10-20T00:00"),
    ("T-N1", "opinion", Accepted, "dispatch", "09-30T16:20"),
    ("T-N2", "opinion", Dispatched, "accept", "10-08T09:00"),
    ("T-Q1", "consult", Dispatched, "handle", "10-13T00:00"),
    ("T-Q1", "consult", Accepted, "promise", "10-14T00:00"),
    ("T-P1", "praise", Dispatched, "handle", "10-13T00:00"),
    ("T-X1", "complaint channel=hotline-12398", Accepted, "external", "10-21T00:00"),
    ("T-X1", "opinion system=12398", Accepted, "external", "10-21T00:00"),
    ("T-X2", "complaint channel=hotline-12345", Accepted, "external", "10-07T16:00"),
    ("T-X2", "consult system=12345", Accepted, "external", "10-07T16:00"),
    ("T-X3", "opinion channel=letter", Accepted, "external", "10-10T16:00"),
    ("T-X3", "help", Dispatched, "handle", "10-10T16:00"),
    ("T-B1", "opinion", Dispatched, "first-contact", "10-01T00:00"),
    ("T-CB1", "fault", Callback, "callback", "10-01T16:00"),
    ("T-CB2", "report", Callback, "callback", "10-09T00:00"),
    ("REDO", "report", Redo, "redo", "10-14T00:00"),
    ("REDO", "fault", Redo, "redo", "10-09T00:00"),
    ("REDO", "service type=service.meter", Redo, "redo", "10-10T00:00"),
];

const SERVICE: &[Row] = &[
    ("reconnection", "service type=service.reconnect", Dispatched, "restore", "10-01T16:00"),
    ("reconnection", "service type=service.reconnect", Restored, "reply", "10-09T00:00"),
    ("appliance damage", "service type=service.appliance", Dispatched, "arrive", "10-01T16:00"),
    ("meter abnormal", "service type=service.meter", Dispatched, "handle", "10-13T00:00"),
    ("meter test", "service type=service.meter", Accepted, "promise", "10-14T00:00"),
    ("reading abnormal", "service type=service.reading", Dispatched, "handle", "10-13T00:00"),
    ("reading abnormal", "service type=service.reading", Accepted, "promise", "10-14T00:00"),
    (
        "fast charging",
        "service type=service.charging target=2026-09-30T18:00:00+08:00",
        Dispatched,
        "arrive",
        "09-30T18:00",
    ),
    (
        "fast charging",
        "service type=service.charging target=2026-09-30T16:20:00+08:00",
        Dispatched,
        "arrive",
        "09-30T16:45",
    ),
    ("fast charging", "service type=service.charging", Restored, "reply", "09-30T18:00"),
    ("other", "service type=service.other", Dispatched, "handle", "10-14T00:00"),
];

/// What the tables do not say: chosen for this bundle.
const CHOSEN: &[Row] = &[
    ("", "urge", Accepted, "dispatch", "09-30T16:10"),
    ("", "fault", Returned, "return-decision", "09-30T16:05"),
    ("", "complaint", Returned, "return-decision", "10-08T09:00"),
    ("", "complaint", Waiting, "await-customer", "10-14T00:00"),
    ("", "complaint", Replied, "review", "10-08T09:00"),
    ("", "complaint", Refill, "refill", "10-08T11:00"),
    ("", "complaint", Callback, "callback-result", "10-11T00:00"),
    ("", "complaint", FinalAnswerDue, "final-answer", "10-14T00:00"),
    ("", "complaint", Answered, "archive", "10-09T00:00"),
];

/// Every id of §6 that belongs to a ticket, a work order or a callback.
const IDS: &str = "T-F1 T-F2 T-F3 T-F4 T-F5 T-F5L T-F5K T-F6 T-F7 T-F8 T-F9 T-F10 T-F11 T-F12 T-F13 \
                   T-C1 T-C1s T-C2 T-C3 T-C4 T-C5 T-C6 T-C7 T-R1 T-R2 T-O1 T-N1 T-N2 T-Q1 T-P1 T-X1 T-X2 T-X3 T-B1 \
                   T-CB1 T-CB2 REDO";

fn rows() -> impl Iterator<Item = &'static Row> {
    [REPAIRS, COMPLAINTS, OTHERS, SERVICE, CHOSEN].into_iter().flatten()
}

fn rules() -> impl Iterator<Item = &'static ClockRule> {
    SAMPLE.policy.bundle().clocks.iter()
}

#[test]
fn each_limit_of_the_tables_falls_due_when_it_must() {
    for (id, words, stage, clock, due) in rows() {
        let story = played(words, *stage);
        let found = story.case.clocks.iter().rfind(|candidate| candidate.code.as_str() == *clock);
        let found = found.unwrap_or_else(|| panic!("{id}: no clock `{clock}` for {words} when {stage:?}"));
        assert_eq!(found.due_at, at(&format!("2026-{due}:00+08:00")), "{id}: {clock} of {words}");
        assert!(found.is_running(), "{id}: {clock} of {words}");
    }
}

#[test]
fn every_id_of_the_tables_is_played_and_named_as_a_source() {
    let played: BTreeSet<&str> = rows().map(|row| row.0).collect();
    for id in IDS.split_whitespace() {
        assert!(played.contains(id), "{id} is not played");
    }
    for id in played {
        let named = rules().any(|rule| rule.source.as_ref().is_some_and(|source| source.contains(id)));
        assert!(named, "no rule names {id}");
    }
}

#[test]
fn every_clock_of_the_bundle_is_played() {
    let played: BTreeSet<&str> = rows().map(|row| row.3).collect();
    let missing: BTreeSet<&str> =
        rules().map(|rule| rule.code.as_str()).filter(|code| !played.contains(code)).collect();
    assert_eq!(missing, BTreeSet::from(["draft"]), "a draft is opened otherwise");
}

#[test]
fn what_is_not_chosen_here_says_where_it_comes_from() {
    for rule in rules().filter(|rule| rule.confidence != Confidence::Design) {
        assert!(rule.source.is_some(), "{}: {}", rule.code, rule.name.en);
    }
}

#[test]
fn only_limits_in_working_days_ever_stand_still_and_never_those_of_repair_or_of_a_promise() {
    for rule in rules().filter(|rule| !rule.pause_while.is_empty() || !rule.pause.is_empty()) {
        assert_eq!(rule.amount.unit, Unit::WorkingDays, "{}", rule.name.en);
        assert!(["handle", "redo"].contains(&rule.code.as_str()), "{}", rule.name.en);
        assert!(!rule.applies_to.kinds.contains(&code("fault")), "{}", rule.name.en);
    }
}

#[test]
fn what_is_sent_out_late_in_the_evening_has_two_hours_for_the_first_contact() {
    let mut story = Story::open_on(&SAMPLE, demand("opinion"), Until::Accepted, at("2026-09-30T23:00:00+08:00"));
    story.dispatch(&[MARKETING]);
    assert_eq!(story.clock("first-contact", Some(1)).due_at, at("2026-10-01T01:00:00+08:00"));
}

#[test]
fn whoever_is_near_the_limit_is_warned_two_days_and_one_day_before_and_who_is_late_reminded_next_morning() {
    let story = played("complaint", Dispatched);
    let alarms: Vec<_> = story.clock("handle", Some(1)).alarms.iter().map(|point| (point.level, point.at)).collect();
    let expected = [
        (AlarmLevel::Warning(0), "2026-10-10T00:00:00+08:00"),
        (AlarmLevel::Warning(1), "2026-10-11T00:00:00+08:00"),
        (AlarmLevel::Breach, "2026-10-13T00:00:00+08:00"),
        (AlarmLevel::Escalation(0), "2026-10-13T09:00:00+08:00"),
        (AlarmLevel::Escalation(1), "2026-10-21T00:00:00+08:00"),
    ];
    assert_eq!(alarms, expected.map(|(level, moment)| (level, at(moment))));
}

#[test]
fn a_suspension_moves_the_limit_of_the_department_and_not_what_was_promised() {
    let mut story = played("complaint", Received);
    let promised = story.clock("promise", None).due_at;
    story.lead(suspend(at("2026-10-09T16:00:00+08:00"))).lead(WorkOrderCommand::ApproveSuspension { by: None });
    assert_eq!(story.state("handle", Some(1)), ClockState::Paused);
    story.go_to("2026-10-09T16:00:00+08:00").wake();
    // Thursday and Friday stood still but for Friday's last hour and a half.
    assert_eq!(story.clock("handle", Some(1)).pauses.len(), 1);
    assert!(story.clock("handle", Some(1)).due_at > at("2026-10-14T00:00:00+08:00"));
    assert_eq!(story.clock("promise", None).due_at, promised);
}

#[test]
fn whoever_waits_for_the_customer_does_not_wait_for_ever() {
    let mut story = played("complaint", Waiting);
    assert_eq!(story.state("handle", Some(1)), ClockState::Paused);
    assert_eq!(story.state("await-customer", Some(1)), ClockState::Running);
    story.lead(WorkOrderCommand::CustomerReady);
    assert_eq!(story.state("handle", Some(1)), ClockState::Running);
    assert_eq!(story.state("await-customer", Some(1)), ClockState::Stopped);
}

#[test]
fn each_estimate_begins_the_report_on_progress_anew_and_a_late_one_stays_late() {
    let mut story = played("fault", Arrived);
    let arrived = story.now;
    let estimate = |minutes: i64| WorkOrderCommand::Estimate { at: minutes_after(arrived, minutes) };
    story.wait(5).lead(estimate(300));
    assert_eq!((story.clocks("progress"), story.clock("progress", Some(1)).due_at), (2, minutes_after(arrived, 245)));
    story.wait(300).lead(estimate(600));
    let states: Vec<ClockState> = story
        .case
        .clocks
        .iter()
        .filter(|clock| clock.code.as_str() == "progress")
        .map(bihuan_domain::clock::Clock::state)
        .collect();
    assert_eq!(states, [ClockState::Stopped, ClockState::StoppedLate, ClockState::Running]);
    story.lead(WorkOrderCommand::Restore);
    assert_eq!((story.clocks("progress"), story.state("progress", Some(1))), (3, ClockState::Stopped));
}

#[test]
fn a_complaint_whose_public_promise_is_broken_becomes_an_important_one() {
    let mut story = played("complaint", Received);
    story.go_to("2026-10-14T00:00:01+08:00");
    let told: Vec<&str> = story.wake().iter().map(CaseEvent::name).collect();
    assert!(told.contains(&"level_raised"), "{told:?}");
    assert_eq!(story.case.ticket.demand.level, Some(code("important")));
    assert!(story.case.ticket.supervised);
}
