//! Beginning a call.

use std::sync::Arc;

use bihuan_domain::call::{Call, CallEvent, Direction};
use bihuan_domain::code::ChannelCode;
use bihuan_domain::id::{CallId, CustomerId};
use bihuan_domain::permission::Permission;
use bihuan_persistence::{calls, customers, events};

use super::{VersionedCall, log_entry};
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};

/// A call as it arrives.
#[derive(Debug, Clone)]
pub struct NewCall {
    /// How it came.
    pub channel: ChannelCode,
    /// Who began it.
    pub direction: Direction,
    /// The other side's number.
    pub phone: Option<String>,
    /// The customer, when known.
    pub customer: Option<CustomerId>,
}

/// Begins a call with the caller as its agent.
///
/// # Errors
/// Invalid when the channel or the customer is unknown.
pub async fn begin(
    app: &Arc<App>,
    caller: &Caller,
    new: NewCall,
    reply: Reply<VersionedCall>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::CallHandle)?;
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    if app.directory.current_policy()?.channel(&new.channel).is_none() {
        return Err(Error::invalid("/channel", "unknown"));
    }
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        if let Some(customer) = new.customer
            && customers::find(tx, customer)?.is_none()
        {
            return Err(Error::invalid("/customerId", "unknown"));
        }
        let now = inner.clock.now();
        let call = Call {
            id: CallId(inner.ids.id(now)),
            channel: new.channel.clone(),
            direction: new.direction,
            phone: new.phone.clone(),
            customer: new.customer,
            agent: caller.principal.user,
            unit: caller.principal.unit.clone(),
            began_at: now,
            ended_at: None,
        };
        calls::insert(tx, &call, &caller.principal.unit_path)?;
        events::append(tx, &[log_entry(&inner, &call, &CallEvent::Began, now, &caller)])?;
        Ok((1, call))
    })
    .await
}
