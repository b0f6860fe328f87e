//! `POST /v1/callbacks/{id}/actions/attempt`

use std::collections::BTreeMap;

use actix_web::post;
use bihuan_domain::callback::{Attempt, AttemptReport, AttemptResult, CallbackCommand, FollowUp, NamedOutcome};
use bihuan_domain::code::{OutcomeCode, PostCode, QuestionCode, UnitCode};
use bihuan_domain::policy::callbacks::Method;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::act;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::Answered;
use crate::v1::action::Asked;
use crate::v1::callbacks::response::CallbackResponse;
use crate::v1::limits::{ADDRESS_LENGTH_MAX, ANSWERS_MAX, TEXT_LENGTH_MAX};
use crate::v1::member;
use crate::v1::schema::{AttemptResultName, Code, Moment};

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
    /// The unit that does the work again; needed for `redo_by`, and only there.
    #[schema(value_type = Option<Code>)]
    unit: Option<UnitCode>,
    /// Why the handling stands; needed for `review` and `close`, and only there.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: Option<String>,
    /// When the customer wants to be called; needed for `other_time`, and only there.
    at: Option<Moment>,
    /// How the customer was asked.
    #[validate(length(max = METHODS_MAX))]
    #[serde(default)]
    #[schema(max_items = 5)]
    methods: Vec<MethodName>,
    /// How long the talk took, in seconds.
    talk_seconds: Option<u32>,
    /// Posts at the customer's that were reached, as the plan lists them.
    #[validate(length(max = POSTS_MAX))]
    #[serde(default)]
    #[schema(value_type = Vec<String>, max_items = 20)]
    reached: Vec<PostCode>,
    /// What the call brought besides the answers, as the plan lists it.
    #[schema(value_type = Option<String>)]
    outcome: Option<OutcomeCode>,
    /// The moment that the outcome asks for, such as that of an appointment; only with one.
    outcome_at: Option<Moment>,
    /// Whether the customer agreed to the outcome; some outcomes need it. Only with one.
    #[serde(default)]
    outcome_consent: bool,
    /// The customer's right address, where the outcome asks for it: it is corrected on the ticket and in his file, which keeps
    /// the old one in its timeline.
    #[validate(length(min = 1, max = ADDRESS_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 300)]
    address: Option<String>,
    /// A note.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    note: Option<String>,
    /// Whether the customer wants no further calls about this ticket: those that are planned are dropped, and none follows.
    #[serde(default)]
    do_not_call: bool,
    /// Whether the customer wants no calls about anything any more: it is written down with the customer, and no other ticket of
    /// his is called back about either.
    #[serde(default)]
    never_call: bool,
}

/// The most ways in which a customer is asked at once: one of each.
const METHODS_MAX: u64 = 5;
/// The most posts reached in one call.
const POSTS_MAX: u64 = 20;

/// How a customer is asked.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CallbackMethod)]
enum MethodName {
    /// By phone.
    Phone,
    /// Face to face.
    FaceToFace,
    /// By looking at the place.
    OnSite,
    /// By message.
    Message,
    /// By letter or e-mail.
    Letter,
}

impl From<MethodName> for Method {
    fn from(name: MethodName) -> Self {
        match name {
            MethodName::Phone => Self::Phone,
            MethodName::FaceToFace => Self::FaceToFace,
            MethodName::OnSite => Self::OnSite,
            MethodName::Message => Self::Message,
            MethodName::Letter => Self::Letter,
        }
    }
}

/// What follows when the customer is not satisfied.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = FollowUp)]
enum FollowUpName {
    /// The work is done again.
    #[default]
    Redo,
    /// The work is done again by the unit named in `unit`, where the policy leaves the choice.
    RedoBy,
    /// Only the reply is filled in again.
    Refill,
    /// The handling was right and lawful: somebody who had no part in it looks at it and gives the final answer.
    Review,
    /// The handling was right and lawful: it is recorded and closed.
    Close,
}

/// Record an attempt to reach the customer
///
/// Satisfied answers let the ticket be archived; others send the work back, unless the handling stands. After the last
/// attempt that the plan allows the customer counts as unreachable. An outcome may open a ticket of its own, linked to the one
/// that was called about.
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
    let Json { value: body, fingerprint } = body;
    let command = CallbackCommand::Attempt(Box::new(body.into_report()?));
    act(asked, "attempt_callback", version, &fingerprint, command).await
}

pub(in crate::v1) fn check_answers(answers: &BTreeMap<QuestionCode, String>) -> Result<(), ValidationError> {
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
    fn into_report(mut self) -> Result<AttemptReport, Problem> {
        if self.outcome.is_none() && self.outcome_at.is_some() {
            return Err(member::contradicting("/outcomeAt", "/outcome"));
        }
        let consented = self.outcome_consent;
        if self.outcome.is_none() && consented {
            return Err(member::contradicting("/outcomeConsent", "/outcome"));
        }
        let at = self.outcome_at.take().map(|at| at.0);
        let outcome = self.outcome.take().map(|code| NamedOutcome { code, at, consented });
        let methods = std::mem::take(&mut self.methods).into_iter().map(Method::from).collect();
        let (talk_seconds, reached) = (self.talk_seconds, std::mem::take(&mut self.reached));
        let (note, address) = (self.note.take(), self.address.take());
        let (do_not_call, never_call) = (self.do_not_call, self.never_call);
        let attempt = self.into_attempt()?;
        Ok(AttemptReport { attempt, methods, talk_seconds, reached, outcome, address, note, do_not_call, never_call })
    }

    fn into_attempt(self) -> Result<Attempt, Problem> {
        let alone = |given: bool, pointer| if given { Err(member::contradicting(pointer, "/result")) } else { Ok(()) };
        if self.result != AttemptResult::Answered {
            alone(self.answers.is_some(), "/answers")?;
            alone(self.follow_up.is_some(), "/followUp")?;
            alone(self.reason.is_some(), "/reason")?;
            alone(self.unit.is_some(), "/unit")?;
        }
        if self.result != AttemptResult::OtherTime {
            alone(self.at.is_some(), "/at")?;
        }
        Ok(match self.result {
            AttemptResult::Answered => Attempt::Answered {
                answers: self.answers.ok_or_else(|| member::missing("/answers"))?,
                follow_up: follow_up(self.follow_up.unwrap_or_default(), self.reason, self.unit)?,
            },
            AttemptResult::NoAnswer => Attempt::NoAnswer,
            AttemptResult::Busy => Attempt::Busy,
            AttemptResult::PowerOff => Attempt::PowerOff,
            AttemptResult::WrongNumber => Attempt::WrongNumber,
            AttemptResult::Refused => Attempt::Refused,
            AttemptResult::Partly => Attempt::Partly,
            AttemptResult::OtherTime => Attempt::OtherTime { at: self.at.ok_or_else(|| member::missing("/at"))?.0 },
        })
    }
}

fn follow_up(name: FollowUpName, reason: Option<String>, unit: Option<UnitCode>) -> Result<FollowUp, Problem> {
    let contradicts = |pointer| Err(member::contradicting(pointer, "/followUp"));
    match (name, reason, unit) {
        (FollowUpName::Redo, None, None) => Ok(FollowUp::Redo),
        (FollowUpName::RedoBy, None, Some(unit)) => Ok(FollowUp::RedoBy { unit }),
        (FollowUpName::Refill, None, None) => Ok(FollowUp::Refill),
        (FollowUpName::Review, Some(reason), None) => Ok(FollowUp::Review { reason }),
        (FollowUpName::Close, Some(reason), None) => Ok(FollowUp::Close { reason }),
        (FollowUpName::RedoBy, None, None) => Err(member::missing("/unit")),
        (FollowUpName::Review | FollowUpName::Close, None, None) => Err(member::missing("/reason")),
        (FollowUpName::Redo | FollowUpName::Refill | FollowUpName::RedoBy, Some(_), _) => contradicts("/reason"),
        (FollowUpName::Redo | FollowUpName::Refill | FollowUpName::Review | FollowUpName::Close, _, Some(_)) => {
            contradicts("/unit")
        }
    }
}
