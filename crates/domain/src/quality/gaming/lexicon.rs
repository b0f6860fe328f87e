//! Words that are not said to customers (服务忌语). What is found is a question: a quotation may be in place.

use crate::case::CaseEvent;
use crate::policy::quality::GamingCheck;
use crate::ticket::TicketEvent;
use crate::work_order::WorkOrderEvent;

use super::{Suspicion, Trace};
use crate::quality::Check;

/// Answers with words that the rule lists: one suspicion for each answer, about the first of them.
#[must_use]
pub fn forbidden_words(rule: &GamingCheck, traces: &[Trace]) -> Vec<Suspicion> {
    let words: Vec<(&String, String)> = rule.words.iter().map(|word| (word, folded(word))).collect();
    let of_trace = |trace: &Trace| {
        let said = folded(answer(&trace.event)?);
        let mut found = words.iter().filter(|(_, word)| said.contains(word.as_str()));
        let (first, _) = found.next()?;
        Some(Suspicion {
            check: Check::ForbiddenWords,
            ticket: trace.ticket,
            person: trace.by,
            at: trace.at,
            seen: i64::try_from(found.count()).unwrap_or(i64::MAX).saturating_add(1),
            normal: 0,
            about: Some((*first).clone()),
        })
    };
    traces.iter().filter_map(of_trace).collect()
}

/// What a customer was answered.
fn answer(event: &CaseEvent) -> Option<&str> {
    match event {
        CaseEvent::WorkOrder { event: WorkOrderEvent::Replied { reply }, .. } => Some(&reply.text),
        CaseEvent::Ticket {
            event: TicketEvent::AnsweredOnSpot { text, .. } | TicketEvent::FinallyAnswered { text, .. },
        } => Some(text),
        _ => None,
    }
}

/// Without blanks, in lower case.
fn folded(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect()
}
