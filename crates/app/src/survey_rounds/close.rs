//! Closing a survey round.

use std::sync::Arc;

use bihuan_domain::id::SurveyRoundId;
use bihuan_domain::permission::Permission;
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_persistence::survey_rounds as rows;

use super::{LogOf, StoredRound};
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// Closes a round: no answer is taken any more, and whether it counts is settled by its turnout.
///
/// # Errors
/// Refused when it was closed already.
pub async fn close(
    app: &Arc<App>,
    caller: &Caller,
    id: SurveyRoundId,
    reply: Reply<StoredRound>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::SurveyRound)?;
    let (inner, caller, scope) = (app.clone(), caller.clone(), scope::of(&caller.principal));
    reply::once(app, reply, move |tx| {
        let missing = || Error::NotFound { what: "survey_round" };
        let mut round = rows::find(tx, id, &scope)?.ok_or_else(missing)?.round;
        if round.closed_at.is_some() {
            return Err(Error::Refused(Refusal::new(RefusalCode::SurveyEnded)));
        }
        let now = inner.clock.now();
        round.closed_at = Some(now);
        rows::close(tx, &round, now)?;
        let closed = rows::find(tx, id, &scope)?.ok_or_else(missing)?;
        let qualified = closed.turnout.is_qualified(round.target_percent);
        let entry = serde_json::json!({
            "sent": closed.turnout.sent, "answered": closed.turnout.answered, "qualified": qualified
        });
        LogOf::caller(&inner, &caller).write(tx, (&round, "closed", now), entry)?;
        Ok(closed)
    })
    .await
}
