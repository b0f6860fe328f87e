//! Replacing whoever was to rate.

use std::sync::Arc;

use bihuan_domain::id::{AssessmentId, UserId};
use bihuan_domain::permission::Permission;
use bihuan_domain::quality::Party;
use bihuan_domain::record::RecordKind;
use bihuan_persistence::quality::assessments as rows;

use super::open::may_rate;
use super::{Versioned, keep};
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::quality::person_within;
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// Who rates instead of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRater {
    /// As what.
    pub party: Party,
    /// Who; for the leader, whoever asks.
    pub rater: UserId,
    /// Why.
    pub reason: String,
}

/// Somebody who leads the person has another rate for a party, or takes over the lead himself, so that an assessment does
/// not stay open for good when somebody leaves.
///
/// # Errors
/// Not found; forbidden for people outside the own team; changed by somebody else; invalid when the rater does not fit the
/// party; refused when it is frozen, when the party has rated, and for whoever is involved already.
pub async fn replace_rater(
    app: &Arc<App>,
    caller: &Caller,
    id: AssessmentId,
    expected: i64,
    new: NewRater,
    reply: Reply<Versioned>,
) -> Result<StoredReply, Error> {
    let permission = Permission::AssessmentLead;
    caller.principal.require(permission)?;
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        let (user, scope) = (caller.principal.user, scope::of(&caller.principal));
        let found = rows::find(tx, id, Some(&scope), user)?;
        let (version, before) = found.ok_or(Error::NotFound { what: "assessment" })?;
        if person_within(&inner, &scope, before.person).is_none() || before.person == user {
            return Err(Error::Forbidden { permission });
        }
        if version != expected {
            return Err(Error::VersionConflict { current: version });
        }
        let fits =
            inner.directory.people().user(new.rater).is_some_and(|rater| may_rate(rater, new.party, &before.unit));
        // Nobody is made to lead what he does not know of.
        if !fits || (new.party == Party::Leader && new.rater != user) {
            return Err(Error::invalid("/raterId", "unknown"));
        }
        let now = inner.clock.now();
        let after = before.with_rater(new.party, new.rater, (user, new.reason.clone(), now)).map_err(Error::Refused)?;
        keep(&inner, tx, &caller, (version, after), (RecordKind::Assessment, "rater_replaced", now))
    })
    .await
}
