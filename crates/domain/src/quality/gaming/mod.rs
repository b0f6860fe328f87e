//! Looking for gaming: pure functions over what happened. Each answers what was seen and what the rule takes for normal, so
//! that people can judge; none of them knows a punishment.
//!
//! An arrival is looked at where both the demand and the crew's device say where they are.

mod arrivals;
mod lexicon;
mod numbers;
mod pauses;
mod renewals;

pub use arrivals::far_arrivals;
pub use lexicon::forbidden_words;
pub use numbers::staff_numbers;
pub use pauses::late_pauses;
pub use renewals::renewals;

use std::collections::BTreeMap;

use crate::case::CaseEvent;
use crate::id::{TicketId, UserId};
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
    /// How much was seen: minutes, tickets, texts or metres.
    pub seen: i64,
    /// From how much on, or down to how much, the rule asks.
    pub normal: i64,
    /// What it is about besides, such as the clock.
    pub about: Option<String>,
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
