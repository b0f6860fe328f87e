//! `POST /v1/assessments/{id}/actions/finalise`

use actix_web::post;
use bihuan_app::assessments::{self, Step};
use bihuan_domain::id::AssessmentId;

use super::response::{AssessmentResponse, changed};
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::{Empty, Json};
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;

/// Freeze an assessment
///
/// The leader, once every party has rated and, where the scheme wants it, the interview is noted. The figures are counted once more; from then on nothing changes but by a contest.
#[utoipa::path(
    tag = "assessments",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Frozen", body = AssessmentResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/assessments/{id}/actions/finalise")]
pub(super) async fn finalise_assessment(
    asked: Asked,
    version: IfMatch,
    body: Json<Empty>,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "finalise_assessment", key, &body.fingerprint, changed);
    let step = Step::Finalise;
    Ok(Answered(assessments::proceed(&state.app, &caller, AssessmentId(id), version.0, step, reply).await?))
}
