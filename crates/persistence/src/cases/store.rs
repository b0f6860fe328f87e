//! Writing cases: what differs between before and after, and the events that say why.
//!
//! Table by table for any number of cases at once: a single change is a batch of one, and a new case is a change of nothing.

use bihuan_domain::case::Case;
use bihuan_domain::code::UnitCode;
use bihuan_domain::organisation::Organisation;
use bihuan_domain::phone;
use bihuan_domain::ticket::Ticket;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::load::StoredCase;
use super::{clock_rows, help_rows, lot_rows, member_rows, merge_rows, order_rows, round_rows, scopes};
use crate::error::DbError;
use crate::events::{self, NewEvent};
use crate::records;
use crate::rows::update_rows;
use crate::schema::tickets;
use crate::types::{DbInstant, DbJson, DbUuid, Id, Instant, Json};
use crate::wakes::{self, Arming};
use crate::{Tx, connection};

/// What is written besides the case itself.
#[derive(Debug, Clone, Copy)]
pub struct Changes<'a> {
    /// The case afterwards.
    pub after: &'a Case,
    /// What happened.
    pub events: &'a [NewEvent],
    /// When: never before the last change of the case.
    pub at: Timestamp,
    /// Where units lie, for the scope.
    pub organisation: &'a Organisation,
    /// The year in which `at` lies in the policy's zone: records are numbered by it.
    pub year: i16,
}

/// A case before and after.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step<'a> {
    /// None for a new case.
    pub(super) before: Option<&'a StoredCase>,
    pub(super) changes: Changes<'a>,
}

impl<'a> Step<'a> {
    pub(super) fn case_before(self) -> Option<&'a Case> {
        self.before.map(|stored| &stored.case)
    }

    pub(super) fn after(self) -> &'a Case {
        self.changes.after
    }

    /// The path of a unit; none for a unit that is gone.
    pub(super) fn path(self, unit: &UnitCode) -> Option<&'a str> {
        self.changes.organisation.unit(unit).map(|unit| unit.path.as_str())
    }
}

/// Writes a new case.
///
/// # Errors
/// [`DbError::Unique`] on `tickets(system, external_id)` when the demand is here already.
pub fn insert(tx: &mut Tx<'_>, changes: Changes<'_>) -> Result<(), DbError> {
    let ticket = &changes.after.ticket;
    let step = Step { before: None, changes };
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
        tickets::call_id.eq(ticket.demand.call.map(Id::from)),
        tickets::accept_path.eq(step.path(&ticket.accept_unit).unwrap_or_default()),
        tickets::opened_at.eq(Instant::from(ticket.opened_at)),
        tickets::changed_at.eq(Instant::from(changes.at)),
        tickets::version.eq(1_i64),
        tickets::document.eq(Json(ticket)),
    );
    connection::each!(tx, |connection| diesel::insert_into(tickets::table).values(row).execute(connection))?;
    store_parts(tx, &[step])
}

fn phone_key(ticket: &Ticket) -> Option<String> {
    ticket.demand.contact.phone.as_deref().and_then(phone::normalise)
}

/// Writes what has changed. Every change counts up the ticket's version, and that of each part it touches.
///
/// # Errors
/// [`DbError::Stale`] when somebody else changed the case since it was loaded.
pub fn update(tx: &mut Tx<'_>, before: &StoredCase, changes: Changes<'_>) -> Result<(), DbError> {
    update_all(tx, &[(before, changes)])
}

/// The same for several cases, with as many statements as for one where the engine can.
///
/// # Errors
/// [`DbError::Stale`] when somebody else changed one of them since it was loaded.
pub fn update_all(tx: &mut Tx<'_>, all: &[(&StoredCase, Changes<'_>)]) -> Result<(), DbError> {
    let steps: Vec<Step<'_>> =
        all.iter().map(|(before, changes)| Step { before: Some(before), changes: *changes }).collect();
    store_tickets(tx, all)?;
    refile(tx, all)?;
    store_parts(tx, &steps)
}

/// What time brings about leaves the ticket itself alone as a rule: then its document need not be written again.
fn store_tickets(tx: &mut Tx<'_>, all: &[(&StoredCase, Changes<'_>)]) -> Result<(), DbError> {
    let (counted, changed): (Vec<_>, Vec<_>) =
        all.iter().copied().partition(|(before, changes)| before.case.ticket == changes.after.ticket);
    let mut hit = update_rows!(tx, tickets, counted.as_slice(), |row| {
        id: DbUuid = Id::from(row.1.after.ticket.id),
        version: BigInt = row.0.versions.ticket,
    } set {
        version: BigInt = row.0.versions.ticket + 1,
        changed_at: DbInstant = Instant::from(row.1.at),
    })?;
    hit += update_rows!(tx, tickets, changed.as_slice(), |row| {
        id: DbUuid = Id::from(row.1.after.ticket.id),
        version: BigInt = row.0.versions.ticket,
    } set {
        version: BigInt = row.0.versions.ticket + 1,
        stage: Text = row.1.after.ticket.stage.as_str(),
        changed_at: DbInstant = Instant::from(row.1.at),
        document: DbJson = Json(&row.1.after.ticket),
    })?;
    if hit < all.len() { Err(DbError::Stale) } else { Ok(()) }
}

/// Files tickets anew under what they are found by, where that changed. It is rare: nothing is asked of the database otherwise.
fn refile(tx: &mut Tx<'_>, all: &[(&StoredCase, Changes<'_>)]) -> Result<(), DbError> {
    let filed = |ticket: &Ticket| {
        let demand = &ticket.demand;
        (demand.kind.clone(), demand.channel.clone(), demand.area.clone(), demand.customer, phone_key(ticket))
    };
    for (before, changes) in all {
        let (ticket, (kind, channel, area, customer, phone_key)) =
            (&changes.after.ticket, filed(&changes.after.ticket));
        if before.case.ticket.demand == ticket.demand || filed(&before.case.ticket) == filed(ticket) {
            continue;
        }
        let row = (
            tickets::kind.eq(kind.as_str()),
            tickets::channel.eq(channel.as_str()),
            tickets::area.eq(area.as_str()),
            tickets::phone_key.eq(phone_key),
            tickets::customer_id.eq(customer.map(Id::from)),
        );
        diesel::update(tickets::table.find(Id::from(ticket.id))).set(row).execute(tx.connection)?;
    }
    Ok(())
}

/// Everything but the tickets themselves.
fn store_parts(tx: &mut Tx<'_>, steps: &[Step<'_>]) -> Result<(), DbError> {
    order_rows::store(tx, steps)?;
    round_rows::store_surveys(tx, steps)?;
    round_rows::store_callbacks(tx, steps)?;
    lot_rows::store(tx, steps)?;
    merge_rows::store(tx, steps)?;
    help_rows::store(tx, steps)?;
    member_rows::store(tx, steps)?;
    clock_rows::store(tx, steps)?;
    let armings: Vec<Arming> = steps.iter().filter_map(|step| arming(*step)).collect();
    wakes::arm(tx, &armings)?;
    scopes::store(tx, steps)?;
    events::append(tx, steps.iter().flat_map(|step| step.changes.events))?;
    // Last of all: the series of the records stay locked until the transaction ends.
    records::of_events(tx, steps.iter().map(|step| step.changes))
}

/// How the alarm of a case changes, if it does.
fn arming(step: Step<'_>) -> Option<Arming> {
    let (before, at) = (step.case_before().and_then(Case::next_wakeup), step.after().next_wakeup());
    (before != at).then_some(Arming { ticket: step.after().ticket.id, first: step.before.is_none(), at })
}
