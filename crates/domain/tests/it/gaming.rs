//! Checks for gaming: each sees what it is for, and leaves the honest case alone.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use bihuan_domain::callback::CallbackEvent;
use bihuan_domain::case::{Case, CaseEvent};
use bihuan_domain::id::{TicketId, UserId};
use bihuan_domain::policy::quality::GamingCheck;
use bihuan_domain::position::Position;
use bihuan_domain::quality::Check;
use bihuan_domain::quality::gaming::{self, Suspicion, Trace};
use bihuan_domain::ticket::TicketEvent;
use bihuan_domain::time::Timestamp;
use bihuan_domain::work_order::{ReplyOutcome, WorkOrderCommand, WorkOrderEvent};
use uuid::Uuid;

use crate::fixtures::{Story, at, demand, extend, replied, satisfied};

const PERSON: UserId = UserId(Uuid::from_u128(7));
const OTHER: UserId = UserId(Uuid::from_u128(8));

fn rule(check: Check) -> GamingCheck {
    let text = serde_json::json!({
        "check": check, "minutes": 30, "count": 3, "metres": 500, "numbers": ["95598", "138-0000-0001"], "length": 5,
        "confidence": "design"
    });
    serde_json::from_value(text).unwrap()
}

fn ticket(no: u128) -> TicketId {
    TicketId(Uuid::from_u128(no))
}

fn trace(no: u128, minute: i64, by: UserId, event: CaseEvent) -> Trace {
    Trace { ticket: ticket(no), at: start().plus_seconds(minute * 60), by: Some(by), event }
}

fn start() -> Timestamp {
    at("2026-03-02T09:00:00+08:00")
}

fn told(event: TicketEvent) -> CaseEvent {
    event.into()
}

/// A case of the same customer and kind with this id.
fn case(no: u128) -> Case {
    let mut case = Story::accepted("fault").case;
    case.ticket.id = ticket(no);
    case
}

fn seen(suspicions: &[Suspicion]) -> Vec<(u128, i64)> {
    suspicions.iter().map(|one| (one.ticket.0.as_u128(), one.seen)).collect()
}

#[test]
fn an_arrival_far_from_the_place_is_asked_about_and_one_across_the_street_is_not() {
    let place = Position::of_degrees(30.274_085, 120.155_07);
    let mut case = case(1);
    case.ticket.demand.position = place;
    let order = Story::dispatched("fault", &["repair"]).order(1).id;
    let arrived = |latitude| {
        let position = Position::of_degrees(latitude, 120.155_07);
        [trace(1, 5, PERSON, WorkOrderEvent::Arrived { position }.of(order))]
    };
    let look = |traces: &[Trace]| seen(&gaming::far_arrivals(&rule(Check::FarArrival), &case, traces));
    // A hundredth of a degree to the north is 1112 metres.
    assert_eq!(look(&arrived(30.284_085)), [(1, 1_112)]);
    assert_eq!(look(&arrived(30.274_985)), [], "a hundred metres");
    assert_eq!(look(&[trace(1, 5, PERSON, WorkOrderEvent::Arrived { position: None }.of(order))]), [], "nobody knows");
    let unknown = Case { ticket: self::case(1).ticket, ..case.clone() };
    assert_eq!(gaming::far_arrivals(&rule(Check::FarArrival), &unknown, &arrived(31.0)), []);
}

#[test]
fn a_matter_that_one_person_cancels_and_opens_anew_is_asked_about_and_a_new_call_is_not() {
    let (old, new) = (case(1), case(2));
    let cancelled =
        |minute, by| trace(1, minute, by, told(TicketEvent::Cancelled { reason: "entered wrongly".into() }));
    let opened = |no, minute, by| trace(no, minute, by, told(TicketEvent::Opened { draft: false }));
    let look = |cases: &[&Case], traces: &[Trace]| seen(&gaming::renewals(&rule(Check::Renewal), cases, traces));
    let renewed = [opened(1, -60, OTHER), cancelled(0, PERSON), opened(2, 4, PERSON)];
    assert_eq!(look(&[&old, &new], &renewed), [(1, 4)]);
    let before = [opened(2, -4, PERSON), cancelled(0, PERSON)];
    assert_eq!(look(&[&old, &new], &before), [(1, 4)], "the new one first");
    let later = [cancelled(0, PERSON), opened(2, 31, PERSON)];
    assert_eq!(look(&[&old, &new], &later), [], "the customer called again");
    let others = [cancelled(0, PERSON), opened(2, 4, OTHER)];
    assert_eq!(look(&[&old, &new], &others), [], "somebody else took the next call");
    let mut neighbour = case(2);
    neighbour.ticket.demand.contact.phone = Some("13900000009".into());
    assert_eq!(look(&[&old, &neighbour], &renewed), [], "another customer");
    let mut complaint = case(2);
    complaint.ticket.demand = demand("complaint");
    assert_eq!(look(&[&old, &complaint], &renewed), [], "another matter");
    let duplicate = [opened(1, -60, OTHER), opened(2, -4, PERSON), {
        let cancel = TicketEvent::Cancelled { reason: "entered twice".into() };
        trace(2, 0, PERSON, told(cancel))
    }];
    assert_eq!(look(&[&old, &new], &duplicate), [], "a duplicate that goes leaves the old clocks as they are");
}

#[test]
fn merging_and_parting_again_is_asked_about_only_when_one_person_does_both_at_once() {
    let case = case(1);
    let merged = |by| {
        let event = TicketEvent::Merged {
            main: ticket(9),
            number: "9".into(),
            unit: None,
            reason: "the same line".into(),
            sent_out: false,
        };
        trace(1, 0, by, told(event))
    };
    let parted = |minute, by| {
        trace(1, minute, by, told(TicketEvent::Unmerged { reason: "another line".into(), send_out: true }))
    };
    let look = |traces: &[Trace]| seen(&gaming::renewals(&rule(Check::Renewal), &[&case], traces));
    assert_eq!(look(&[merged(PERSON), parted(10, PERSON)]), [(1, 10)]);
    assert_eq!(look(&[merged(PERSON), parted(10, OTHER)]), [], "somebody else found that they differ");
    assert_eq!(look(&[merged(PERSON), parted(120, PERSON)]), [], "it was looked into");
}

#[test]
fn a_call_to_a_number_of_the_centre_is_seen_also_when_the_number_was_put_right_again_afterwards() {
    let answered = || trace(1, 0, PERSON, answered_event());
    let look =
        |phone: &str, traces: &[Trace]| seen(&gaming::staff_numbers(&rule(Check::StaffNumber), Some(phone), traces));
    assert_eq!(look("95598", &[answered()]), [(1, 1)]);
    assert_eq!(look("13900000000", &[answered()]), [], "the customer's own");
    let corrected = |minute, from: &str, to: &str| {
        let event =
            TicketEvent::NumberCorrected { from: Some(from.into()), to: to.into(), source: "the customer".into() };
        trace(1, minute, PERSON, told(event))
    };
    let put_right = [answered(), corrected(5, "13800000001", "13900000000")];
    assert_eq!(look("13900000000", &put_right), [(1, 1)], "the number of then counts");
    let moved = [corrected(-5, "13900000000", "13900000001"), answered(), corrected(5, "13900000001", "13800000001")];
    assert_eq!(look("13800000001", &moved), [], "what it became later does not");
}

#[test]
fn many_tickets_ended_at_once_and_the_same_reply_to_several_are_seen_and_a_steady_day_is_not() {
    let ended = |no, minute| trace(no, minute, PERSON, told(TicketEvent::Archived));
    let look = |traces: &[Trace]| seen(&gaming::bulk_closings(&rule(Check::BulkClosing), traces));
    assert_eq!(look(&[ended(1, 0), ended(2, 1), ended(3, 2)]), [(1, 3)]);
    assert_eq!(look(&[ended(1, 0), ended(2, 20), ended(3, 40), ended(4, 60)]), []);
    let order = Story::dispatched("fault", &["repair"]).order(1).id;
    let said = |no, by, text: &str| {
        let reply = replied(ReplyOutcome::Resolved, text);
        trace(no, i64::try_from(no).unwrap(), by, WorkOrderEvent::Replied { reply }.of(order))
    };
    let same = |traces: &[Trace]| seen(&gaming::copied_replies(&rule(Check::CopiedReply), traces));
    let text = "The fuse was changed; light is back.";
    let copied = [said(1, PERSON, text), said(2, PERSON, text), said(3, PERSON, "The fuse was changed, light is back")];
    assert_eq!(same(&copied), [(2, 3)]);
    let own = [said(1, PERSON, text), said(2, OTHER, text), said(3, PERSON, "A branch lay on the line.")];
    assert_eq!(same(&own), []);
    let short = [said(1, PERSON, "ok"), said(2, PERSON, "ok"), said(3, PERSON, "ok")];
    assert_eq!(same(&short), [], "short words may well be the same");
}

/// What happens when the customer answers that he is content.
fn answered_event() -> CaseEvent {
    let mut story = Story::fault_in_callback();
    let events = story.try_act(satisfied()).unwrap();
    let answered =
        |event: &CaseEvent| matches!(event, CaseEvent::Callback { event: CallbackEvent::Answered { .. }, .. });
    events.into_iter().find(answered).unwrap()
}

#[test]
fn an_extension_asked_for_just_before_the_limit_is_seen_and_one_in_good_time_is_not() {
    let asked = |minutes_left: i64| {
        let mut story = Story::dispatched("complaint", &["repair"]);
        story.lead(WorkOrderCommand::Receive);
        let due = story.clock("handle", Some(1)).due_at;
        story.now = due.plus_seconds(-60 * minutes_left);
        let events = story.try_act(story.of_order(1, extend("handle", 1))).unwrap();
        let now = story.now;
        let ticket = story.case.ticket.id;
        let traces: Vec<Trace> =
            events.into_iter().map(|event| Trace { ticket, at: now, by: Some(PERSON), event }).collect();
        gaming::late_pauses(&rule(Check::LatePause), &story.case, &traces, &story.centre.policy)
            .iter()
            .map(|one| (one.seen, one.about.clone().unwrap_or_default()))
            .collect::<Vec<_>>()
    };
    assert_eq!(asked(10), [(10, "handle".to_owned())]);
    assert_eq!(asked(31), []);
}
