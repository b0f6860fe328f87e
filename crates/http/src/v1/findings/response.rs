//! A finding as clients see it.

use bihuan_app::quality::findings::Versioned;
use bihuan_app::reply::StoredReply;
use bihuan_domain::quality::{Check, Outcome};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::text::explain;
use crate::extract::language::Language;
use crate::reply;
use crate::v1::schema::{CheckName, Moment, OutcomeName};

/// A suspicion that a limit was dodged rather than kept. Nothing follows from it by itself: people say what came of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Finding)]
pub(super) struct FindingResponse {
    /// Its id.
    id: Uuid,
    /// What was looked for.
    #[schema(value_type = CheckName)]
    check: Check,
    /// The ticket in which it was seen.
    ticket_id: Uuid,
    /// The user whose deed it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    person_id: Option<Uuid>,
    /// The code of the unit that took the ticket.
    unit: String,
    /// When it happened.
    happened_at: Moment,
    /// What was seen, and what would be normal.
    explanation: String,
    /// How much was seen: minutes, tickets, texts or metres.
    seen: i64,
    /// What the rule takes for normal.
    normal: i64,
    /// What came of it; absent while nobody has said.
    #[serde(skip_serializing_if = "Option::is_none")]
    disposal: Option<DisposalResponse>,
    /// Counts the changes.
    version: i64,
}

/// What came of a finding.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FindingDisposal)]
struct DisposalResponse {
    /// What.
    #[schema(value_type = OutcomeName)]
    outcome: Outcome,
    /// Why.
    reason: String,
    /// The user who said so.
    by: Uuid,
    /// When.
    at: Moment,
}

impl FindingResponse {
    /// The finding, explained in a language.
    pub(super) fn new((version, finding): &Versioned, language: Language) -> Self {
        let disposal = finding.disposal.as_ref().map(|disposal| DisposalResponse {
            outcome: disposal.outcome,
            reason: disposal.reason.clone(),
            by: disposal.by.0,
            at: disposal.at.into(),
        });
        Self {
            id: finding.id.0,
            check: finding.check,
            ticket_id: finding.ticket.0,
            person_id: finding.person.map(|person| person.0),
            unit: finding.unit.to_string(),
            happened_at: finding.happened_at.into(),
            explanation: explain(finding, language),
            seen: finding.seen,
            normal: finding.normal,
            disposal,
            version: *version,
        }
    }
}

/// The finding after somebody said what came of it; explained in English, because the answer is kept for repetitions.
pub(super) fn changed(finding: &Versioned) -> StoredReply {
    reply::changed(finding.0, &FindingResponse::new(finding, Language::English))
}
