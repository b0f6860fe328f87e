//! `POST /v1/tickets/{id}/actions/flag-risk`

use std::collections::BTreeSet;

use actix_web::post;
use bihuan_domain::ticket::{Risk, TicketCommand};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::act;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::Answered;
use crate::v1::action::Asked;
use crate::v1::limits::TEXT_LENGTH_MAX;
use crate::v1::schema::RiskName;
use crate::v1::tickets::response::TicketResponse;

/// Where the customer says he will turn to next.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct FlagRiskRequest {
    /// Where.
    #[validate(length(min = 1))]
    #[schema(value_type = Vec<RiskName>, min_items = 1)]
    risks: BTreeSet<Risk>,
    /// What he said.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    note: Option<String>,
}

/// Flag that the customer will turn to the press, the regulator or the letters office
///
/// Whoever hears it must write it down at once; the escalation ladder of the policy says what follows.
#[utoipa::path(
    tag = "tickets",
    params(ById, IdempotencyKey),
    responses((
        status = 200, description = "Flagged", body = TicketResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/tickets/{id}/actions/flag-risk")]
pub(super) async fn flag_risk(asked: Asked, body: Json<FlagRiskRequest>) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = TicketCommand::FlagRisk { risks: body.risks, note: body.note };
    act(asked, "flag_risk", None, &fingerprint, command).await
}
