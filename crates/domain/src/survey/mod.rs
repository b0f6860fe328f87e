//! The survey: one questionnaire put to one customer after one episode of handling, and what the answers mean.

mod answers;
mod command;
mod event;
mod rating;
mod reply;
mod respondent;
mod result;
mod round;
mod stage;

pub(crate) use answers::verdict_of;
pub use answers::{AnswerFault, Answers, check_caller, chosen, faults, judge};
pub use command::{SurveyCommand, decide};
pub use event::{SurveyEvent, apply};
pub use rating::{Rated, Rating, Scale, ratings};
pub use reply::{next_question, read_reply};
pub use respondent::{Respondent, Way};
pub use result::{QuestionResult, results};
pub use round::{RoundAnswer, SurveyRound, Turnout};
pub use stage::SurveyStage;

use serde::{Deserialize, Serialize};

use crate::code::QuestionnaireCode;
use crate::id::{SurveyId, TicketId};
use crate::time::Timestamp;

/// One questionnaire put to one customer after one episode of handling. What was answered is never altered: when the matter
/// is taken up again, the survey is marked as superseded and the next episode gets one of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    /// Its id.
    pub id: SurveyId,
    /// The ticket it is about.
    pub ticket: TicketId,
    /// What is asked.
    pub questionnaire: QuestionnaireCode,
    /// Which episode of handling it is about: counts what was done again and opened again. None for old ones.
    #[serde(default)]
    pub episode: Option<u32>,
    /// Where it stands.
    pub stage: SurveyStage,
    /// The answers as given. While the survey is open: those that came so far.
    pub answers: Answers,
    /// What was measured: each answer with its scale, never converted, and whom it is about.
    #[serde(default)]
    pub ratings: Vec<Rating>,
    /// Who answered, and how.
    #[serde(default)]
    pub respondent: Option<Respondent>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Until when the customer may answer by himself; none before he was invited to.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
    /// When it was answered or abandoned.
    pub ended_at: Option<Timestamp>,
    /// Since when it speaks of an earlier episode: the matter was taken up again.
    #[serde(default)]
    pub invalidated_at: Option<Timestamp>,
}

impl Survey {
    /// A survey that waits for the customer.
    #[must_use]
    pub fn opened(
        id: SurveyId,
        ticket: TicketId,
        questionnaire: QuestionnaireCode,
        episode: u32,
        at: Timestamp,
    ) -> Self {
        Self {
            id,
            ticket,
            questionnaire,
            episode: Some(episode),
            stage: SurveyStage::Open,
            answers: Answers::new(),
            ratings: Vec::new(),
            respondent: None,
            opened_at: at,
            expires_at: None,
            ended_at: None,
            invalidated_at: None,
        }
    }

    /// Whether it was answered and speaks of the present episode, as far as anybody has said.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.stage == SurveyStage::Answered && self.invalidated_at.is_none()
    }

    /// Whether it was answered after an episode before this one, and nobody has said so yet.
    #[must_use]
    pub fn is_outlived(&self, episode: u32) -> bool {
        let earlier = self.episode.is_some_and(|own| own < episode);
        earlier && self.counts()
    }
}
