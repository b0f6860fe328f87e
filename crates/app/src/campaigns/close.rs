//! Closing a campaign.

use std::sync::Arc;

use bihuan_domain::id::CampaignId;
use bihuan_domain::permission::Permission;
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_persistence::campaigns::{self as rows, Hold};

use super::{MISSING, StoredCampaign, write_log};
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// Closes a campaign: nobody is put on its list any more, and whoever was not reached is taken off it soon after.
///
/// # Errors
/// Refused when it was closed already.
pub async fn close(
    app: &Arc<App>,
    caller: &Caller,
    id: CampaignId,
    reply: Reply<StoredCampaign>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::CampaignLead)?;
    let (inner, caller, scope) = (app.clone(), caller.clone(), scope::of(&caller.principal));
    reply::once(app, reply, move |tx| {
        let StoredCampaign { mut campaign, version } = rows::find(tx, id, &scope, Hold::Lock)?.ok_or(MISSING)?;
        if campaign.closed_at.is_some() {
            return Err(Error::Refused(Refusal::new(RefusalCode::CampaignClosed)));
        }
        let now = inner.clock.now();
        campaign.closed_at = Some(now);
        rows::close(tx, &campaign)?;
        write_log(&inner, tx, &caller, (&campaign, "closed", now), serde_json::json!({}))?;
        Ok(StoredCampaign { campaign, version: version + 1 })
    })
    .await
}
