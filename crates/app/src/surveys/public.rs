//! What a customer sees and does through his link. The link itself is the permission: whoever calls these has verified it.

use std::sync::Arc;

use bihuan_domain::id::SurveyId;
use bihuan_domain::policy::questionnaires::Questionnaire;
use bihuan_domain::policy::vocabulary::Text;
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_domain::survey::{Answers, Survey, SurveyCommand, Way};
use bihuan_domain::time::Timestamp;
use bihuan_persistence::cases::{self as rows, LoadLock};

use super::change::{by_customer, find};
use crate::App;
use crate::cases;
use crate::error::Error;

/// What a customer may see of a survey: what is asked, and about which matter. Nothing of himself.
#[derive(Debug, Clone)]
pub struct PublicSurvey {
    /// The survey.
    pub survey: Survey,
    /// What is asked.
    pub questionnaire: Questionnaire,
    /// The name of the service centre.
    pub centre: Text,
    /// The number of the ticket, which the customer was told.
    pub number: String,
    /// The moment at which it was looked at, by the clock of the business.
    pub now: Timestamp,
}

impl PublicSurvey {
    /// Whether the time for answering is over.
    #[must_use]
    pub fn is_expired(&self) -> bool {
        self.survey.expires_at.is_none_or(|until| until <= self.now)
    }
}

/// What the customer of this survey is asked.
///
/// # Errors
/// Not found when there is no such survey of this episode.
pub async fn look(app: &Arc<App>, id: SurveyId, episode: u32) -> Result<PublicSurvey, Error> {
    let inner = app.clone();
    let missing = || Error::NotFound { what: "survey" };
    app.database
        .snapshot(move |tx| {
            let survey = find(tx, id)?.1;
            let stored = rows::load(tx, survey.ticket, LoadLock::None)?.ok_or_else(missing)?;
            let policy = inner.directory.policy(tx, stored.case.ticket.policy)?;
            let questionnaire = policy.questionnaire(&survey.questionnaire).cloned().ok_or_else(missing)?;
            if survey.episode != Some(episode) {
                return Err(missing());
            }
            let centre = policy.bundle().bundle.title.clone();
            let number = stored.case.ticket.number;
            Ok(PublicSurvey { survey, questionnaire, centre, number, now: inner.clock.now() })
        })
        .await
}

/// Takes the customer's answers, once.
///
/// # Errors
/// Refused when the survey has ended, its time is over, or the answers do not fit.
pub async fn answer(app: &Arc<App>, id: SurveyId, episode: u32, answers: Answers) -> Result<(), Error> {
    let inner = app.clone();
    app.database
        .write(move |tx| {
            let survey = find(tx, id)?.1;
            if survey.episode != Some(episode) {
                return Err(Error::Refused(Refusal::new(RefusalCode::SurveyEnded)));
            }
            let command = SurveyCommand::Answer { way: Way::Link, answers: answers.clone() };
            by_customer(&inner, tx, (survey.ticket, id), &command, |_, _| Ok(())).map(drop)
        })
        .await?;
    cases::announce(app);
    Ok(())
}
