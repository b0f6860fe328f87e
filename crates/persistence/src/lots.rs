//! Lots of callback samples: whom they took, and what came of it.

use bihuan_domain::callback::{Callback, CallbackStage, Cause};
use bihuan_domain::code::PlanCode;
use bihuan_domain::id::{CallbackId, TicketId};
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::locks;
use crate::page::Scope;
use crate::schema::{callback_lots, callbacks};
use crate::types::{Id, Json};

/// A lot that was drawn for a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LotRecord {
    /// The ticket.
    pub ticket: TicketId,
    /// The kind of its demand then.
    pub kind: String,
    /// The lot.
    pub lot: i32,
    /// How many in a hundred were to be taken.
    pub percent: i16,
    /// Whether it was taken.
    pub taken: bool,
}

/// The lots of a plan and of a month, lowest first, at most `limit`.
pub fn drawn(
    tx: &mut Tx<'_>,
    plan: &PlanCode,
    month: &str,
    scope: &Scope,
    limit: i64,
) -> Result<Vec<LotRecord>, DbError> {
    let columns = (
        callback_lots::ticket_id,
        callback_lots::kind,
        callback_lots::lot,
        callback_lots::percent,
        callback_lots::taken,
    );
    let mut query = callback_lots::table
        .filter(callback_lots::plan.eq(plan.as_str()))
        .filter(callback_lots::period.eq(month))
        .select(columns)
        .into_boxed();
    if let Scope::Under(subtree) = scope {
        query = query
            .filter(callback_lots::unit_path.ge(subtree.from.clone()))
            .filter(callback_lots::unit_path.lt(subtree.until.clone()));
    }
    let rows = query.order((callback_lots::lot.asc(), callback_lots::ticket_id.asc())).limit(limit);
    let rows: Vec<(Id, String, i32, i16, bool)> = rows.load(tx.connection)?;
    Ok(rows
        .into_iter()
        .map(|(ticket, kind, lot, percent, taken)| LotRecord { ticket: ticket.into(), kind, lot, percent, taken })
        .collect())
}

/// The calls that a plan made for the tickets whose lots were drawn in a month: ticket, call and where it stands, oldest
/// first.
pub fn calls(
    tx: &mut Tx<'_>,
    plan: &PlanCode,
    month: &str,
) -> Result<Vec<(TicketId, CallbackId, CallbackStage)>, DbError> {
    let drawn = callback_lots::table
        .filter(callback_lots::plan.eq(plan.as_str()))
        .filter(callback_lots::period.eq(month))
        .select(callback_lots::ticket_id);
    let rows: Vec<(Id, Id, String)> = callbacks::table
        .filter(callbacks::ticket_id.eq_any(drawn))
        .filter(callbacks::plan.eq(plan.as_str()))
        .order(callbacks::id.asc())
        .select((callbacks::ticket_id, callbacks::id, callbacks::stage))
        .load(tx.connection)?;
    let known = |(ticket, id, stage): (Id, Id, String)| {
        let stage = CallbackStage::ALL.iter().copied().find(|known| known.as_str() == stage);
        let stage = stage.ok_or_else(|| DbError::corrupt("callbacks", "stage", id.0, "there is no such stage"))?;
        Ok((ticket.into(), id.into(), stage))
    };
    rows.into_iter().map(known).collect()
}

/// The calls that have been replaced already, of those that a plan made for the lots of a month.
pub fn replaced(tx: &mut Tx<'_>, plan: &PlanCode, month: &str) -> Result<Vec<CallbackId>, DbError> {
    let left_out = callback_lots::table
        .filter(callback_lots::plan.eq(plan.as_str()))
        .filter(callback_lots::period.eq(month))
        .filter(callback_lots::taken.eq(false))
        .select(callback_lots::ticket_id);
    let added: Vec<Json<Callback>> = callbacks::table
        .filter(callbacks::ticket_id.eq_any(left_out))
        .filter(callbacks::plan.eq(plan.as_str()))
        .select(callbacks::document)
        .load(tx.connection)?;
    let replaced = added.into_iter().filter_map(|Json(callback)| match callback.cause {
        Cause::Replaces { callback } => Some(callback),
        Cause::All | Cause::Drawn { .. } | Cause::ToppedUp => None,
    });
    Ok(replaced.collect())
}

/// Makes others who add to the sample of this plan wait until this transaction ends: what two add at once would be too much.
pub fn lock(tx: &mut Tx<'_>, plan: &PlanCode) -> Result<(), DbError> {
    locks::lock(tx, &format!("sample/{plan}"))
}
