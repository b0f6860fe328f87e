//! Raising an appeal.

use crate::case::Case;
use crate::id::AppealId;
use crate::policy::Policy;
use crate::policy::appeals::AppealLevel;
use crate::policy::clocks::Amount;
use crate::refusal::{Refusal, RefusalCode};
use crate::time::Timestamp;

use super::{Appeal, AppealStage, Document, Hearing, Measure};

/// What somebody writes into the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plea {
    /// What is contested.
    pub against: Measure,
    /// Which part of the ticket: the number of a clock, the id of a work order; `ticket` for the whole.
    pub subject: String,
    /// What it should be.
    pub wanted: String,
    /// Reason and purpose.
    pub reason: String,
    /// The rule it rests on.
    pub basis: String,
    /// Its category.
    pub category: String,
    /// The proof.
    pub documents: Vec<Document>,
}

/// Raises an appeal about a ticket. `earlier` are all that were raised about it before.
///
/// # Errors
/// Refused when nothing of the kind was found of the ticket, when the time for it is over, when the proof lacks seals, or
/// when the same was contested before.
pub fn raise(
    id: AppealId,
    case: &Case,
    plea: &Plea,
    earlier: &[Appeal],
    hearing: &Hearing<'_>,
) -> Result<Appeal, Refusal> {
    let level = level(hearing.policy, 0)?;
    let raw = plea.against.raw(case, &plea.subject, hearing.now)?;
    if raw.as_ref() == Some(&plea.wanted) || !plea.against.may_be(&plea.wanted, hearing.policy) {
        return Err(Refusal::new(RefusalCode::NothingToContest).with("wanted", &plea.wanted));
    }
    check_seals(level, &plea.documents)?;
    let until = case.ticket.ended_at.map(|ended| deadline(hearing.policy, level, ended, &level.raise_within));
    if until.is_some_and(|until| hearing.now > until) {
        return Err(Refusal::new(RefusalCode::AppealTooLate));
    }
    let same = |one: &&Appeal| one.against == plea.against && one.subject == plea.subject;
    // Whoever takes back what was ruled on before does not get other judges for it.
    let ruled = |one: &Appeal| one.stage != AppealStage::Withdrawn || !one.rulings.is_empty();
    // What was found since then is another matter.
    let found_at = plea.against.found_at(case);
    let counts = |one: &Appeal| ruled(one) && found_at.is_none_or(|found| found <= one.raised_at);
    if earlier.iter().filter(same).any(counts) {
        return Err(RefusalCode::AlreadyRequested.into());
    }
    let ticket = &case.ticket;
    let node = ticket.demand.service_type.as_ref();
    let Plea { against, subject, wanted, reason, basis, category, documents } = plea.clone();
    Ok(Appeal {
        id,
        ticket: ticket.id,
        number: ticket.number.clone(),
        business_type: node.map_or_else(|| ticket.demand.kind.to_string(), ToString::to_string),
        against,
        subject,
        raw,
        wanted,
        reason,
        basis,
        category,
        appellant: hearing.person.user,
        unit: hearing.person.unit.clone(),
        documents,
        stage: AppealStage::Raised,
        rulings: Vec::new(),
        raised_at: hearing.now,
        due_at: Some(deadline(hearing.policy, level, hearing.now, &level.rule_within)),
        ended_at: None,
        remind_at: reminder(hearing.policy, level, hearing.now),
        overdue_at: None,
    })
}

/// The level that hears appeals first (0) or last (1).
pub(super) fn level(policy: &Policy, index: usize) -> Result<&AppealLevel, Refusal> {
    policy.bundle().appeal_levels.get(index).ok_or_else(|| RefusalCode::AppealTooLate.into())
}

/// When so much time, counted from a moment, is used up.
pub(super) fn deadline(policy: &Policy, level: &AppealLevel, from: Timestamp, amount: &Amount) -> Timestamp {
    let named = level.calendar.as_ref().and_then(|code| policy.calendar(code));
    named.unwrap_or_else(|| policy.any_calendar()).deadline(from, amount)
}

/// When a level that has an appeal from a moment on is to be reminded.
pub(super) fn reminder(policy: &Policy, level: &AppealLevel, from: Timestamp) -> Option<Timestamp> {
    level.remind_after.as_ref().map(|amount| deadline(policy, level, from, amount))
}

/// Each piece of proof bears as many seals as the level asks for.
pub(super) fn check_seals(level: &AppealLevel, documents: &[Document]) -> Result<(), Refusal> {
    let seals = usize::from(level.seals);
    if documents.iter().all(|document| document.sealed_by.len() >= seals) {
        return Ok(());
    }
    Err(Refusal::new(RefusalCode::SealsMissing).with("seals", level.seals))
}
