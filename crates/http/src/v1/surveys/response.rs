//! What clients see of a survey.

use std::collections::BTreeMap;

use bihuan_domain::survey::{Survey, SurveyStage};
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
    /// The answers by question.
    answers: BTreeMap<String, String>,
    /// When it was opened.
    opened_at: Moment,
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
            opened_at: survey.opened_at.into(),
            ended_at: survey.ended_at.map(Moment),
            version,
        }
    }
}
