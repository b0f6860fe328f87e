//! Taking the answer of one customer of a round.

use std::sync::Arc;

use bihuan_domain::id::{CustomerId, SurveyRoundId};
use bihuan_domain::permission::Permission;
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_domain::survey::{Answers, RoundAnswer, judge, ratings};
use bihuan_persistence::DbError;
use bihuan_persistence::survey_rounds::{self as rows, Taken};

use super::{StoredRound, log};
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
    let over = || Error::Refused(Refusal::new(RefusalCode::SurveyEnded));
    reply::once(app, reply, move |tx| {
        let missing = || Error::NotFound { what: "survey_round" };
        let round = rows::find(tx, id, &scope)?.ok_or_else(missing)?.round;
        let now = inner.clock.now();
        if round.closed_at.is_some() || round.until <= now {
            return Err(over());
        }
        let policy = inner.directory.policy(tx, round.policy)?;
        let questionnaire = policy.questionnaire(&round.questionnaire).ok_or_else(missing)?;
        judge(questionnaire, &answers).map_err(Error::Refused)?;
        let ratings = ratings(questionnaire, &answers, None);
        let given = RoundAnswer { answers: answers.clone(), ratings, by: caller.principal.user };
        let taken = rows::answer(tx, id, customer, &given, now).map_err(|error| match error {
            DbError::Stale => over(),
            other => other.into(),
        })?;
        match taken {
            Taken::Yes => {}
            Taken::Already => return Err(Error::AlreadyExists { what: "answer", id: None }),
            Taken::NotAsked => return Err(Error::invalid("/customerId", "unknown")),
        }
        let entry = serde_json::json!({ "customer": customer, "answer": given });
        log(&inner, tx, &caller, (&round, "answered", now), entry)?;
        rows::find(tx, id, &scope)?.ok_or_else(missing)
    })
    .await
}
