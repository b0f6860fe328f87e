//! `POST /v1/tickets/{id}/actions/final-answer`

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
use crate::v1::limits::{DOCUMENTS_MAX, TEXT_LENGTH_MAX, check_documents};
use crate::v1::tickets::response::TicketResponse;

/// The final answer.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct FinalAnswerRequest {
    /// What the customer is told, now and whenever he calls again about the matter.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
    /// The documents it rests on, as the centre files them.
    #[validate(length(min = 1, max = DOCUMENTS_MAX), custom(function = check_documents))]
    #[schema(min_items = 1, max_items = 20)]
    documents: Vec<String>,
}

/// Give the final answer
///
/// The customer is not satisfied, but the handling was right and lawful. Only somebody who neither handled the matter nor called
/// back may say so. Whoever opens a later ticket of the same matter is shown the answer.
#[utoipa::path(
    tag = "tickets",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Answered", body = TicketResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/tickets/{id}/actions/final-answer")]
pub(super) async fn give_final_answer(
    asked: Asked,
    version: IfMatch,
    body: Json<FinalAnswerRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = TicketCommand::FinalAnswer { text: body.text, documents: body.documents };
    act(asked, "give_final_answer", Some(version), &fingerprint, command).await
}
