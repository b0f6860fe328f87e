//! `POST /v1/periods`

use actix_web::{Responder, post, web};
use bihuan_app::figures::{self, Period};
use bihuan_app::reply::StoredReply;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::response::PeriodResponse;
use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;
use crate::v1::schema::CalendarDay;

/// A period to close.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ClosePeriodRequest {
    /// Its first day.
    from: CalendarDay,
    /// Its last day; it must be over.
    to: CalendarDay,
}

/// Close a period
///
/// Its figures stay as they stand now. Whatever changes afterwards is listed with the ticket that brought it about.
#[utoipa::path(
    tag = "figures",
    params(IdempotencyKey),
    responses((status = 201, description = "Closed", body = PeriodResponse, headers(("Location" = String))))
)]
#[post("/periods")]
pub(super) async fn close_period(
    state: web::Data<State>,
    caller: Caller,
    key: IdempotencyKey,
    body: Json<ClosePeriodRequest>,
) -> Result<impl Responder, Problem> {
    let reply = reply::to(&caller, "close_period", key, &body.fingerprint, render);
    let ClosePeriodRequest { from, to } = body.into_inner();
    Ok(Answered(figures::close(&state.app, &caller, from.0, to.0, reply).await?))
}

fn render(period: &Period) -> StoredReply {
    reply::created(format!("/v1/periods/{}", period.id), None, &PeriodResponse::from(period))
}
