//! `GET` and `PUT /v1/me/duty`

use actix_web::{Responder, get, put, web};
use bihuan_app::notifications::{self, Duty};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::extract::caller::Caller;
use crate::extract::json::Json;
use crate::problem::Problem;
use crate::state::State;
use crate::v1::schema::Moment;

/// Whether the caller is on duty.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DutyResponse {
    /// Whether the caller is on duty.
    on_duty: bool,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Moment>,
}

impl From<Duty> for DutyResponse {
    fn from(duty: Duty) -> Self {
        Self { on_duty: duty.since.is_some(), since: duty.since.map(Moment::from) }
    }
}

/// Whether the caller is to be on duty.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PutDutyRequest {
    /// Whether the caller is to be on duty.
    on_duty: bool,
}

/// Am I on duty?
#[utoipa::path(tag = "me", responses((status = 200, description = "The duty", body = DutyResponse)))]
#[get("/me/duty")]
pub(super) async fn get_duty(state: web::Data<State>, caller: Caller) -> Result<impl Responder, Problem> {
    Ok(web::Json(DutyResponse::from(notifications::duty(&state.app, &caller).await?)))
}

/// Go on or off duty
///
/// Of the people with a role, those on duty are told what happens; when nobody is, all of them are.
#[utoipa::path(tag = "me", responses((status = 200, description = "The duty now", body = DutyResponse)))]
#[put("/me/duty")]
pub(super) async fn put_duty(
    state: web::Data<State>,
    caller: Caller,
    body: Json<PutDutyRequest>,
) -> Result<impl Responder, Problem> {
    let duty = notifications::set_duty(&state.app, &caller, body.on_duty).await?;
    Ok(web::Json(DutyResponse::from(duty)))
}
