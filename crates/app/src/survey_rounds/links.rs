//! Whom a survey round still waits for: each gets a link of his own.

use std::sync::Arc;

use bihuan_domain::id::{CustomerId, SurveyRoundId};
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::questionnaires::Questionnaire;
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_domain::survey::Way;
use bihuan_persistence::survey_rounds as rows;

use super::{StoredRound, check_open};
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

/// One page of the customers who were asked and have not answered, in the order of their ids, and the round they are asked in.
///
/// # Errors
/// Not found, also outside the caller's scope; refused when the round is over or its questionnaire is answered through no link.
pub async fn waiting(
    app: &Arc<App>,
    caller: &Caller,
    id: SurveyRoundId,
    (after, limit): (Option<CustomerId>, i64),
) -> Result<(StoredRound, Vec<CustomerId>), Error> {
    caller.principal.require(Permission::SurveyRelay)?;
    let (inner, scope) = (app.clone(), scope::of(&caller.principal));
    app.database
        .snapshot(move |tx| {
            let missing = || Error::NotFound { what: "survey_round" };
            let round = rows::find(tx, id, &scope)?.ok_or_else(missing)?;
            check_open(&round.round, inner.clock.now())?;
            let policy = inner.directory.policy(tx, round.round.policy)?;
            check_link(policy.questionnaire(&round.round.questionnaire).ok_or_else(missing)?)?;
            let customers = rows::waiting(tx, id, after, limit)?;
            Ok((round, customers))
        })
        .await
}

/// Whether customers may answer through a link.
pub(super) fn check_link(questionnaire: &Questionnaire) -> Result<(), Error> {
    if questionnaire.self_service.as_ref().is_some_and(|own| Way::Link.is_open(own)) {
        return Ok(());
    }
    Err(Error::Refused(Refusal::new(RefusalCode::NotInPlan).with("way", Way::Link.as_str())))
}
