//! The survey: one questionnaire put to one customer, and what the answers mean.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::code::{QuestionCode, QuestionnaireCode};
use crate::id::{SurveyId, TicketId};
use crate::policy::questionnaires::{AnswerForm, Decides, Question, Questionnaire};
use crate::refusal::{Refusal, RefusalCode};
use crate::time::Timestamp;

/// Answers by question. A yes-no answer is `yes` or `no`, a choice the value of its option.
pub type Answers = BTreeMap<QuestionCode, String>;

/// One questionnaire put to one customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    /// Its id.
    pub id: SurveyId,
    /// The ticket it is about.
    pub ticket: TicketId,
    /// What is asked.
    pub questionnaire: QuestionnaireCode,
    /// Where it stands.
    pub stage: SurveyStage,
    /// The answers.
    pub answers: Answers,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was answered or abandoned.
    pub ended_at: Option<Timestamp>,
}

/// Where a survey stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SurveyStage {
    /// Waiting for the customer.
    Open,
    /// Answered.
    Answered,
    /// The customer could not be asked.
    Abandoned,
}

impl SurveyStage {
    /// All stages.
    pub const ALL: &[Self] = &[Self::Open, Self::Answered, Self::Abandoned];

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Abandoned => "abandoned",
        }
    }
}

/// What happened to a survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum SurveyEvent {
    /// It was opened.
    Opened {
        /// What is asked.
        questionnaire: QuestionnaireCode,
    },
    /// The customer answered.
    Answered {
        /// The answers.
        answers: Answers,
    },
    /// The customer could not be asked.
    Abandoned,
}

impl SurveyEvent {
    /// The event's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Answered { .. } => "answered",
            Self::Abandoned => "abandoned",
        }
    }
}

impl Survey {
    /// A survey that waits for the customer.
    #[must_use]
    pub fn opened(id: SurveyId, ticket: TicketId, questionnaire: QuestionnaireCode, at: Timestamp) -> Self {
        let stage = SurveyStage::Open;
        Self { id, ticket, questionnaire, stage, answers: Answers::new(), opened_at: at, ended_at: None }
    }
}

/// Folds one event into the survey. (`Opened` creates it: see the case.)
pub fn apply(survey: &mut Survey, event: &SurveyEvent, at: Timestamp) {
    match event {
        SurveyEvent::Opened { .. } => return,
        SurveyEvent::Answered { answers } => {
            survey.stage = SurveyStage::Answered;
            survey.answers = answers.clone();
        }
        SurveyEvent::Abandoned => survey.stage = SurveyStage::Abandoned,
    }
    survey.ended_at = Some(at);
}

/// Checks the answers against the questionnaire and says whether the customer is content: the matter solved (是否解决)
/// and the customer satisfied (是否满意), as far as the questionnaire asks.
///
/// # Errors
/// [`RefusalCode::AnswersInvalid`], naming the question.
pub fn judge(questionnaire: &Questionnaire, answers: &Answers) -> Result<bool, Refusal> {
    let unknown = answers.keys().find(|code| !questionnaire.questions.iter().any(|q| q.code == **code));
    if let Some(code) = unknown {
        return Err(invalid(code, "unknown"));
    }
    let mut content = true;
    for question in &questionnaire.questions {
        match answers.get(&question.code) {
            Some(answer) => content &= judge_one(question, answer)?,
            None if question.required => return Err(invalid(&question.code, "required")),
            None => {}
        }
    }
    Ok(content)
}

/// Whether this answer leaves the customer content; answers that decide nothing do.
fn judge_one(question: &Question, answer: &str) -> Result<bool, Refusal> {
    let content = match &question.answer {
        AnswerForm::YesNo if answer == "yes" || answer == "no" => answer == "yes",
        AnswerForm::Choice { options } => match options.iter().find(|option| option.value.as_str() == answer) {
            Some(option) => option.content,
            None => return Err(invalid(&question.code, "not_an_option")),
        },
        AnswerForm::Text { max } if answer.chars().count() <= usize::from(*max) => true,
        AnswerForm::YesNo => return Err(invalid(&question.code, "yes_or_no")),
        AnswerForm::Text { .. } => return Err(invalid(&question.code, "too_long")),
    };
    Ok(match question.decides {
        Some(Decides::Solved | Decides::Satisfied) => content,
        None => true,
    })
}

fn invalid(question: &QuestionCode, why: &'static str) -> Refusal {
    Refusal::new(RefusalCode::AnswersInvalid).with("question", question).with("why", why)
}
