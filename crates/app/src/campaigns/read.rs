//! Looking at campaigns, at how far they have come, and at who stands on their lists.

use std::sync::Arc;

use bihuan_domain::id::CampaignId;
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::callbacks::Outcome;
use bihuan_persistence::campaigns::{self as rows, Count, Hold, Member, MemberFilter, StoredCampaign};
use bihuan_persistence::page::PageRequest;

use super::MISSING;
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

/// How far a campaign has come.
#[derive(Debug, Clone)]
pub struct Progress {
    /// The campaign.
    pub stored: StoredCampaign,
    /// How many members stand where; together they are all members.
    pub counts: Vec<Count>,
    /// What calls may bring, as the plan in force says.
    pub outcomes: Vec<Outcome>,
}

/// The campaign with this id, and how far it has come.
///
/// # Errors
/// Not found, also outside the caller's scope.
pub async fn get(app: &Arc<App>, caller: &Caller, id: CampaignId) -> Result<Progress, Error> {
    caller.principal.require(Permission::CampaignRead)?;
    let scope = scope::of(&caller.principal);
    let policy = app.directory.current_policy()?;
    app.database
        .snapshot(move |tx| {
            let stored = rows::find(tx, id, &scope, Hold::None)?.ok_or(MISSING)?;
            let kind = policy.kind(&stored.campaign.kind);
            let plan = kind.and_then(|kind| kind.callback_plan.as_ref()).and_then(|code| policy.plan(code));
            let outcomes = plan.map(|plan| plan.outcomes.clone()).unwrap_or_default();
            Ok(Progress { counts: rows::counts(tx, id)?, stored, outcomes })
        })
        .await
}

/// One page of the campaigns of the caller's unit and those below.
///
/// # Errors
/// Forbidden.
pub async fn list(app: &Arc<App>, caller: &Caller, page: PageRequest) -> Result<Vec<StoredCampaign>, Error> {
    caller.principal.require(Permission::CampaignRead)?;
    let scope = scope::of(&caller.principal);
    app.database.read(move |tx| Ok(rows::list(tx, &scope, page)?)).await
}

/// One page of the members of a campaign: what each of its numbers counts.
///
/// # Errors
/// Not found, also outside the caller's scope.
pub async fn members(
    app: &Arc<App>,
    caller: &Caller,
    id: CampaignId,
    filter: MemberFilter,
    page: PageRequest,
) -> Result<Vec<Member>, Error> {
    caller.principal.require(Permission::CampaignRead)?;
    let scope = scope::of(&caller.principal);
    app.database
        .read(move |tx| {
            rows::find(tx, id, &scope, Hold::None)?.ok_or(MISSING)?;
            Ok(rows::members(tx, id, &filter, page)?)
        })
        .await
}
