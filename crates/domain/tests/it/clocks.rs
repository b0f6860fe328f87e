//! Clocks (时限): when they start, warn, run out, stop and are dropped.

use bihuan_domain::case::{CaseEvent, Until};
use bihuan_domain::clock::{ClockEnd, ClockState};
use bihuan_domain::refusal::RefusalCode;
use bihuan_domain::ticket::TicketCommand;
use bihuan_domain::work_order::{ReplyOutcome, WorkOrderCommand};

use crate::fixtures::{
    Centre, MARKETING, METERING, REPAIR, SAMPLE, Story, a_millisecond_after, approve, at, contact, demand, give_back,
    minutes_after, read, refuse_return, reply, satisfied, transfer,
};

fn announced(events: &[CaseEvent]) -> Vec<(String, bool)> {
    let alarm = |event: &CaseEvent| match event {
        CaseEvent::Clock { alarm } => Some((alarm.code.to_string(), alarm.is_breach())),
        _ => None,
    };
    events.iter().filter_map(alarm).collect()
}

fn warning(clock: &str) -> Vec<(String, bool)> {
    vec![(clock.to_owned(), false)]
}

fn breach(clock: &str) -> Vec<(String, bool)> {
    vec![(clock.to_owned(), true)]
}

#[test]
fn a_clock_warns_once_and_runs_out_once() {
    let mut story = Story::accepted("fault");
    let opened = story.now;
    assert_eq!(story.case.next_wakeup(), Some(minutes_after(opened, 1)));
    assert!(story.wake().is_empty());
    assert_eq!(announced(&story.wait(1).wake()), warning("dispatch"));
    assert_eq!(story.state("dispatch", None), ClockState::Warned);
    assert!(story.wake().is_empty());
    let due = minutes_after(opened, 2);
    assert_eq!(story.case.next_wakeup(), Some(a_millisecond_after(due)));
    story.now = due;
    assert!(story.wake().is_empty(), "exactly on the deadline is in time");
    story.now = a_millisecond_after(due);
    assert_eq!(announced(&story.wake()), breach("dispatch"));
    assert_eq!(story.state("dispatch", None), ClockState::Breached);
    assert_eq!((story.wake(), story.case.next_wakeup()), (vec![], None));
    story.dispatch(&[REPAIR]);
    assert_eq!(story.state("dispatch", None), ClockState::StoppedLate);
}

#[test]
fn a_breach_that_is_noticed_late_swallows_its_warning() {
    let mut story = Story::accepted("fault");
    assert_eq!(announced(&story.wait(60).wake()), breach("dispatch"));
    assert!(story.wake().is_empty());
}

#[test]
fn exactly_on_the_deadline_is_in_time_and_a_millisecond_later_is_not() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    let due = minutes_after(story.now, 3);
    assert_eq!(story.clock("accept", Some(1)).due_at, due);
    let mut late = story.clone();
    story.now = due;
    story.lead(WorkOrderCommand::Receive);
    assert_eq!(story.state("accept", Some(1)), ClockState::Stopped);
    late.now = a_millisecond_after(due);
    late.lead(WorkOrderCommand::Receive);
    assert_eq!(late.state("accept", Some(1)), ClockState::StoppedLate, "late though nobody announced it");
}

#[test]
fn the_system_is_woken_at_the_first_moment_at_which_something_is_due_and_not_before() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    let mut woken = Vec::new();
    while let Some(next) = story.case.next_wakeup() {
        let just_before = bihuan_domain::time::Timestamp::from_micros(next.as_micros() - 1_000);
        story.now = just_before;
        assert!(story.wake().is_empty());
        story.now = next;
        woken.extend(announced(&story.wake()));
    }
    let accept = [warning("accept"), breach("accept")].concat();
    let arrive = [warning("arrive"), warning("contact"), breach("arrive")].concat();
    let legal = [breach("arrive-legal"), breach("contact")].concat();
    assert_eq!(woken, [accept, arrive, legal].concat());
}

#[test]
fn a_breach_puts_the_ticket_under_supervision_where_the_policy_says_so() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    assert_eq!(announced(&story.wait(4).wake()), breach("accept"));
    assert!(!story.case.ticket.supervised, "being late to receive is only flagged");
    story.wait(30).wake();
    assert!(!story.case.ticket.supervised, "a warning supervises nothing");
    assert_eq!(announced(&story.wait(12).wake()), [breach("arrive"), warning("contact")].concat());
    assert!(story.case.ticket.supervised);
}

#[test]
fn a_clock_never_starts_twice_while_it_runs() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    let due = story.clock("accept", Some(1)).due_at;
    story.wait(1).lead(transfer(METERING));
    assert_eq!((story.clocks("accept"), story.clock("accept", Some(1)).due_at), (1, due));
    story.lead(WorkOrderCommand::Receive).wait(1).lead(transfer(REPAIR));
    assert_eq!((story.clocks("accept"), story.clock("accept", Some(1)).due_at), (2, minutes_after(story.now, 3)));
}

#[test]
fn returns_and_transfers_reset_neither_arrival_nor_handling() {
    for (kind, clock) in [("fault", "arrive"), ("complaint", "handle")] {
        let mut story = Story::dispatched(kind, &[REPAIR]);
        let due = story.clock(clock, Some(1)).due_at;
        story.wait(1).lead(give_back()).wait(1).lead(transfer(METERING)).wait(1).lead(give_back());
        story.wait(1).lead(refuse_return()).wait(1).lead(WorkOrderCommand::Receive);
        assert_eq!((story.clocks(clock), story.clock(clock, Some(1)).due_at), (1, due), "{clock}");
        assert_eq!(story.state(clock, Some(1)), ClockState::Running);
    }
}

#[test]
fn a_returned_order_keeps_whoever_decides_on_the_return_under_a_clock() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    story.wait(1).lead(give_back());
    assert_eq!(story.running(), ["arrive", "arrive-legal", "contact", "return-decision"]);
    story.wait(1).lead(refuse_return());
    assert_eq!(story.running(), ["accept", "arrive", "arrive-legal", "contact"]);
    assert_eq!(story.state("return-decision", Some(1)), ClockState::Stopped);
}

#[test]
fn what_a_clock_watched_over_ending_otherwise_drops_it_without_a_verdict() {
    let mut story = Story::dispatched("fault", &[REPAIR]);
    story.lead(WorkOrderCommand::Receive).lead(reply(ReplyOutcome::NotOurs));
    assert_eq!(story.running(), ["arrive", "arrive-legal", "review"]);
    story.wait(200).lead(approve());
    assert_eq!(story.state("arrive", Some(1)), ClockState::Dropped);
    assert!(!story.clock("arrive", Some(1)).is_late(story.now));
    assert_eq!(story.state("review", Some(1)), ClockState::StoppedLate);
}

#[test]
fn each_work_order_has_clocks_of_its_own() {
    let mut story = Story::dispatched("complaint", &[MARKETING, METERING]);
    story.lead(WorkOrderCommand::Receive);
    assert_eq!(story.state("accept", Some(1)), ClockState::Stopped);
    assert_eq!(story.state("accept", Some(2)), ClockState::Running);
}

#[test]
fn only_the_lead_is_timed_for_the_contact_that_only_the_lead_owes() {
    let mut story = Story::dispatched("complaint", &[MARKETING, METERING]);
    let running = ["accept", "accept", "contact", "first-contact", "handle", "handle", "promise"];
    assert_eq!(story.running(), running);
    story.lead(WorkOrderCommand::Receive).lead(contact());
    for clock in ["contact", "first-contact"] {
        assert_eq!((story.clocks(clock), story.state(clock, Some(1))), (1, ClockState::Stopped));
    }
}

#[test]
fn an_ended_ticket_has_no_clock_left() {
    let mut story = Story::accepted("complaint");
    story.act(crate::fixtures::withdraw()).act(TicketCommand::Archive);
    assert_eq!((story.running(), story.case.next_wakeup()), (vec![], None));
}

#[test]
fn a_draft_has_a_clock_and_what_never_was_a_draft_has_none() {
    let mut draft = Story::open(demand("fault"), Until::Draft);
    assert_eq!(draft.clock("draft", None).due_at, minutes_after(draft.now, 30));
    let mut forgotten = draft.clone();
    assert_eq!(announced(&forgotten.wait(31).wake()), breach("draft"));
    draft.wait(5).act(TicketCommand::Accept);
    assert_eq!((draft.running(), draft.state("draft", None)), (vec!["dispatch"], ClockState::Stopped));
    assert_eq!(Story::accepted("fault").clocks("draft"), 0);
}

/// The sample centre with one more clock.
fn with_clock(clock: &str) -> &'static Centre {
    let rest = "name = { zh = \"\u{949f}\", en = \"Clock\" }\non_breach = \"flag\"\nconfidence = \"design\"";
    let mut files = read("95598");
    files.push(("more.toml".to_owned(), format!("[[clock]]\ncode = \"more\"\n{rest}\n{clock}")));
    Box::leak(Box::new(Centre::of(files)))
}

fn complaint_under(clock: &str, units: &[&str]) -> Story {
    Story::open_at(with_clock(clock), demand("complaint"), Until::Accepted).with(|story| story.dispatch(units))
}

/// shows: P-42
#[test]
fn three_clocks_time_the_closed_loop_and_the_promise_ends_with_the_reply_not_with_the_callback() {
    let mut story = Story::accepted("complaint");
    story.wait(5).dispatch(&[MARKETING]).wait(5).lead(WorkOrderCommand::Receive).lead(contact());
    story.wait(30).lead(reply(ReplyOutcome::Resolved)).wait(10).lead(approve());
    assert_eq!(story.refused(TicketCommand::Archive), RefusalCode::ReplyRequired);
    story.wait(7).act(satisfied()).archive();
    assert_eq!(story.stages(), "archived (satisfied) / approved");
    let opened = at(crate::fixtures::MONDAY_MORNING);
    let times = [("dispatch", None, 0, 5), ("handle", Some(1), 5, 40), ("callback", None, 50, 57)];
    for (code, order, start, stop) in times {
        let clock = story.clock(code, order);
        let expected = (minutes_after(opened, start), Some(ClockEnd::Stopped(minutes_after(opened, stop))));
        assert_eq!((clock.started_at, clock.end), expected, "{code}");
    }
}

#[test]
fn clocks_of_the_ticket_hear_the_lead_and_no_other_work_order() {
    let clock = "scope = \"ticket\"\nstart = [\"dispatched\"]\nstop = [\"received\"]\n\
                 amount = { value = 1, unit = \"hours\" }";
    let mut story = complaint_under(clock, &[MARKETING, METERING]);
    story.act(story.of_order(2, WorkOrderCommand::Receive));
    assert_eq!(story.state("more", None), ClockState::Running);
    story.lead(WorkOrderCommand::Receive);
    assert_eq!(story.state("more", None), ClockState::Stopped);
    story.dispatch(&[REPAIR]);
    assert_eq!(story.clocks("more"), 1, "further assistance does not start the ticket's clock anew");
}

#[test]
fn the_milestone_that_ends_the_lead_may_start_a_clock_of_the_ticket() {
    let clock = "scope = \"ticket\"\nstart = [\"approved\"]\nstop = [\"customer_answered\"]\n\
                 amount = { value = 1, unit = \"hours\" }";
    let mut story = complaint_under(clock, &[MARKETING]);
    story.lead(WorkOrderCommand::Receive).lead(contact()).lead(reply(ReplyOutcome::Resolved)).lead(approve());
    assert_eq!(story.state("more", None), ClockState::Running);
}

#[test]
fn no_clock_starts_over_a_work_order_or_a_ticket_that_has_just_ended() {
    let clock = "scope = \"work_order\"\nstart = [\"approved\"]\nstop = [\"redo_ordered\"]\n\
                 amount = { value = 1, unit = \"hours\" }";
    let mut story = complaint_under(clock, &[MARKETING]);
    story.lead(WorkOrderCommand::Receive).lead(contact()).lead(reply(ReplyOutcome::Resolved)).lead(approve());
    assert_eq!(story.clocks("more"), 0);
    let clock = "scope = \"ticket\"\nstart = [\"cancelled\"]\nstop = [\"reopened\"]\n\
                 amount = { value = 1, unit = \"hours\" }";
    let mut story = Story::open_at(with_clock(clock), demand("complaint"), Until::Accepted);
    story.act(crate::fixtures::cancel());
    assert_eq!(story.clocks("more"), 0);
}

#[test]
fn a_clock_counted_to_a_target_ends_at_the_moment_promised() {
    let target = at("2026-03-03T18:00:00+08:00");
    let clock = "scope = \"ticket\"\nstart = [\"accepted\"]\nstop = [\"department_done\"]\n\
                 amount = { value = 0, unit = \"target\" }";
    let centre = with_clock(clock);
    let mut promised = demand("complaint");
    promised.target_at = Some(target);
    let mut story = Story::open_at(centre, promised.clone(), Until::Accepted);
    assert_eq!(story.clock("more", None).due_at, target);
    story.act(TicketCommand::Urge { note: None });
    assert_eq!(story.clock("more", None).due_at, target);
    assert_eq!(Story::open_at(centre, demand("complaint"), Until::Accepted).clocks("more"), 0, "no promise, no clock");
    promised.target_at = Some(at("2026-03-01T18:00:00+08:00"));
    let mut late = Story::open_at(centre, promised, Until::Accepted);
    assert_eq!(announced(&late.wake()), breach("more"), "a promise in the past is broken from the start");
}

#[test]
fn the_clock_of_the_area_applies() {
    for (area, minutes) in [("urban", 45), ("rural", 90), ("remote", 120)] {
        let mut fault = demand("fault");
        fault.area = crate::fixtures::code(area);
        let story = Story::open_at(&SAMPLE, fault, Until::Accepted).with(|story| story.dispatch(&[REPAIR]));
        assert_eq!(story.clock("arrive", Some(1)).due_at, minutes_after(story.now, minutes), "{area}");
    }
}
