//! `POST /v1/survey-rounds`

use actix_web::{Responder, post, web};
use bihuan_app::reply::StoredReply;
use bihuan_app::survey_rounds::{self, NewRound, StoredRound};
use bihuan_domain::code::QuestionnaireCode;
use bihuan_domain::id::CustomerId;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::response::SurveyRoundResponse;
use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;
use crate::v1::limits::NAME_LENGTH_MAX;
use crate::v1::schema::{Code, Moment};

/// The most customers of one round.
const CUSTOMERS_MAX: u64 = survey_rounds::CUSTOMERS_MAX as u64;

/// A survey round to open.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CreateSurveyRoundRequest {
    /// What people call it.
    #[validate(length(min = 1, max = NAME_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// The code of the questionnaire.
    #[schema(value_type = Code)]
    questionnaire: QuestionnaireCode,
    /// The share of customers that must answer for the round to count, in percent.
    #[validate(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100)]
    target_percent: Option<u8>,
    /// Until when answers are taken.
    until: Moment,
    /// Who is asked; a customer named twice is asked once.
    #[validate(length(min = 1, max = CUSTOMERS_MAX))]
    #[schema(min_items = 1, max_items = 5000)]
    customer_ids: Vec<Uuid>,
}

/// Open a survey round
///
/// In the name of the caller's unit.
#[utoipa::path(
    tag = "survey-rounds",
    params(IdempotencyKey),
    responses((status = 201, description = "Opened", body = SurveyRoundResponse,
        headers(("Location" = String), ("ETag" = String))))
)]
#[post("/survey-rounds")]
pub(super) async fn create_survey_round(
    caller: Caller,
    state: web::Data<State>,
    key: IdempotencyKey,
    body: Json<CreateSurveyRoundRequest>,
) -> Result<impl Responder, Problem> {
    let reply = reply::to(&caller, "create_survey_round", key, &body.fingerprint, render);
    let CreateSurveyRoundRequest { name, questionnaire, target_percent, until, customer_ids } = body.into_inner();
    let customers = customer_ids.into_iter().map(CustomerId).collect();
    let new = NewRound { name, questionnaire, target_percent, until: until.0, customers };
    Ok(Answered(survey_rounds::open(&state.app, &caller, new, reply).await?))
}

fn render(round: &StoredRound) -> StoredReply {
    let location = format!("/v1/survey-rounds/{}", round.round.id);
    reply::created(location, Some(round.version), &SurveyRoundResponse::from(round))
}
