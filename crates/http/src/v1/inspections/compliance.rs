//! `GET /v1/inspection-rounds/{plan}/{period}`

use actix_web::{get, web};
use bihuan_app::quality::inspections::{self, Compliance};
use bihuan_domain::code::InspectionPlanCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::extract::caller::Caller;
use crate::extract::path::Path;
use crate::problem::Problem;
use crate::state::State;
use crate::v1::schema::Code;

/// Rates are told in hundredths of a percent.
const WHOLE: i64 = 10_000;

/// Which round.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct RoundPath {
    /// The code of the plan.
    #[param(value_type = Code, inline)]
    plan: InspectionPlanCode,
    /// The month, such as `2026-06`.
    period: String,
}

/// How the tickets of a plan and a month did.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InspectionCompliance)]
pub(super) struct ComplianceResponse {
    /// Tickets drawn.
    drawn: i64,
    /// Of these, inspected.
    inspected: i64,
    /// Of these, without any defect that stands.
    faultless: i64,
    /// Faultless of inspected, in percent with two decimals, cut; absent while none was inspected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "99.50")]
    compliance: Option<String>,
}

impl From<Compliance> for ComplianceResponse {
    fn from(found: Compliance) -> Self {
        let Compliance { drawn, inspected, faultless } = found;
        let rate = (faultless * WHOLE).checked_div(inspected);
        let compliance = rate.map(|rate| format!("{}.{:02}", rate / 100, rate % 100));
        Self { drawn, inspected, faultless, compliance }
    }
}

/// Get how inspected tickets did
///
/// Within the caller's unit and below, as far as contests are decided now.
#[utoipa::path(
    tag = "quality",
    params(RoundPath),
    responses((status = 200, description = "How they did", body = ComplianceResponse))
)]
#[get("/inspection-rounds/{plan}/{period}")]
pub(super) async fn get_compliance(
    state: web::Data<State>,
    caller: Caller,
    path: Path<RoundPath>,
) -> Result<web::Json<ComplianceResponse>, Problem> {
    let found = inspections::compliance(&state.app, &caller, path.plan.clone(), path.period.clone()).await?;
    Ok(web::Json(found.into()))
}
