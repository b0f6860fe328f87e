//! What clients see of what became of a ticket besides its handling.

use bihuan_app::matters::EarlierAnswer;
use bihuan_domain::ticket::{
    Accused, FinalAnswer, Finding, FollowOn, Merged, Proof, ProofKind, RefusedDemand, Ticket, Verdict,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::v1::schema::{FindingName, Moment, ProofKindName};
use crate::v1::work_orders::response::ReplyResponse;

/// What the customer was told for good.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FinalAnswerResponse {
    /// The answer.
    text: String,
    /// The documents it rests on.
    documents: Vec<String>,
    /// Who gave it.
    by: Uuid,
    /// When.
    at: Moment,
}

/// A final answer on an earlier ticket of the same matter.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct EarlierAnswerResponse {
    /// The ticket.
    ticket_id: Uuid,
    /// Its number.
    number: String,
    #[serde(flatten)]
    answer: FinalAnswerResponse,
}

/// Whether what the customer complains of is so.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VerdictResponse {
    /// What was found.
    #[schema(value_type = FindingName)]
    finding: Finding,
    /// Why.
    text: String,
    /// What shows it.
    evidence: Vec<String>,
    /// Who found it.
    by: Uuid,
    /// When.
    at: Moment,
    /// Whether the work was sent back, or the ticket opened again, since: then it is of an earlier episode of the handling.
    earlier_episode: bool,
}

/// Why what is demanded is unreasonable, and was refused.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RefusedDemand)]
pub(crate) struct RefusedDemandResponse {
    /// What is the company's duty and what is not.
    reason: String,
    /// When.
    at: Moment,
}

/// How a withdrawal is proved.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WithdrawalResponse {
    /// By what.
    #[schema(value_type = ProofKindName)]
    kind: ProofKind,
    /// Where it is filed.
    reference: String,
}

/// Whom a complaint is about.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = Accused)]
pub(crate) struct AccusedBody {
    /// The unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<crate::v1::schema::Code>)]
    pub(crate) unit: Option<bihuan_domain::code::UnitCode>,
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) user_id: Option<Uuid>,
}

/// That the customer, who got in touch after the end, may have the ticket opened again.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReopenOfferResponse {
    /// The action that does it.
    action: &'static str,
    /// Its path.
    path: String,
    /// Until when.
    until: Moment,
}

/// That it waits, or waited, for another ticket about the same trouble.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MergedResponse {
    /// The main ticket.
    main_id: Uuid,
    /// Its number.
    number: String,
    /// Since when.
    at: Moment,
    /// When the department was done there; left out while it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    released_at: Option<Moment>,
    /// What was answered there.
    #[serde(skip_serializing_if = "Option::is_none")]
    reply: Option<ReplyResponse>,
}

/// The other side of the link between a ticket that was called about and one that the call brought about.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FollowOn)]
pub(crate) struct FollowOnResponse {
    /// The other ticket; whoever may see this one may not therefore see that one.
    ticket_id: Uuid,
    /// Its number.
    number: String,
    /// The call.
    callback_id: Uuid,
    /// What the call brought, as its plan names it.
    outcome: String,
}

/// A rung of the escalation ladder that was reached.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RungResponse {
    /// Its code in the policy.
    rung: String,
    /// When.
    at: Moment,
}

impl From<&FinalAnswer> for FinalAnswerResponse {
    fn from(answer: &FinalAnswer) -> Self {
        let FinalAnswer { text, documents, by, at } = answer.clone();
        Self { text, documents, by: by.0, at: Moment(at) }
    }
}

impl From<&EarlierAnswer> for EarlierAnswerResponse {
    fn from(earlier: &EarlierAnswer) -> Self {
        let answer = FinalAnswerResponse::from(&earlier.answer);
        Self { ticket_id: earlier.ticket.0, number: earlier.number.clone(), answer }
    }
}

impl VerdictResponse {
    /// The verdict on a ticket.
    pub(crate) fn of(ticket: &Ticket) -> Option<Self> {
        let Verdict { finding, text, evidence, by, at, episode } = ticket.verdict.clone()?;
        let earlier_episode = episode < ticket.episode();
        Some(Self { finding, text, evidence, by: by.0, at: Moment(at), earlier_episode })
    }
}

impl From<&RefusedDemand> for RefusedDemandResponse {
    fn from(refused: &RefusedDemand) -> Self {
        Self { reason: refused.reason.clone(), at: Moment(refused.at) }
    }
}

impl From<&Merged> for MergedResponse {
    fn from(merged: &Merged) -> Self {
        Self {
            main_id: merged.main.0,
            number: merged.number.clone(),
            at: Moment(merged.at),
            released_at: merged.released_at.map(Moment),
            reply: merged.reply.as_ref().map(ReplyResponse::from),
        }
    }
}

impl From<&FollowOn> for FollowOnResponse {
    fn from(link: &FollowOn) -> Self {
        Self {
            ticket_id: link.ticket.0,
            number: link.number.clone(),
            callback_id: link.callback.0,
            outcome: link.outcome.to_string(),
        }
    }
}

impl From<&Proof> for WithdrawalResponse {
    fn from(proof: &Proof) -> Self {
        Self { kind: proof.kind, reference: proof.reference.clone() }
    }
}

impl From<&Accused> for AccusedBody {
    fn from(accused: &Accused) -> Self {
        Self { unit: accused.unit.clone(), user_id: accused.person.map(|id| id.0) }
    }
}

impl ReopenOfferResponse {
    /// The offer that was made, as long as it stands.
    pub(crate) fn of(ticket: &Ticket, now: bihuan_domain::time::Timestamp) -> Option<Self> {
        let until = ticket.reopen_offered_until.filter(|until| now <= *until)?;
        Some(Self { action: "reopen", path: format!("/v1/tickets/{}/actions/reopen", ticket.id), until: Moment(until) })
    }
}

impl RungResponse {
    /// All rungs that a ticket reached, by their codes.
    pub(crate) fn all(ticket: &Ticket) -> Vec<Self> {
        ticket.rungs.iter().map(|(rung, at)| Self { rung: rung.to_string(), at: Moment(*at) }).collect()
    }
}
