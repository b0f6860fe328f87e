//! Callbacks as lists.

use bihuan_domain::callback::Callback;
use bihuan_domain::id::{CallbackId, TicketId};
use diesel::dsl::exists;
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::page::{PageRequest, Scope, keyset};
use crate::schema::{callbacks, ticket_scopes};
use crate::types::{Id, Json};

/// Which callbacks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CallbackFilter {
    /// In this stage.
    pub stage: Option<String>,
    /// Of this ticket.
    pub ticket: Option<TicketId>,
}

/// A callback and its version.
pub type VersionedCallback = (i64, Callback);

/// The callback with this id.
pub fn find(tx: &mut Tx<'_>, id: CallbackId) -> Result<Option<VersionedCallback>, DbError> {
    let row = callbacks::table
        .find(Id::from(id))
        .select((callbacks::version, callbacks::document))
        .first::<(i64, Json<Callback>)>(tx.connection)
        .optional()?;
    Ok(row.map(|(version, Json(callback))| (version, callback)))
}

/// One page of the callbacks of tickets in the scope.
pub fn list(
    tx: &mut Tx<'_>,
    filter: &CallbackFilter,
    scope: &Scope,
    page: PageRequest,
) -> Result<Vec<VersionedCallback>, DbError> {
    let mut query = callbacks::table.select((callbacks::version, callbacks::document)).into_boxed();
    if let Some(stage) = filter.stage.clone() {
        query = query.filter(callbacks::stage.eq(stage));
    }
    if let Some(ticket) = filter.ticket {
        query = query.filter(callbacks::ticket_id.eq(Id::from(ticket)));
    }
    if let Scope::Under(subtree) = scope {
        let seen = ticket_scopes::table
            .filter(ticket_scopes::ticket_id.eq(callbacks::ticket_id))
            .filter(ticket_scopes::unit_path.ge(subtree.from.clone()))
            .filter(ticket_scopes::unit_path.lt(subtree.until.clone()));
        query = query.filter(exists(seen));
    }
    let query = keyset!(query, page, callbacks::due_at, callbacks::id);
    let rows = query.load::<(i64, Json<Callback>)>(tx.connection)?;
    Ok(rows.into_iter().map(|(version, Json(callback))| (version, callback)).collect())
}
