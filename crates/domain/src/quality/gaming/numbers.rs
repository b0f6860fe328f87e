//! Calls to numbers that are no customer's.

use crate::callback::CallbackEvent;
use crate::case::CaseEvent;
use crate::phone;
use crate::policy::quality::GamingCheck;
use crate::quality::Check;
use crate::ticket::TicketEvent;
use crate::time::Timestamp;

use super::{Suspicion, Trace};

/// Callbacks of a ticket that were answered at a number of the centre or its people, by the number that the ticket had when
/// the call was made. `phone` is the one it has now; `traces` are those of the ticket.
#[must_use]
pub fn staff_numbers(rule: &GamingCheck, phone: Option<&str>, traces: &[Trace]) -> Vec<Suspicion> {
    let own: Vec<String> = rule.numbers.iter().filter_map(|number| phone::normalise(number)).collect();
    let called = |at: Timestamp| number_then(phone, traces, at).as_deref().and_then(phone::normalise);
    let answered = |trace: &&Trace| {
        let answer = matches!(trace.event, CaseEvent::Callback { event: CallbackEvent::Answered { .. }, .. });
        answer && called(trace.at).is_some_and(|called| own.contains(&called))
    };
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

/// The number that the ticket had at a moment: the first that was given up for another afterwards, or the present one.
fn number_then(phone: Option<&str>, traces: &[Trace], at: Timestamp) -> Option<String> {
    let given_up = traces.iter().filter(|trace| trace.at > at).find_map(|trace| match &trace.event {
        CaseEvent::Ticket { event: TicketEvent::NumberCorrected { from, .. } } => Some(from.clone()),
        _ => None,
    });
    given_up.unwrap_or_else(|| phone.map(str::to_owned))
}
