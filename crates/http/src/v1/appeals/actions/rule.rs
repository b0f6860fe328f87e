//! `POST /v1/appeals/{id}/actions/rule`

use actix_web::post;
use bihuan_domain::appeal::AppealCommand;
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
use crate::v1::appeals::response::AppealResponse;
use crate::v1::limits::TEXT_LENGTH_MAX;

/// A ruling.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RuleOnAppealRequest {
    /// Whether the appeal is upheld.
    upheld: bool,
    /// Why.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// Rule on an appeal
///
/// By somebody of the level that has it, who is neither of the unit that appeals, nor handled the ticket, nor ruled before.
#[utoipa::path(
    tag = "appeals",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Ruled", body = AppealResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/appeals/{id}/actions/rule")]
pub(super) async fn rule_on_appeal(
    asked: Asked,
    version: IfMatch,
    body: Json<RuleOnAppealRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = AppealCommand::Rule { upheld: body.upheld, reason: body.reason };
    act(asked, "rule_on_appeal", version, &fingerprint, command).await
}
