//! Opening a campaign.

use std::sync::Arc;

use bihuan_domain::campaign::Campaign;
use bihuan_domain::code::{ChannelCode, KindCode, TypeCode, UnitCode};
use bihuan_domain::id::CampaignId;
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::Policy;
use bihuan_persistence::campaigns as rows;

use super::{StoredCampaign, write_log};
use crate::App;
use crate::caller::Caller;
use crate::error::{Error, FieldError};
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// A campaign as asked for.
#[derive(Debug, Clone)]
pub struct NewCampaign {
    /// What people call it.
    pub name: String,
    /// What is to be said.
    pub description: String,
    /// The kind of its tickets; may be left out when the type says it.
    pub kind: Option<KindCode>,
    /// Their type.
    pub service_type: Option<TypeCode>,
    /// How lists arrive.
    pub channel: ChannelCode,
    /// The unit that calls; the caller's own when left out.
    pub unit: Option<UnitCode>,
}

/// Opens a campaign, with nobody on its list yet.
///
/// # Errors
/// Invalid when the kind is not outbound, or kind, type, channel or unit are unknown here.
pub async fn open(
    app: &Arc<App>,
    caller: &Caller,
    new: NewCampaign,
    reply: Reply<StoredCampaign>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::CampaignLead)?;
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    let kind = outbound_kind(&*app.directory.current_policy()?, &new)?;
    let unit = new.unit.clone().unwrap_or_else(|| caller.principal.unit.clone());
    let organisation = app.directory.organisation();
    let scope = scope::of(&caller.principal);
    let path = organisation.unit(&unit).map(|unit| unit.path.clone()).filter(|path| scope::contains(&scope, path));
    let path = path.ok_or_else(|| Error::invalid("/unit", "unknown"))?;
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        let now = inner.clock.now();
        let campaign = Campaign {
            id: CampaignId(inner.ids.id(now)),
            name: new.name.clone(),
            description: new.description.clone(),
            kind: kind.clone(),
            service_type: new.service_type.clone(),
            channel: new.channel.clone(),
            unit: unit.clone(),
            opened_by: caller.principal.user,
            opened_at: now,
            closed_at: None,
        };
        rows::insert(tx, &campaign, &path)?;
        write_log(&inner, tx, &caller, (&campaign, "opened", now), serde_json::json!({ "campaign": campaign }))?;
        Ok(StoredCampaign { campaign, version: 1 })
    })
    .await
}

/// The kind of the campaign's tickets, or everything that does not fit the policy.
fn outbound_kind(policy: &Policy, new: &NewCampaign) -> Result<KindCode, Error> {
    let mut errors = Vec::new();
    let node = new.service_type.as_ref().map(|code| policy.service_type(code));
    let node = match node {
        Some(None) => {
            errors.push(FieldError::new("/type", "unknown"));
            None
        }
        Some(Some(node)) => Some(node),
        None => None,
    };
    let code = new.kind.clone().or_else(|| node.map(|node| node.kind.clone()));
    let kind = code.as_ref().and_then(|code| policy.kind(code));
    match kind {
        None => errors.push(FieldError::new("/kind", "unknown")),
        Some(kind) if !kind.outbound => errors.push(FieldError::new("/kind", "not_outbound")),
        Some(kind) if node.is_some_and(|node| node.kind != kind.code) => {
            errors.push(FieldError::new("/type", "unknown"));
        }
        Some(_) => {}
    }
    if policy.channel(&new.channel).is_none() {
        errors.push(FieldError::new("/channel", "unknown"));
    }
    code.filter(|_| errors.is_empty()).ok_or(Error::Invalid(errors))
}
