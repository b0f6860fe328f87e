//! `POST /v1/callbacks/{id}/actions/attempt`

use std::collections::BTreeMap;

use actix_web::post;
use bihuan_app::callbacks::{self, CallbackView};
use bihuan_app::reply::StoredReply;
use bihuan_domain::callback::{Attempt, AttemptResult, FollowUp};
use bihuan_domain::code::QuestionCode;
use bihuan_domain::id::CallbackId;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::callbacks::response::CallbackResponse;
use crate::v1::limits::{ANSWERS_MAX, TEXT_LENGTH_MAX};
use crate::v1::member;
use crate::v1::schema::{AttemptResultName, Moment};

/// How an attempt to reach the customer ended.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AttemptCallbackRequest {
    /// How it ended.
    #[schema(value_type = AttemptResultName)]
    result: AttemptResult,
    /// The answers by question, as the questionnaire wants them; needed for `answered`, and only there.
    #[validate(length(max = ANSWERS_MAX), custom(function = check_answers))]
    #[schema(value_type = Option<BTreeMap<String, String>>)]
    answers: Option<BTreeMap<QuestionCode, String>>,
    /// What follows when the customer is not satisfied; `redo` when left out. Only for `answered`.
    follow_up: Option<FollowUpName>,
    /// Why the handling stands; needed for `close`, and only there.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: Option<String>,
    /// When the customer wants to be called; needed for `other_time`, and only there.
    at: Option<Moment>,
}

/// What follows when the customer is not satisfied.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = FollowUp)]
enum FollowUpName {
    /// The work is done again.
    #[default]
    Redo,
    /// Only the reply is filled in again.
    Refill,
    /// The handling was right and lawful: it is recorded and closed.
    Close,
}

/// Record an attempt to reach the customer
///
/// Satisfied answers let the ticket be archived; others send the work back, unless the handling stands. After the last
/// attempt that the plan allows the customer counts as unreachable.
#[utoipa::path(
    tag = "callbacks",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Recorded", body = CallbackResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/callbacks/{id}/actions/attempt")]
pub(super) async fn attempt_callback(
    asked: Asked,
    version: IfMatch,
    body: Json<AttemptCallbackRequest>,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "attempt_callback", key, &body.fingerprint, changed);
    let attempt = body.into_inner().into_attempt()?;
    Ok(Answered(callbacks::attempt(&state.app, &caller, CallbackId(id), version.0, attempt, reply).await?))
}

fn changed(view: &CallbackView) -> StoredReply {
    reply::changed(view.version, &CallbackResponse::from(view))
}

fn check_answers(answers: &BTreeMap<QuestionCode, String>) -> Result<(), ValidationError> {
    let longest = answers.values().map(|answer| answer.chars().count()).max();
    match longest.and_then(|length| u64::try_from(length).ok()) {
        Some(length) if length > TEXT_LENGTH_MAX => {
            let mut error = ValidationError::new("length");
            error.add_param("max".into(), &TEXT_LENGTH_MAX);
            Err(error)
        }
        _ => Ok(()),
    }
}

impl AttemptCallbackRequest {
    fn into_attempt(self) -> Result<Attempt, Problem> {
        let alone = |given: bool, pointer| if given { Err(member::contradicting(pointer, "/result")) } else { Ok(()) };
        if self.result != AttemptResult::Answered {
            alone(self.answers.is_some(), "/answers")?;
            alone(self.follow_up.is_some(), "/followUp")?;
            alone(self.reason.is_some(), "/reason")?;
        }
        if self.result != AttemptResult::OtherTime {
            alone(self.at.is_some(), "/at")?;
        }
        Ok(match self.result {
            AttemptResult::Answered => Attempt::Answered {
                answers: self.answers.ok_or_else(|| member::missing("/answers"))?,
                follow_up: follow_up(self.follow_up.unwrap_or_default(), self.reason)?,
            },
            AttemptResult::NoAnswer => Attempt::NoAnswer,
            AttemptResult::Busy => Attempt::Busy,
            AttemptResult::PowerOff => Attempt::PowerOff,
            AttemptResult::WrongNumber => Attempt::WrongNumber,
            AttemptResult::Refused => Attempt::Refused,
            AttemptResult::OtherTime => Attempt::OtherTime { at: self.at.ok_or_else(|| member::missing("/at"))?.0 },
        })
    }
}

fn follow_up(name: FollowUpName, reason: Option<String>) -> Result<FollowUp, Problem> {
    match (name, reason) {
        (FollowUpName::Redo, None) => Ok(FollowUp::Redo),
        (FollowUpName::Refill, None) => Ok(FollowUp::Refill),
        (FollowUpName::Close, Some(reason)) => Ok(FollowUp::Close { reason }),
        (FollowUpName::Close, None) => Err(member::missing("/reason")),
        (FollowUpName::Redo | FollowUpName::Refill, Some(_)) => Err(member::contradicting("/reason", "/followUp")),
    }
}
