//! What a page asks, wherever its link leads.

use std::sync::Arc;

use bihuan_app::App;
use bihuan_app::error::Error;
use bihuan_app::{survey_rounds, surveys};
use bihuan_domain::policy::questionnaires::Questionnaire;
use bihuan_domain::policy::vocabulary::Text;
use bihuan_domain::survey::{Answers, Respondent, SurveyStage};

use super::link::{Destination, Link};

/// What a page asks.
pub(super) struct Sheet {
    /// What is asked.
    pub(super) questionnaire: Questionnaire,
    /// The name of the service centre.
    pub(super) centre: Text,
    /// The number of the ticket that it is about, if it is about one.
    pub(super) number: Option<String>,
    /// Where it stands.
    pub(super) state: SheetState,
}

/// Where a page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SheetState {
    /// Waiting for answers.
    Open,
    /// Answered by the customer himself.
    Answered,
    /// Answered in a call: somebody of the centre wrote the answers down.
    AnsweredInCall,
    /// No longer wanted.
    Ended,
    /// The time for answering is over.
    Expired,
}

impl Sheet {
    /// Where a link leads.
    pub(super) async fn load(app: &Arc<App>, link: Link) -> Result<Self, Error> {
        match link.to {
            Destination::Survey { id, episode } => {
                let asked = surveys::look(app, id, episode).await?;
                let state = match asked.survey.stage {
                    SurveyStage::Answered => match asked.survey.respondent {
                        Some(Respondent::CallbackAgent { .. }) => SheetState::AnsweredInCall,
                        Some(Respondent::Customer { .. }) | None => SheetState::Answered,
                    },
                    SurveyStage::Abandoned => SheetState::Ended,
                    SurveyStage::Open if asked.is_expired() || link.expires_at <= asked.now => SheetState::Expired,
                    SurveyStage::Open => SheetState::Open,
                };
                let (questionnaire, centre) = (asked.questionnaire, asked.centre);
                Ok(Self { questionnaire, centre, number: Some(asked.number), state })
            }
            Destination::Round { id, customer } => {
                let asked = survey_rounds::look(app, id, customer).await?;
                let state = match (asked.answered, asked.is_open()) {
                    (true, _) => SheetState::Answered,
                    (false, false) => SheetState::Expired,
                    (false, true) if link.expires_at <= asked.now => SheetState::Expired,
                    (false, true) => SheetState::Open,
                };
                let (questionnaire, centre) = (asked.questionnaire, asked.centre);
                Ok(Self { questionnaire, centre, number: None, state })
            }
        }
    }

    /// Takes the answers, once.
    pub(super) async fn answer(app: &Arc<App>, to: Destination, answers: Answers) -> Result<(), Error> {
        match to {
            Destination::Survey { id, episode } => surveys::answer(app, id, episode, answers).await,
            Destination::Round { id, customer } => survey_rounds::answer_by_customer(app, id, customer, answers).await,
        }
    }
}
