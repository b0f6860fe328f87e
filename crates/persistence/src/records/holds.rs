//! Legal holds (封存): what may not be purged whatever its age.

use bihuan_domain::actor::Actor;
use bihuan_domain::id::{HoldId, TicketId};
use bihuan_domain::time::Timestamp;
use diesel::dsl::exists;
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::page::{PageRequest, Scope, keyset};
use crate::schema::{legal_holds, ticket_scopes};
use crate::types::{Id, Instant, Json};

/// A hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Its id.
    pub id: HoldId,
    /// The ticket of which nothing may be purged.
    pub ticket: TicketId,
    /// Why.
    pub reason: String,
    /// Since when.
    pub placed_at: Timestamp,
    /// By whom.
    pub placed_by: Actor,
    /// When it was lifted, by whom and why.
    pub lifted: Option<(Timestamp, Actor, String)>,
    /// Counts its changes.
    pub version: i64,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = legal_holds)]
#[diesel(treat_none_as_default_value = false)]
struct HoldRow {
    id: Id,
    ticket_id: Id,
    reason: String,
    placed_at: Instant,
    placed_by: Json<Actor>,
    lifted_at: Option<Instant>,
    lifted_by: Option<Json<Actor>>,
    lift_reason: Option<String>,
    version: i64,
}

impl From<HoldRow> for Hold {
    fn from(row: HoldRow) -> Self {
        let lifted = row.lifted_at.zip(row.lifted_by).zip(row.lift_reason);
        Self {
            id: row.id.into(),
            ticket: row.ticket_id.into(),
            reason: row.reason,
            placed_at: row.placed_at.into(),
            placed_by: row.placed_by.0,
            lifted: lifted.map(|((at, by), reason)| (at.into(), by.0, reason)),
            version: row.version,
        }
    }
}

/// The hold with this id, if the reader may see the ticket.
pub fn find(tx: &mut Tx<'_>, id: HoldId, scope: &Scope) -> Result<Option<Hold>, DbError> {
    let row = legal_holds::table.find(Id::from(id)).first::<HoldRow>(tx.connection).optional()?;
    match row.map(Hold::from) {
        Some(hold) if crate::cases::is_visible(tx, hold.ticket, scope)? => Ok(Some(hold)),
        _ => Ok(None),
    }
}

/// One page of holds on tickets that the reader may see.
pub fn list(tx: &mut Tx<'_>, ticket: Option<TicketId>, scope: &Scope, page: PageRequest) -> Result<Vec<Hold>, DbError> {
    let mut query = legal_holds::table.into_boxed();
    if let Some(ticket) = ticket {
        query = query.filter(legal_holds::ticket_id.eq(Id::from(ticket)));
    }
    if let Scope::Under(subtree) = scope {
        let seen = ticket_scopes::table
            .filter(ticket_scopes::ticket_id.eq(legal_holds::ticket_id))
            .filter(ticket_scopes::unit_path.ge(subtree.from.clone()))
            .filter(ticket_scopes::unit_path.lt(subtree.until.clone()));
        query = query.filter(exists(seen));
    }
    let rows = keyset!(query, page, legal_holds::placed_at, legal_holds::id).load::<HoldRow>(tx.connection)?;
    Ok(rows.into_iter().map(Hold::from).collect())
}

/// Places a hold.
pub fn insert(tx: &mut Tx<'_>, hold: &Hold) -> Result<(), DbError> {
    let row = HoldRow {
        id: hold.id.into(),
        ticket_id: hold.ticket.into(),
        reason: hold.reason.clone(),
        placed_at: hold.placed_at.into(),
        placed_by: Json(hold.placed_by.clone()),
        lifted_at: None,
        lifted_by: None,
        lift_reason: None,
        version: hold.version,
    };
    diesel::insert_into(legal_holds::table).values(row).execute(tx.connection)?;
    Ok(())
}

/// Lifts a hold.
///
/// # Errors
/// [`DbError::Stale`] when somebody has lifted it meanwhile.
pub fn lift(tx: &mut Tx<'_>, id: HoldId, at: Timestamp, by: &Actor, reason: &str) -> Result<(), DbError> {
    let open = legal_holds::table.filter(legal_holds::id.eq(Id::from(id))).filter(legal_holds::lifted_at.is_null());
    let hit = diesel::update(open)
        .set((
            legal_holds::lifted_at.eq(Some(Instant::from(at))),
            legal_holds::lifted_by.eq(Some(Json(by.clone()))),
            legal_holds::lift_reason.eq(Some(reason)),
            legal_holds::version.eq(legal_holds::version + 1),
        ))
        .execute(tx.connection)?;
    DbError::guard(hit)
}

/// Whether a hold is on the ticket.
pub fn is_held(tx: &mut Tx<'_>, ticket: TicketId) -> Result<bool, DbError> {
    let open =
        legal_holds::table.filter(legal_holds::ticket_id.eq(Id::from(ticket))).filter(legal_holds::lifted_at.is_null());
    Ok(diesel::select(exists(open)).get_result(tx.connection)?)
}
