//! Writing a case: what differs between before and after, and the events that say why.

use std::collections::BTreeSet;

use bihuan_domain::case::Case;
use bihuan_domain::code::UnitCode;
use bihuan_domain::organisation::Organisation;
use bihuan_domain::phone;
use bihuan_domain::ticket::Ticket;
use bihuan_domain::work_order::WorkOrder;
use diesel::prelude::*;

use super::load::StoredCase;
use super::{clock_rows, scopes};
use crate::error::DbError;
use crate::events::{self, NewEvent};
use crate::schema::{callbacks, surveys, tickets, work_orders};
use crate::types::{Id, Instant, Json};
use crate::{Tx, wakes};

/// What is written besides the case itself.
#[derive(Debug, Clone, Copy)]
pub struct Changes<'a> {
    /// The case afterwards.
    pub after: &'a Case,
    /// What happened.
    pub events: &'a [NewEvent],
    /// Where units lie, for the scope.
    pub organisation: &'a Organisation,
}

impl Changes<'_> {
    fn path(&self, unit: &UnitCode) -> &str {
        self.organisation.unit(unit).map_or("", |unit| unit.path.as_str())
    }
}

/// Writes a new case.
///
/// # Errors
/// [`DbError::Unique`] on `tickets(system, external_id)` when the demand is here already.
pub fn insert(tx: &mut Tx<'_>, changes: Changes<'_>) -> Result<(), DbError> {
    let Case { ticket, work_orders: orders, clocks, .. } = changes.after;
    let external = ticket.demand.external.as_ref();
    let row = (
        tickets::id.eq(Id::from(ticket.id)),
        tickets::number.eq(&ticket.number),
        tickets::stage.eq(ticket.stage.as_str()),
        tickets::kind.eq(ticket.demand.kind.as_str()),
        tickets::channel.eq(ticket.demand.channel.as_str()),
        tickets::area.eq(ticket.demand.area.as_str()),
        tickets::system.eq(external.map(|external| external.system.as_str())),
        tickets::external_id.eq(external.map(|external| external.id.as_str())),
        tickets::phone_key.eq(phone_key(ticket)),
        tickets::customer_id.eq(ticket.demand.customer.map(Id::from)),
        tickets::accept_path.eq(changes.path(&ticket.accept_unit)),
        tickets::opened_at.eq(Instant::from(ticket.opened_at)),
        tickets::version.eq(1_i64),
        tickets::document.eq(Json(ticket.clone())),
    );
    diesel::insert_into(tickets::table).values(row).execute(tx.connection)?;
    for order in orders {
        insert_order(tx, order, changes)?;
    }
    clock_rows::store(tx, ticket.id, &[], clocks)?;
    finish(tx, None, changes)
}

fn phone_key(ticket: &Ticket) -> Option<String> {
    ticket.demand.contact.phone.as_deref().and_then(phone::normalise)
}

/// Writes what has changed. Every change counts up the ticket's version, and that of each part it touches.
///
/// # Errors
/// [`DbError::Stale`] when somebody else changed the case since it was loaded.
pub fn update(tx: &mut Tx<'_>, before: &StoredCase, changes: Changes<'_>) -> Result<(), DbError> {
    let ticket = &changes.after.ticket;
    let guarded =
        tickets::table.filter(tickets::id.eq(Id::from(ticket.id))).filter(tickets::version.eq(before.versions.ticket));
    let hit = diesel::update(guarded)
        .set((
            tickets::version.eq(before.versions.ticket + 1),
            tickets::stage.eq(ticket.stage.as_str()),
            tickets::document.eq(Json(ticket.clone())),
        ))
        .execute(tx.connection)?;
    DbError::guard(hit)?;
    for order in &changes.after.work_orders {
        match before.case.work_order(order.id) {
            None => insert_order(tx, order, changes)?,
            Some(earlier) if earlier != order => update_order(tx, before, order, changes)?,
            Some(_) => {}
        }
    }
    store_survey(tx, before, changes.after)?;
    store_callback(tx, before, changes.after)?;
    clock_rows::store(tx, ticket.id, &before.case.clocks, &changes.after.clocks)?;
    finish(tx, Some(&before.case), changes)
}

/// The alarm, the scopes and the log.
fn finish(tx: &mut Tx<'_>, before: Option<&Case>, changes: Changes<'_>) -> Result<(), DbError> {
    let after = changes.after;
    let wakeup = after.next_wakeup();
    if before.and_then(Case::next_wakeup) != wakeup {
        wakes::arm(tx, after.ticket.id, before.is_none(), wakeup)?;
    }
    let known = before.map(|case| touching(case, changes)).unwrap_or_default();
    let added = touching(after, changes).difference(&known).copied().collect();
    scopes::add(tx, after.ticket.id, &added)?;
    events::append(tx, changes.events)
}

/// Paths of the units that took the ticket or hold, or held, its work orders.
fn touching<'a>(case: &Case, changes: Changes<'a>) -> BTreeSet<&'a str> {
    let holders = case.work_orders.iter().flat_map(|order| order.route.iter().chain(order.crew.as_ref()));
    std::iter::once(&case.ticket.accept_unit)
        .chain(holders)
        .filter_map(|unit| changes.organisation.unit(unit))
        .map(|unit| unit.path.as_str())
        .collect()
}

fn holder_path<'a>(order: &WorkOrder, changes: Changes<'a>) -> &'a str {
    order.holder().and_then(|unit| changes.organisation.unit(unit)).map_or("", |unit| unit.path.as_str())
}

fn crew_path<'a>(order: &WorkOrder, changes: Changes<'a>) -> Option<&'a str> {
    order.crew.as_ref().and_then(|unit| changes.organisation.unit(unit)).map(|unit| unit.path.as_str())
}

fn insert_order(tx: &mut Tx<'_>, order: &WorkOrder, changes: Changes<'_>) -> Result<(), DbError> {
    let row = (
        work_orders::id.eq(Id::from(order.id)),
        work_orders::ticket_id.eq(Id::from(order.ticket)),
        work_orders::no.eq(i16::try_from(order.no).unwrap_or(i16::MAX)),
        work_orders::stage.eq(order.stage.as_str()),
        work_orders::holder_path.eq(holder_path(order, changes)),
        work_orders::crew_path.eq(crew_path(order, changes)),
        work_orders::dispatched_at.eq(Instant::from(order.dispatched_at)),
        work_orders::version.eq(1_i64),
        work_orders::document.eq(Json(order.clone())),
    );
    diesel::insert_into(work_orders::table).values(row).execute(tx.connection)?;
    Ok(())
}

fn update_order(tx: &mut Tx<'_>, before: &StoredCase, order: &WorkOrder, changes: Changes<'_>) -> Result<(), DbError> {
    let version = before.versions.work_orders.get(&order.id).copied().unwrap_or_default();
    diesel::update(work_orders::table.find(Id::from(order.id)))
        .set((
            work_orders::stage.eq(order.stage.as_str()),
            work_orders::holder_path.eq(holder_path(order, changes)),
            work_orders::crew_path.eq(crew_path(order, changes)),
            work_orders::version.eq(version + 1),
            work_orders::document.eq(Json(order.clone())),
        ))
        .execute(tx.connection)?;
    Ok(())
}

fn store_survey(tx: &mut Tx<'_>, before: &StoredCase, after: &Case) -> Result<(), DbError> {
    let Some(survey) = after.survey.as_ref().filter(|survey| before.case.survey.as_ref() != Some(survey)) else {
        return Ok(());
    };
    let same = before.case.survey.as_ref().is_some_and(|earlier| earlier.id == survey.id);
    if same {
        diesel::update(surveys::table.find(Id::from(survey.id)))
            .set((
                surveys::stage.eq(survey.stage.as_str()),
                surveys::version.eq(before.versions.survey + 1),
                surveys::document.eq(Json(survey.clone())),
            ))
            .execute(tx.connection)?;
    } else {
        diesel::insert_into(surveys::table)
            .values((
                surveys::id.eq(Id::from(survey.id)),
                surveys::ticket_id.eq(Id::from(survey.ticket)),
                surveys::stage.eq(survey.stage.as_str()),
                surveys::opened_at.eq(Instant::from(survey.opened_at)),
                surveys::version.eq(1_i64),
                surveys::document.eq(Json(survey.clone())),
            ))
            .execute(tx.connection)?;
    }
    Ok(())
}

fn store_callback(tx: &mut Tx<'_>, before: &StoredCase, after: &Case) -> Result<(), DbError> {
    let earlier = before.case.callback.as_ref();
    let Some(callback) = after.callback.as_ref().filter(|callback| earlier != Some(callback)) else {
        return Ok(());
    };
    if earlier.is_some_and(|earlier| earlier.id == callback.id) {
        diesel::update(callbacks::table.find(Id::from(callback.id)))
            .set((
                callbacks::stage.eq(callback.stage.as_str()),
                callbacks::due_at.eq(Instant::from(callback.due_at)),
                callbacks::version.eq(before.versions.callback + 1),
                callbacks::document.eq(Json(callback.clone())),
            ))
            .execute(tx.connection)?;
    } else {
        diesel::insert_into(callbacks::table)
            .values((
                callbacks::id.eq(Id::from(callback.id)),
                callbacks::ticket_id.eq(Id::from(callback.ticket)),
                callbacks::stage.eq(callback.stage.as_str()),
                callbacks::due_at.eq(Instant::from(callback.due_at)),
                callbacks::version.eq(1_i64),
                callbacks::document.eq(Json(callback.clone())),
            ))
            .execute(tx.connection)?;
    }
    Ok(())
}
