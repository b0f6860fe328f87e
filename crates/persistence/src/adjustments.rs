//! Adjustments: what upheld appeals change in figures. The tickets keep what they had.

use std::collections::HashMap;

use bihuan_domain::appeal::{Adjustment, Measure};
use bihuan_domain::id::{AppealId, TicketId};
use diesel::dsl::exists;
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::page::{PageRequest, Scope, keyset};
use crate::schema::{adjustments, ticket_scopes};
use crate::types::{Id, Instant};

/// Which adjustments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AdjustmentFilter {
    /// Of this measure.
    pub against: Option<String>,
    /// Of this ticket.
    pub ticket: Option<TicketId>,
}

type Row = (Id, Id, String, String, Option<String>, String, Instant);

/// Writes down what an upheld appeal changes; `unit_path` is the path of the unit that appealed.
pub fn insert(tx: &mut Tx<'_>, adjustment: &Adjustment, unit_path: &str) -> Result<(), DbError> {
    diesel::insert_into(adjustments::table)
        .values((
            adjustments::appeal_id.eq(Id::from(adjustment.appeal)),
            adjustments::ticket_id.eq(Id::from(adjustment.ticket)),
            adjustments::against.eq(adjustment.against.as_str()),
            adjustments::subject.eq(&adjustment.subject),
            adjustments::raw.eq(&adjustment.raw),
            adjustments::adjusted.eq(&adjustment.adjusted),
            adjustments::unit_path.eq(unit_path),
            adjustments::ruled_at.eq(Instant::from(adjustment.ruled_at)),
        ))
        .execute(tx.connection)?;
    Ok(())
}

/// The columns of a [`Row`].
macro_rules! columns {
    () => {
        (
            adjustments::appeal_id,
            adjustments::ticket_id,
            adjustments::against,
            adjustments::subject,
            adjustments::raw,
            adjustments::adjusted,
            adjustments::ruled_at,
        )
    };
}

/// One page of the adjustments of tickets in the scope, by the time of the ruling.
pub fn list(
    tx: &mut Tx<'_>,
    filter: &AdjustmentFilter,
    scope: &Scope,
    page: PageRequest,
) -> Result<Vec<Adjustment>, DbError> {
    let mut query = adjustments::table.select(columns!()).into_boxed();
    if let Some(against) = filter.against.clone() {
        query = query.filter(adjustments::against.eq(against));
    }
    if let Some(ticket) = filter.ticket {
        query = query.filter(adjustments::ticket_id.eq(Id::from(ticket)));
    }
    if let Scope::Under(subtree) = scope {
        let seen = ticket_scopes::table
            .filter(ticket_scopes::ticket_id.eq(adjustments::ticket_id))
            .filter(ticket_scopes::unit_path.ge(subtree.from.clone()))
            .filter(ticket_scopes::unit_path.lt(subtree.until.clone()));
        query = query.filter(exists(seen));
    }
    let query = keyset!(query, page, adjustments::ruled_at, adjustments::appeal_id);
    query.load::<Row>(tx.connection)?.into_iter().map(read).collect()
}

/// The adjustments of these tickets, each in the order of the rulings.
pub fn of_tickets(tx: &mut Tx<'_>, tickets: &[TicketId]) -> Result<HashMap<TicketId, Vec<Adjustment>>, DbError> {
    if tickets.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<Id> = tickets.iter().copied().map(Id::from).collect();
    let rows =
        adjustments::table.filter(adjustments::ticket_id.eq_any(ids)).select(columns!()).load::<Row>(tx.connection)?;
    let mut found: HashMap<TicketId, Vec<Adjustment>> = HashMap::new();
    for row in rows {
        let adjustment = read(row)?;
        found.entry(adjustment.ticket).or_default().push(adjustment);
    }
    found.values_mut().for_each(|of| of.sort_by_key(|adjustment| (adjustment.ruled_at, adjustment.appeal)));
    Ok(found)
}

/// Whether anything is adjusted at all.
pub fn any(tx: &mut Tx<'_>) -> Result<bool, DbError> {
    Ok(adjustments::table.select(adjustments::appeal_id).limit(1).first::<Id>(tx.connection).optional()?.is_some())
}

fn read((appeal, ticket, against, subject, raw, adjusted, ruled_at): Row) -> Result<Adjustment, DbError> {
    let known = Measure::ALL.iter().find(|measure| measure.as_str() == against);
    let unknown = || DbError::corrupt("adjustments", "against", appeal.0, "there is no such measure");
    Ok(Adjustment {
        appeal: AppealId::from(appeal),
        ticket: TicketId::from(ticket),
        against: *known.ok_or_else(unknown)?,
        subject,
        raw,
        adjusted,
        ruled_at: ruled_at.into(),
    })
}
