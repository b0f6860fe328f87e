//! What a customer sees and does through his link to a survey round. The link itself is the permission: whoever calls these
//! has verified it.

use std::sync::Arc;

use bihuan_domain::actor::Actor;
use bihuan_domain::id::{CustomerId, SurveyRoundId};
use bihuan_domain::policy::questionnaires::Questionnaire;
use bihuan_domain::policy::vocabulary::Text;
use bihuan_domain::survey::{Answers, SurveyRound, Way};
use bihuan_domain::time::Timestamp;
use bihuan_persistence::page::Scope;
use bihuan_persistence::survey_rounds as rows;

use super::answer::{Author, take};
use super::links::check_link;
use super::{LogOf, check_open};
use crate::App;
use crate::error::Error;

/// What a customer may see of a round.
#[derive(Debug, Clone)]
pub struct PublicRound {
    /// The round.
    pub round: SurveyRound,
    /// What is asked.
    pub questionnaire: Questionnaire,
    /// The name of the service centre.
    pub centre: Text,
    /// Whether this customer has answered.
    pub answered: bool,
    /// The moment at which it was looked at, by the clock of the business.
    pub now: Timestamp,
}

impl PublicRound {
    /// Whether answers are still taken.
    #[must_use]
    pub fn is_open(&self) -> bool {
        check_open(&self.round, self.now).is_ok()
    }
}

/// What the customer is asked.
///
/// # Errors
/// Not found when he was not asked; refused when the questionnaire is answered through no link.
pub async fn look(app: &Arc<App>, id: SurveyRoundId, customer: CustomerId) -> Result<PublicRound, Error> {
    let inner = app.clone();
    app.database
        .snapshot(move |tx| {
            let missing = || Error::NotFound { what: "survey_round" };
            let round = rows::find(tx, id, &Scope::Everything)?.ok_or_else(missing)?.round;
            let answered = rows::has_answered(tx, id, customer)?.ok_or_else(missing)?;
            let policy = inner.directory.policy(tx, round.policy)?;
            let questionnaire = policy.questionnaire(&round.questionnaire).cloned().ok_or_else(missing)?;
            check_link(&questionnaire)?;
            let centre = policy.bundle().bundle.title.clone();
            Ok(PublicRound { round, questionnaire, centre, answered, now: inner.clock.now() })
        })
        .await
}

/// Takes the customer's answers, once.
///
/// # Errors
/// [`Error::AlreadyExists`] for a second answer, refused when the round is over or the answers do not fit.
pub async fn answer_by_customer(
    app: &Arc<App>,
    id: SurveyRoundId,
    customer: CustomerId,
    answers: Answers,
) -> Result<(), Error> {
    let inner = app.clone();
    app.database
        .write(move |tx| {
            let round = rows::find(tx, id, &Scope::Everything)?.ok_or(Error::NotFound { what: "survey_round" })?.round;
            let policy = inner.directory.policy(tx, round.policy)?;
            let questionnaire = policy.questionnaire(&round.questionnaire);
            check_link(questionnaire.ok_or(Error::NotFound { what: "survey_round" })?)?;
            let log = LogOf { app: &inner, actor: Actor::System, request_id: None };
            take(tx, &log, &round, (customer, answers.clone(), Author::Customer(Way::Link)))
        })
        .await
}
