//! Schemas of values that the domain defines: named there once, described here.

use bihuan_domain::callback::{AttemptResult, CallbackStage};
use bihuan_domain::clock::ClockState;
use bihuan_domain::code::CODE_BYTES_MAX;
use bihuan_domain::survey::SurveyStage;
use bihuan_domain::ticket::Answer;
use bihuan_domain::time::Timestamp;
use bihuan_domain::work_order::ReplyOutcome;
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{KnownFormat, Object, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::RefOr;
use utoipa::{PartialSchema, ToSchema};

/// A moment: RFC 3339 with any offset when read, UTC with milliseconds when written.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Moment(pub(crate) Timestamp);

impl From<Timestamp> for Moment {
    fn from(timestamp: Timestamp) -> Self {
        Self(timestamp)
    }
}

impl PartialSchema for Moment {
    fn schema() -> RefOr<Schema> {
        text()
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .description(Some("A moment: any offset when read, UTC with milliseconds when written."))
            .examples(["2026-11-22T01:02:03.456Z"])
            .into()
    }
}

impl ToSchema for Moment {}

/// Describes a code of the policy, whatever it is a code of.
pub(crate) enum Code {}

impl PartialSchema for Code {
    fn schema() -> RefOr<Schema> {
        text()
            .description(Some("A code of the policy."))
            .min_length(Some(1))
            .max_length(Some(CODE_BYTES_MAX))
            .pattern(Some("^[a-z0-9][a-z0-9._-]*$"))
            .into()
    }
}

impl ToSchema for Code {}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn one_of(names: impl IntoIterator<Item = &'static str>) -> Object {
    text().enum_values(Some(names)).build()
}

pub(crate) fn answer() -> Object {
    one_of(Answer::ALL.iter().map(|how| how.as_str()))
}

pub(crate) fn clock_state() -> Object {
    one_of(ClockState::ALL.iter().map(|state| state.as_str()))
}

pub(crate) fn callback_stage() -> Object {
    one_of(CallbackStage::ALL.iter().map(|stage| stage.as_str()))
}

pub(crate) fn attempt_result() -> Object {
    one_of(AttemptResult::ALL.iter().map(|result| result.as_str()))
}

pub(crate) fn survey_stage() -> Object {
    one_of(SurveyStage::ALL.iter().map(|stage| stage.as_str()))
}

pub(crate) fn reply_outcome() -> Object {
    one_of(ReplyOutcome::ALL.iter().map(|outcome| outcome.as_str()))
}
