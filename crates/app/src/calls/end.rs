//! Ending a call (挂机).

use std::sync::Arc;

use bihuan_domain::call;
use bihuan_domain::id::CallId;
use bihuan_domain::permission::Permission;
use bihuan_persistence::{calls, events};

use super::{VersionedCall, log_entry};
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// Ends a call.
///
/// # Errors
/// Not found, refused when it has ended, or changed by somebody else.
pub async fn end(
    app: &Arc<App>,
    caller: &Caller,
    id: CallId,
    expected: i64,
    reply: Reply<VersionedCall>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::CallHandle)?;
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        let found = calls::find(tx, id, &scope::of(&caller.principal))?;
        let (current, mut changed) = found.ok_or(Error::NotFound { what: "call" })?;
        if current != expected {
            return Err(Error::VersionConflict { current });
        }
        let event = call::end(&changed).map_err(Error::Refused)?;
        let now = inner.clock.now();
        call::apply(&mut changed, &event, now);
        calls::update(tx, &changed, current)?;
        events::append(tx, &[log_entry(&inner, &changed, &event, now, &caller)])?;
        Ok((current + 1, changed))
    })
    .await
}
