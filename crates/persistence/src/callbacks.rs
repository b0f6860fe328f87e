//! Callbacks as lists.

use bihuan_domain::callback::Callback;
use bihuan_domain::id::{CallbackId, TicketId};
use diesel::dsl::exists;
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::page::{Order, PageRequest, Scope};
use crate::schema::{callbacks, ticket_scopes};
use crate::types::{Id, Instant, Json};

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
    let mut query = callbacks::table.select((callbacks::version, callbacks::document)).limit(page.limit).into_boxed();
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
    if let Some(position) = page.after {
        let (at, id) = (Instant::from(position.at), Id(position.id));
        query = match page.order {
            Order::OldestFirst => {
                query.filter(callbacks::due_at.ge(at)).filter(callbacks::due_at.gt(at).or(callbacks::id.gt(id)))
            }
            Order::NewestFirst => {
                query.filter(callbacks::due_at.le(at)).filter(callbacks::due_at.lt(at).or(callbacks::id.lt(id)))
            }
        };
    }
    let query = match page.order {
        Order::OldestFirst => query.order((callbacks::due_at.asc(), callbacks::id.asc())),
        Order::NewestFirst => query.order((callbacks::due_at.desc(), callbacks::id.desc())),
    };
    let rows = query.load::<(i64, Json<Callback>)>(tx.connection)?;
    Ok(rows.into_iter().map(|(version, Json(callback))| (version, callback)).collect())
}
