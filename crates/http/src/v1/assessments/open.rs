//! `POST /v1/assessments`

use actix_web::{post, web};
use bihuan_app::assessments::{self, NewAssessment, Versioned};
use bihuan_app::reply::StoredReply;
use bihuan_domain::code::SchemeCode;
use bihuan_domain::id::UserId;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::rate::RateAssessmentRequest;
use super::response::AssessmentResponse;
use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;
use crate::v1::limits::PERIOD_LENGTH;
use crate::v1::schema::Code;

/// Whom to assess.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct OpenAssessmentRequest {
    /// The code of the scheme.
    #[schema(value_type = Code)]
    scheme: SchemeCode,
    /// A month that is over, such as `2026-06`.
    #[validate(length(equal = PERIOD_LENGTH))]
    #[schema(min_length = 7, max_length = 7)]
    period: String,
    /// The user to be assessed: of the caller's own team.
    person_id: Uuid,
    /// A user of another unit who rates, where the scheme wants that.
    cooperating_id: Option<Uuid>,
    /// A user of the same unit who rates, where the scheme wants that.
    peer_id: Option<Uuid>,
    /// The caller's own rating, which may also follow later.
    #[validate(nested)]
    rating: Option<RateAssessmentRequest>,
}

/// Open an assessment
///
/// Whoever leads the person opens it, for a month that is over, and rates as the leader. The figures are counted from the
/// log. Once for each scheme, month and person.
#[utoipa::path(
    tag = "assessments",
    params(IdempotencyKey),
    responses((
        status = 201, description = "Opened", body = AssessmentResponse,
        headers(("Location" = String, description = "Its path"), ("ETag" = String, description = "Its version"))
    ))
)]
#[post("/assessments")]
pub(super) async fn open_assessment(
    state: web::Data<State>,
    caller: Caller,
    key: IdempotencyKey,
    body: Json<OpenAssessmentRequest>,
) -> Result<Answered, Problem> {
    let reply = reply::to(&caller, "open_assessment", key, &body.fingerprint, render);
    let body = body.into_inner();
    let new = NewAssessment {
        scheme: body.scheme,
        period: body.period,
        person: UserId(body.person_id),
        cooperating: body.cooperating_id.map(UserId),
        peer: body.peer_id.map(UserId),
        rating: body.rating.map(|rating| (rating.points, rating.note)),
    };
    Ok(Answered(assessments::open(&state.app, &caller, new, reply).await?))
}

fn render(assessment: &Versioned) -> StoredReply {
    let location = format!("/v1/assessments/{}", assessment.1.id);
    reply::created(location, Some(assessment.0), &AssessmentResponse::from(assessment))
}
