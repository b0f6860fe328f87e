//! What comes again and again within a period.

use std::collections::BTreeMap;

use bihuan_domain::fact::{Family, Flag, Standing};
use bihuan_domain::id::TicketId;
use bihuan_domain::matter::together;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::query::FactFilter;
use crate::error::DbError;
use crate::schema::facts;
use crate::types::Id;
use crate::{Tx, matters};

/// What makes two tickets alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alike {
    /// The same matter.
    Matter,
    /// The same type.
    ServiceType,
    /// The same type on the same line.
    TypeAndLine,
}

/// Tickets that are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// Their kind.
    pub kind: String,
    /// Their type, when all have the same.
    pub service_type: Option<String>,
    /// The line they lie on, when that is what makes them alike.
    pub line: Option<String>,
    /// The tickets, in the order of their opening.
    pub tickets: Vec<TicketId>,
}

fn under(filter: &FactFilter) -> (String, String) {
    filter
        .under
        .as_ref()
        .map_or_else(|| (String::new(), String::from('~')), |under| (under.from.clone(), under.until.clone()))
}

/// Matter, kind, type, line, ticket.
type Row = (Option<String>, String, Option<String>, Option<String>, Id);

/// Which matter each row is of: the same customer about the same kind of thing at the same place, or what the policy calls the
/// same matter, whoever of a household asked. None where nobody knows.
fn matters_of(tx: &mut Tx<'_>, rows: &[Row]) -> Result<Vec<Option<String>>, DbError> {
    let tickets: Vec<TicketId> = rows.iter().map(|row| row.4.into()).collect();
    let mut known = matters::keys_of_each(tx, &tickets)?;
    let keys = |(row, ticket): (&Row, &TicketId)| {
        let own = row.0.iter().map(|matter| format!("fact {matter}"));
        own.chain(known.remove(ticket).unwrap_or_default()).collect::<Vec<_>>()
    };
    let keys: Vec<Vec<String>> = rows.iter().zip(&tickets).map(keys).collect();
    let named = |(lead, keys): (usize, &Vec<String>)| (!keys.is_empty()).then(|| lead.to_string());
    Ok(together(&keys).into_iter().zip(&keys).map(named).collect())
}

/// Accepted tickets of these kinds (all when empty) that are alike, where there are at least so many, most first.
pub fn repeats(
    tx: &mut Tx<'_>,
    filter: &FactFilter,
    kinds: &[String],
    alike: Alike,
    at_least: usize,
) -> Result<Vec<Repeated>, DbError> {
    let (from, until) = under(filter);
    let mut query = facts::table
        .filter(facts::family.eq(Family::Ticket.as_str()))
        .filter(facts::standing.ne(Standing::Adjusted.as_str()))
        .filter(facts::begun_day.between(filter.from.number(), filter.to.number()))
        .filter(facts::unit_path.ge(from))
        .filter(facts::unit_path.lt(until))
        .filter(sql::<Bool>(&format!("(flags & {}) <> 0", Flag::Accepted.bit())))
        .filter(sql::<Bool>(&format!("(flags & {}) = 0", Flag::Cancelled.bit())))
        .into_boxed();
    if !kinds.is_empty() {
        query = query.filter(facts::kind.eq_any(kinds));
    }
    let rows = query
        .order((facts::opened_at, facts::subject_id))
        .select((facts::matter, facts::kind, facts::service_type, facts::line, facts::ticket_id))
        .load::<Row>(tx.connection)?;
    let matters = if alike == Alike::Matter { matters_of(tx, &rows)? } else { vec![None; rows.len()] };
    let mut groups: BTreeMap<(String, Option<String>), Repeated> = BTreeMap::new();
    for ((_, kind, service_type, line, ticket), matter) in rows.into_iter().zip(matters) {
        let (key, line) = match alike {
            Alike::Matter => (matter, None),
            Alike::ServiceType => (service_type.clone(), None),
            Alike::TypeAndLine => (service_type.clone().filter(|_| line.is_some()), line),
        };
        let Some(key) = key.map(|key| (key, line.clone())) else { continue };
        let first = Repeated { kind, service_type: service_type.clone(), line, tickets: Vec::new() };
        let group = groups.entry(key).or_insert(first);
        if group.service_type != service_type {
            group.service_type = None;
        }
        group.tickets.push(ticket.into());
    }
    let mut found: Vec<Repeated> = groups.into_values().filter(|group| group.tickets.len() >= at_least).collect();
    found.sort_by(|left, right| {
        right.tickets.len().cmp(&left.tickets.len()).then_with(|| left.tickets.cmp(&right.tickets))
    });
    Ok(found)
}

/// The tickets of callbacks that ended in the period and that the review found wanting, of these kinds (all when empty), in
/// the order of the callbacks. Those of `unqualified_callback_rate`, one by one.
pub fn unqualified(tx: &mut Tx<'_>, filter: &FactFilter, kinds: &[String]) -> Result<Vec<TicketId>, DbError> {
    let (from, until) = under(filter);
    let mut query = facts::table
        .filter(facts::family.eq(Family::Callback.as_str()))
        .filter(facts::standing.ne(Standing::Adjusted.as_str()))
        .filter(facts::done_day.between(filter.from.number(), filter.to.number()))
        .filter(facts::unit_path.ge(from))
        .filter(facts::unit_path.lt(until))
        .filter(sql::<Bool>(&format!("(flags & {}) <> 0", Flag::Unqualified.bit())))
        .filter(sql::<Bool>(&format!("(flags & {}) <> 0", Flag::Due.bit())))
        .into_boxed();
    if !kinds.is_empty() {
        query = query.filter(facts::kind.eq_any(kinds));
    }
    let rows = query.order(facts::subject_id).select(facts::ticket_id).load::<Id>(tx.connection)?;
    Ok(rows.into_iter().map(Into::into).collect())
}
