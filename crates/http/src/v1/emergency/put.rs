//! `PUT /v1/emergency`

use actix_web::{Responder, put, web};
use bihuan_app::emergency;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::response::EmergencyResponse;
use crate::extract::caller::Caller;
use crate::extract::json::Json;
use crate::problem::Problem;
use crate::state::State;
use crate::v1::limits::TEXT_LENGTH_MAX;

/// Whether emergency mode is on from now on, and why.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PutEmergencyRequest {
    /// Whether it is on.
    active: bool,
    /// Why it is declared, or lifted.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// Declare or lift emergency mode
///
/// Tickets that are opened while it is on are marked, and keep the mark. Every node knows within two seconds.
#[utoipa::path(
    tag = "emergency",
    responses((status = 200, description = "How it stands now", body = EmergencyResponse))
)]
#[put("/emergency")]
pub(super) async fn put_emergency(
    state: web::Data<State>,
    caller: Caller,
    body: Json<PutEmergencyRequest>,
) -> Result<impl Responder, Problem> {
    let Json { value: body, .. } = body;
    let mode = emergency::put(&state.app, &caller, body.active, body.reason).await?;
    Ok(web::Json(EmergencyResponse::from(mode)))
}
