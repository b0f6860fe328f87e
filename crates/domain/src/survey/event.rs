//! What happened to a survey.

use serde::{Deserialize, Serialize};

use crate::code::{QuestionCode, QuestionnaireCode};
use crate::time::Timestamp;

use super::{Answers, Rating, Respondent, Survey, SurveyStage, Way};

/// What happened to a survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum SurveyEvent {
    /// It was opened.
    Opened {
        /// What is asked.
        questionnaire: QuestionnaireCode,
    },
    /// The customer was invited to answer by himself.
    Invited {
        /// By which way.
        way: Way,
        /// Until when.
        expires_at: Timestamp,
    },
    /// The customer answered one question; others are left.
    Replied {
        /// Which.
        question: QuestionCode,
        /// What, as given.
        answer: String,
    },
    /// The customer answered.
    Answered {
        /// The answers, as given.
        answers: Answers,
        /// What was measured.
        #[serde(default)]
        ratings: Vec<Rating>,
        /// Who answered, and how.
        #[serde(default)]
        respondent: Option<Respondent>,
    },
    /// The customer could not be asked.
    Abandoned,
    /// The matter was taken up again: what was answered speaks of an earlier episode.
    Invalidated,
}

impl SurveyEvent {
    /// The event's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Invited { .. } => "invited",
            Self::Replied { .. } => "replied",
            Self::Answered { .. } => "answered",
            Self::Abandoned => "abandoned",
            Self::Invalidated => "invalidated",
        }
    }
}

/// Folds one event into the survey. (`Opened` creates it: see the case.)
pub fn apply(survey: &mut Survey, event: &SurveyEvent, at: Timestamp) {
    match event {
        SurveyEvent::Opened { .. } => {}
        SurveyEvent::Invited { expires_at, .. } => survey.expires_at = Some(*expires_at),
        SurveyEvent::Replied { question, answer } => {
            survey.answers.insert(question.clone(), answer.clone());
        }
        SurveyEvent::Answered { answers, ratings, respondent } => {
            survey.stage = SurveyStage::Answered;
            survey.answers.clone_from(answers);
            survey.ratings.clone_from(ratings);
            survey.respondent = *respondent;
            survey.ended_at = Some(at);
        }
        SurveyEvent::Abandoned => {
            survey.stage = SurveyStage::Abandoned;
            survey.ended_at = Some(at);
        }
        SurveyEvent::Invalidated => survey.invalidated_at = Some(at),
    }
}
