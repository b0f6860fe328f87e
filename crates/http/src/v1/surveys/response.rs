//! What clients see of a survey.

use std::collections::BTreeMap;

use bihuan_domain::survey::{Rating, Respondent, Survey, SurveyStage};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::v1::schema::{Moment, SurveyStageName};

/// One questionnaire put to one customer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SurveyResponse {
    /// Its id.
    id: Uuid,
    /// The ticket it is about.
    ticket_id: Uuid,
    /// The code of the questionnaire.
    questionnaire: String,
    /// Where it stands.
    #[schema(value_type = SurveyStageName)]
    stage: SurveyStage,
    /// Which episode of handling it is about, counted from 1: each redo and each reopening begins another.
    #[serde(skip_serializing_if = "Option::is_none")]
    episode: Option<u32>,
    /// The answers by question, as given: `yes` or `no`, the value of an option, those of several options with a blank between
    /// them, the digits of a number, or free text.
    answers: BTreeMap<String, String>,
    /// What was measured, each on its own scale and about its own subject.
    ratings: Vec<RatingResponse>,
    /// How the answers came: `callback`, `link`, `sms` or `keypad`.
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<&'static str>,
    /// Who wrote them down; none when the customer answered by himself.
    #[serde(skip_serializing_if = "Option::is_none")]
    asked_by: Option<Uuid>,
    /// When it was opened.
    opened_at: Moment,
    /// Until when the customer may answer by himself.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<Moment>,
    /// Since when it speaks of an earlier episode: the matter was taken up again. What was answered stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    invalidated_at: Option<Moment>,
    /// When it was answered or abandoned.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<Moment>,
    /// Counts its changes.
    version: i64,
}

impl From<&(i64, Survey)> for SurveyResponse {
    fn from((version, survey): &(i64, Survey)) -> Self {
        Self::new(*version, survey)
    }
}

impl SurveyResponse {
    /// The survey in this version.
    pub(crate) fn new(version: i64, survey: &Survey) -> Self {
        Self {
            id: survey.id.0,
            ticket_id: survey.ticket.0,
            questionnaire: survey.questionnaire.to_string(),
            stage: survey.stage,
            answers: survey.answers.iter().map(|(code, answer)| (code.to_string(), answer.clone())).collect(),
            episode: survey.episode.map(|episode| episode.saturating_add(1)),
            ratings: survey.ratings.iter().map(RatingResponse::from).collect(),
            channel: survey.respondent.map(Respondent::channel),
            asked_by: match survey.respondent {
                Some(Respondent::CallbackAgent { user }) => Some(user.0),
                Some(Respondent::Customer { .. }) | None => None,
            },
            expires_at: survey.expires_at.map(Moment),
            invalidated_at: survey.invalidated_at.map(Moment),
            opened_at: survey.opened_at.into(),
            ended_at: survey.ended_at.map(Moment),
            version,
        }
    }
}

/// One measurement.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Rating)]
pub(crate) struct RatingResponse {
    /// The code of the question.
    question: String,
    /// Whom or what it is about: `handling`, `agent`, `unit`, `crew` or `channel`.
    subject: &'static str,
    /// The person rated, when it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<Uuid>,
    /// The unit rated, when it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    /// The channel rated, when it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<String>,
    /// The scale. Only what was measured on scales of one code may be added up.
    scale: String,
    /// The lower end of the scale.
    from: i32,
    /// The upper end of the scale.
    to: i32,
    /// The answer as given.
    raw: String,
    /// Where it stands on the scale; none for an answer without a verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<i32>,
    /// Whether it leaves the customer content; none for questions that decide nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<bool>,
}

impl From<&Rating> for RatingResponse {
    fn from(rating: &Rating) -> Self {
        Self {
            question: rating.question.to_string(),
            subject: rating.subject.as_str(),
            user_id: rating.rated.user.map(|user| user.0),
            unit: rating.rated.unit.as_ref().map(ToString::to_string),
            channel: rating.rated.channel.as_ref().map(ToString::to_string),
            scale: rating.scale.code.clone(),
            from: rating.scale.from,
            to: rating.scale.to,
            raw: rating.raw.clone(),
            value: rating.value,
            content: rating.content,
        }
    }
}
