//! Taking the answer of one customer of a round.

use std::sync::Arc;

use bihuan_domain::id::{CustomerId, SurveyRoundId, UserId};
use bihuan_domain::permission::Permission;
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_domain::survey::{Answers, RoundAnswer, SurveyRound, Way, judge, ratings};
use bihuan_persistence::survey_rounds::{self as rows, Taken};
use bihuan_persistence::{DbError, Tx};

use super::{LogOf, StoredRound, check_open};
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// Takes the answer of one customer, who has one only.
///
/// # Errors
/// [`Error::AlreadyExists`] for a second answer, refused when the round is over or the answers do not fit, not found when the
/// customer was not asked.
pub async fn answer(
    app: &Arc<App>,
    caller: &Caller,
    id: SurveyRoundId,
    (customer, answers): (CustomerId, Answers),
    reply: Reply<StoredRound>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::SurveyRound)?;
    let (inner, caller, scope) = (app.clone(), caller.clone(), scope::of(&caller.principal));
    reply::once(app, reply, move |tx| {
        let missing = || Error::NotFound { what: "survey_round" };
        let round = rows::find(tx, id, &scope)?.ok_or_else(missing)?.round;
        let given = (customer, answers.clone(), Author::User(caller.principal.user));
        take(tx, &LogOf::caller(&inner, &caller), &round, given)?;
        rows::find(tx, id, &scope)?.ok_or_else(missing)
    })
    .await
}

/// Whose hand wrote an answer.
#[derive(Debug, Clone, Copy)]
pub(super) enum Author {
    /// Somebody who asked the customer.
    User(UserId),
    /// The customer himself.
    Customer(Way),
}

/// Judges and keeps one answer.
pub(super) fn take(
    tx: &mut Tx<'_>,
    log: &LogOf<'_>,
    round: &SurveyRound,
    (customer, answers, author): (CustomerId, Answers, Author),
) -> Result<(), Error> {
    let now = log.app.clock.now();
    check_open(round, now)?;
    let policy = log.app.directory.policy(tx, round.policy)?;
    let questionnaire = policy.questionnaire(&round.questionnaire).ok_or(Error::NotFound { what: "survey_round" })?;
    judge(questionnaire, &answers).map_err(Error::Refused)?;
    let ratings = ratings(questionnaire, &answers, None);
    let (by, way) = match author {
        Author::User(user) => (Some(user), None),
        Author::Customer(way) => (None, Some(way)),
    };
    let given = RoundAnswer { answers, ratings, by, way };
    let taken = rows::answer(tx, round.id, customer, &given, now).map_err(|error| match error {
        DbError::Stale => Error::Refused(Refusal::new(RefusalCode::SurveyEnded)),
        other => other.into(),
    })?;
    match taken {
        Taken::Yes => {}
        Taken::Already => return Err(Error::AlreadyExists { what: "answer", id: None }),
        Taken::NotAsked => return Err(Error::invalid("/customerId", "unknown")),
    }
    let entry = serde_json::json!({ "customer": customer, "answer": given });
    Ok(log.write(tx, (round, "answered", now), entry)?)
}
