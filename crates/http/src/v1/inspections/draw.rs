//! `POST /v1/inspection-rounds`

use actix_web::{post, web};
use bihuan_app::quality::inspections::{self, Round};
use bihuan_app::reply::StoredReply;
use bihuan_domain::code::InspectionPlanCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;
use crate::v1::limits::PERIOD_LENGTH;
use crate::v1::schema::Code;

/// Which lots are drawn.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct DrawInspectionsRequest {
    /// The code of the plan.
    #[schema(value_type = Code)]
    plan: InspectionPlanCode,
    /// A month that is over, such as `2026-06`.
    #[validate(length(equal = PERIOD_LENGTH))]
    #[schema(min_length = 7, max_length = 7)]
    period: String,
}

/// What came of a round.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InspectionRound)]
struct InspectionRoundResponse {
    /// The code of the plan.
    #[schema(value_type = Code)]
    plan: String,
    /// The month.
    period: String,
    /// Tickets that ended in the month that the plan is for.
    tickets: i64,
    /// Of these, drawn.
    drawn: i64,
}

/// Draw tickets for inspection
///
/// By the lots of a month that is over, from the tickets that ended in it and were taken by the caller's unit or below.
/// The same month gives the same lots, whoever draws; once for each unit.
#[utoipa::path(
    tag = "quality",
    params(IdempotencyKey),
    responses((
        status = 201, description = "Drawn", body = InspectionRoundResponse,
        headers(("Location" = String, description = "Where to read how it went"))
    ))
)]
#[post("/inspection-rounds")]
pub(super) async fn draw_inspections(
    state: web::Data<State>,
    caller: Caller,
    key: IdempotencyKey,
    body: Json<DrawInspectionsRequest>,
) -> Result<Answered, Problem> {
    let reply = reply::to(&caller, "draw_inspections", key, &body.fingerprint, render);
    let DrawInspectionsRequest { plan, period } = body.into_inner();
    Ok(Answered(inspections::draw(&state.app, &caller, plan, period, reply).await?))
}

fn render(round: &Round) -> StoredReply {
    let Round { plan, period, tickets, drawn } = round;
    let body =
        InspectionRoundResponse { plan: plan.to_string(), period: period.clone(), tickets: *tickets, drawn: *drawn };
    reply::created(format!("/v1/inspection-rounds/{plan}/{period}"), None, &body)
}
