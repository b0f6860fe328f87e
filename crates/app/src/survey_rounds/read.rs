//! Looking at survey rounds and what came of them.

use std::sync::Arc;

use bihuan_domain::id::SurveyRoundId;
use bihuan_domain::permission::Permission;
use bihuan_domain::survey::{self, QuestionResult};
use bihuan_persistence::page::PageRequest;
use bihuan_persistence::survey_rounds as rows;

use super::StoredRound;
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

const MISSING: Error = Error::NotFound { what: "survey_round" };

/// The round with this id.
///
/// # Errors
/// Not found, also outside the caller's scope.
pub async fn get(app: &Arc<App>, caller: &Caller, id: SurveyRoundId) -> Result<StoredRound, Error> {
    caller.principal.require(Permission::CallbackRead)?;
    let scope = scope::of(&caller.principal);
    app.database.read(move |tx| rows::find(tx, id, &scope)?.ok_or(MISSING)).await
}

/// One page of the rounds of the caller's unit and those below.
///
/// # Errors
/// Forbidden.
pub async fn list(app: &Arc<App>, caller: &Caller, page: PageRequest) -> Result<Vec<StoredRound>, Error> {
    caller.principal.require(Permission::CallbackRead)?;
    let scope = scope::of(&caller.principal);
    app.database.read(move |tx| Ok(rows::list(tx, &scope, page)?)).await
}

/// What came of each question so far.
///
/// # Errors
/// Not found, also outside the caller's scope.
pub async fn results(
    app: &Arc<App>,
    caller: &Caller,
    id: SurveyRoundId,
) -> Result<(StoredRound, Vec<QuestionResult>), Error> {
    caller.principal.require(Permission::CallbackRead)?;
    let (inner, scope) = (app.clone(), scope::of(&caller.principal));
    app.database
        .snapshot(move |tx| {
            let round = rows::find(tx, id, &scope)?.ok_or(MISSING)?;
            let policy = inner.directory.policy(tx, round.round.policy)?;
            let questionnaire = policy.questionnaire(&round.round.questionnaire).ok_or(MISSING)?;
            let given = rows::answers(tx, id)?;
            Ok((round, survey::results(questionnaire, &given)))
        })
        .await
}
