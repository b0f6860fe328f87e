//! Looking for gaming: pure functions over what happened. Each answers what was seen and what the rule takes for normal, so
//! that people can judge; none of them knows a punishment.
//!
//! Not looked for: arrival far from the place, because no event carries coordinates; tickets split or merged to reset a
//! clock, because nothing splits or merges tickets.

use std::collections::BTreeMap;

use crate::calendar::Pause;
use crate::callback::CallbackEvent;
use crate::case::{Case, CaseEvent};
use crate::clock::{Clock, ClockSubject};
use crate::id::{TicketId, UserId};
use crate::phone;
use crate::policy::Policy;
use crate::policy::quality::GamingCheck;
use crate::ticket::TicketEvent;
use crate::time::Timestamp;
use crate::work_order::WorkOrderEvent;

use super::Check;

/// Something that happened to a ticket, with who did it.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The ticket.
    pub ticket: TicketId,
    /// When.
    pub at: Timestamp,
    /// Who; none for what time brought about.
    pub by: Option<UserId>,
    /// What.
    pub event: CaseEvent,
}

/// What was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspicion {
    /// What was looked for.
    pub check: Check,
    /// In which ticket.
    pub ticket: TicketId,
    /// Whose deed.
    pub person: Option<UserId>,
    /// When.
    pub at: Timestamp,
    /// How much was seen: minutes, tickets or texts.
    pub seen: i64,
    /// From how much on, or down to how much, the rule asks.
    pub normal: i64,
    /// What it is about besides, such as the clock.
    pub about: Option<String>,
}

/// Pauses of a ticket that were asked for shortly before a limit would have run out.
#[must_use]
pub fn late_pauses(rule: &GamingCheck, case: &Case, traces: &[Trace], policy: &Policy) -> Vec<Suspicion> {
    let minutes = i64::from(rule.minutes.unwrap_or_default());
    let mut seen = Vec::new();
    for trace in traces.iter().filter(|trace| trace.ticket == case.ticket.id) {
        let CaseEvent::WorkOrder { work_order, event } = &trace.event else { continue };
        if !matches!(event, WorkOrderEvent::SuspensionRequested { .. } | WorkOrderEvent::CustomerAwaited { .. }) {
            continue;
        }
        let watched = |clock: &&Clock| match clock.subject {
            ClockSubject::WorkOrder(id) => id == *work_order,
            ClockSubject::Ticket => true,
            ClockSubject::Callback(_) => false,
        };
        for clock in case.clocks.iter().filter(watched).filter(|clock| stood_still_from(clock, trace.at)) {
            let left = due_then(clock, trace.at, policy).seconds_since(trace.at);
            if (0..=minutes * 60).contains(&left) {
                seen.push(Suspicion {
                    check: Check::LatePause,
                    ticket: trace.ticket,
                    person: trace.by,
                    at: trace.at,
                    seen: left / 60,
                    normal: minutes,
                    about: Some(clock.code.to_string()),
                });
            }
        }
    }
    seen
}

/// Whether the clock ran at a moment and stood still at some time after it.
fn stood_still_from(clock: &Clock, at: Timestamp) -> bool {
    let ran = clock.started_at <= at && clock.end.is_none_or(|end| end.at() >= at);
    ran && clock.pauses.iter().any(|pause| pause.from >= at)
}

/// When the time would have been used up, had the clock never stood still after a moment.
fn due_then(clock: &Clock, at: Timestamp, policy: &Policy) -> Timestamp {
    let calendar = clock.plan.calendar.as_ref().and_then(|code| policy.calendar(code));
    let calendar = calendar.unwrap_or_else(|| policy.any_calendar());
    let before = clock.pauses.iter().filter(|pause| pause.from < at && pause.to.is_some());
    let pauses: Vec<Pause> = before.map(|pause| Pause { from: pause.from, to: pause.to }).collect();
    calendar.run_out(&clock.plan.budget, &pauses).unwrap_or(clock.due_at)
}

/// Callbacks that were answered at a number of the centre or its people.
#[must_use]
pub fn staff_numbers(rule: &GamingCheck, phone: Option<&str>, traces: &[Trace]) -> Vec<Suspicion> {
    let own: Vec<String> = rule.numbers.iter().filter_map(|number| phone::normalise(number)).collect();
    let called = phone.and_then(phone::normalise).filter(|called| own.contains(called));
    if called.is_none() {
        return Vec::new();
    }
    let answered =
        |trace: &&Trace| matches!(trace.event, CaseEvent::Callback { event: CallbackEvent::Answered { .. }, .. });
    let suspicion = |trace: &Trace| Suspicion {
        check: Check::StaffNumber,
        ticket: trace.ticket,
        person: trace.by,
        at: trace.at,
        seen: 1,
        normal: 0,
        about: None,
    };
    traces.iter().filter(answered).map(suspicion).collect()
}

/// People who ended many tickets within minutes: one suspicion for each burst, at its first ticket. `traces` are in the
/// order of time.
#[must_use]
pub fn bulk_closings(rule: &GamingCheck, traces: &[Trace]) -> Vec<Suspicion> {
    let (minutes, count) = (i64::from(rule.minutes.unwrap_or(1)), usize::from(rule.count.unwrap_or(2)));
    let mut closings: BTreeMap<UserId, Vec<&Trace>> = BTreeMap::new();
    for trace in traces {
        let closing = matches!(
            trace.event,
            CaseEvent::Ticket { event: TicketEvent::Archived | TicketEvent::AnsweredOnSpot { .. } }
        );
        if let Some(by) = trace.by.filter(|_| closing) {
            closings.entry(by).or_default().push(trace);
        }
    }
    let mut seen = Vec::new();
    for (person, all) in closings {
        let mut rest = all.as_slice();
        while let [first, ..] = rest {
            let within = rest.iter().take_while(|one| one.at.seconds_since(first.at) <= minutes * 60).count();
            let burst = within >= count;
            if burst {
                seen.push(Suspicion {
                    check: Check::BulkClosing,
                    ticket: first.ticket,
                    person: Some(person),
                    at: first.at,
                    seen: i64::try_from(within).unwrap_or(i64::MAX),
                    normal: i64::try_from(count).unwrap_or(i64::MAX) - 1,
                    about: None,
                });
            }
            rest = rest.get(if burst { within } else { 1 }..).unwrap_or_default();
        }
    }
    seen
}

/// People who gave several tickets the same reply: one suspicion for each text, at the second ticket.
#[must_use]
pub fn copied_replies(rule: &GamingCheck, traces: &[Trace]) -> Vec<Suspicion> {
    let (count, length) = (usize::from(rule.count.unwrap_or(2)), usize::from(rule.length.unwrap_or_default()));
    let mut replies: BTreeMap<(UserId, String), Vec<&Trace>> = BTreeMap::new();
    for trace in traces {
        let CaseEvent::WorkOrder { event: WorkOrderEvent::Replied { reply }, .. } = &trace.event else { continue };
        let text: String =
            reply.text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let Some(by) = trace.by.filter(|_| text.chars().count() >= length) else { continue };
        let same = replies.entry((by, text)).or_default();
        // Replying again to the same ticket copies nothing.
        if same.iter().all(|earlier| earlier.ticket != trace.ticket) {
            same.push(trace);
        }
    }
    let suspicion = |((person, _), same): ((UserId, String), Vec<&Trace>)| {
        let second = same.get(1).filter(|_| same.len() >= count)?;
        Some(Suspicion {
            check: Check::CopiedReply,
            ticket: second.ticket,
            person: Some(person),
            at: second.at,
            seen: i64::try_from(same.len()).unwrap_or(i64::MAX),
            normal: i64::try_from(count).unwrap_or(i64::MAX) - 1,
            about: None,
        })
    };
    replies.into_iter().filter_map(suspicion).collect()
}
