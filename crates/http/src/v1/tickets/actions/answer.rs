//! `POST /v1/tickets/{id}/actions/answer`

use actix_web::post;
use bihuan_domain::ticket::TicketCommand;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::act;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::Answered;
use crate::v1::action::Asked;
use crate::v1::limits::TEXT_LENGTH_MAX;
use crate::v1::member;
use crate::v1::tickets::response::TicketResponse;

/// The answer.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AnswerTicketRequest {
    /// What the customer was told.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
    /// What came of it; the demand was met when left out.
    #[serde(default)]
    outcome: SpotOutcomeName,
    /// Why the demand is refused: what is the company's duty and what is not. Needed for `refused`, and only there.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: Option<String>,
}

/// What came of a demand that was closed where it arrived.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SpotOutcome)]
enum SpotOutcomeName {
    /// It was met.
    #[default]
    Resolved,
    /// What is demanded is unreasonable, and is refused with reasons.
    Refused,
}

/// Answer a ticket on the spot
///
/// Closes a demand that needs no department, be it that an unreasonable one is refused with reasons.
#[utoipa::path(
    tag = "tickets",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Answered and closed", body = TicketResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/tickets/{id}/actions/answer")]
pub(super) async fn answer_ticket(
    asked: Asked,
    version: IfMatch,
    body: Json<AnswerTicketRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let said = body.reason.filter(|reason| !reason.trim().is_empty());
    let refused = match (body.outcome, said) {
        (SpotOutcomeName::Resolved, None) => None,
        (SpotOutcomeName::Refused, Some(reason)) => Some(reason),
        (SpotOutcomeName::Refused, None) => return Err(member::missing("/reason")),
        (SpotOutcomeName::Resolved, Some(_)) => return Err(member::contradicting("/reason", "/outcome")),
    };
    let command = TicketCommand::Answer { text: body.text, refused };
    act(asked, "answer_ticket", Some(version), &fingerprint, command).await
}
