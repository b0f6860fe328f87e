//! `POST /v1/surveys/{id}/replies`

use actix_web::post;
use bihuan_app::reply::StoredReply;
use bihuan_app::surveys::{self, Progress};
use bihuan_domain::id::SurveyId;
use bihuan_domain::survey::Way;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::question::QuestionResponse;
use super::response::SurveyResponse;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::limits::{PHONE_LENGTH_MAX, TEXT_LENGTH_MAX};

/// What came from a customer.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ReplyToSurveyRequest {
    /// How it came.
    way: RelayedWay,
    /// The number it came from; it must be the one on the ticket.
    #[validate(length(min = 1, max = PHONE_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 32)]
    phone: String,
    /// The words, or the keys: the number of an option counting from 1, its name, `1` for yes and `2` for no, a number of the
    /// scale; several options with blanks or commas between them.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
}

/// How an answer came.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum RelayedWay {
    /// By text message.
    Sms,
    /// By keys pressed on the phone.
    Keypad,
}

/// The survey after an answer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ReplyToSurveyResponse {
    /// The survey.
    survey: SurveyResponse,
    /// What to ask next; none when it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<QuestionResponse>,
}

/// Pass on what a customer answered
///
/// For programs that receive text messages or keys: each answers the next question that must be answered. With the last one
/// everything follows that would follow from a callback. Needs an `Idempotency-Key`, such as the id of the message: one that is
/// delivered twice would answer two questions.
#[utoipa::path(
    tag = "surveys",
    params(ById, IdempotencyKey),
    responses((status = 200, description = "Taken", body = ReplyToSurveyResponse))
)]
#[post("/surveys/{id}/replies")]
pub(super) async fn reply_to_survey(asked: Asked, body: Json<ReplyToSurveyRequest>) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "reply_to_survey", key, &body.fingerprint, render);
    let ReplyToSurveyRequest { way, phone, text } = body.into_inner();
    let way = match way {
        RelayedWay::Sms => Way::Sms,
        RelayedWay::Keypad => Way::Keypad,
    };
    Ok(Answered(surveys::reply(&state.app, &caller, SurveyId(id), (way, phone, text), reply).await?))
}

fn render(progress: &Progress) -> StoredReply {
    reply::done(&ReplyToSurveyResponse {
        survey: SurveyResponse::from(&progress.survey),
        question: progress.question.as_ref().map(QuestionResponse::from),
    })
}
