//! Inspections (质检), and the rounds in which they were drawn.

use std::collections::HashMap;

use bihuan_domain::code::InspectionPlanCode;
use bihuan_domain::fact::{Fault, Looked};
use bihuan_domain::id::{InspectionId, TicketId};
use bihuan_domain::quality::{Inspection, StaffError};
use bihuan_domain::ticket::Ticket;
use bihuan_domain::time::Timestamp;
use diesel::dsl::{count_star, exists, not};
use diesel::prelude::*;

use super::{scoped, seen};
use crate::Tx;
use crate::connection::each;
use crate::error::DbError;
use crate::events::INSPECTION;
use crate::page::{Order, PageRequest, Position, Scope, keyset};
use crate::schema::{events, inspection_rounds, inspections, staff_errors, tickets};
use crate::types::{Id, Instant, Json};

/// An inspection and its version.
pub type Versioned = (i64, Inspection);

/// Which inspections.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InspectionFilter {
    /// Of this plan.
    pub plan: Option<InspectionPlanCode>,
    /// Of this month.
    pub period: Option<String>,
    /// Whether the sheet is filled in.
    pub done: Option<bool>,
}

/// How the tickets of a plan and a month did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Compliance {
    /// Tickets that were drawn.
    pub drawn: i64,
    /// Of these, inspected.
    pub inspected: i64,
    /// Of these, without any defect that stands.
    pub faultless: i64,
}

/// Notes that the lots of a plan and a month are drawn for the tickets of a unit and below.
///
/// # Errors
/// [`DbError::Unique`] when they were drawn before.
pub fn insert_round(
    tx: &mut Tx<'_>,
    plan: &InspectionPlanCode,
    period: &str,
    unit_path: &str,
    at: Timestamp,
) -> Result<(), DbError> {
    diesel::insert_into(inspection_rounds::table)
        .values((
            inspection_rounds::plan.eq(plan.as_str()),
            inspection_rounds::period.eq(period),
            inspection_rounds::unit_path.eq(unit_path),
            inspection_rounds::tickets.eq(0_i64),
            inspection_rounds::drawn_at.eq(Instant::from(at)),
        ))
        .execute(tx.connection)?;
    Ok(())
}

/// Notes how many tickets a round drew from.
pub fn count_round(
    tx: &mut Tx<'_>,
    plan: &InspectionPlanCode,
    period: &str,
    unit_path: &str,
    count: i64,
) -> Result<(), DbError> {
    let hit = diesel::update(inspection_rounds::table.find((plan.as_str(), period, unit_path)))
        .set(inspection_rounds::tickets.eq(count))
        .execute(tx.connection)?;
    DbError::guard(hit)
}

/// Tickets taken in a subtree that ended within a stretch of time, behind `after`, in the order in which they were
/// opened. `from` bounds the search: nothing is looked at that did not change since.
pub fn ended(
    tx: &mut Tx<'_>,
    scope: &Scope,
    (from, to): (Timestamp, Timestamp),
    after: Option<Position>,
    limit: i64,
) -> Result<Vec<Ticket>, DbError> {
    let within = events::table
        .filter(events::ticket_id.eq(tickets::id.nullable()))
        .filter(events::subject.eq("ticket"))
        .filter(events::name.eq_any(["archived", "answered_on_spot"]))
        .filter(events::at.ge(Instant::from(from)))
        .filter(events::at.lt(Instant::from(to)));
    let query = tickets::table
        .filter(tickets::opened_at.lt(Instant::from(to)))
        .filter(tickets::changed_at.ge(Instant::from(from)))
        .filter(exists(within))
        .select(tickets::document)
        .into_boxed();
    let query = scoped!(query, scope, tickets::accept_path);
    let page = PageRequest { after, limit, order: Order::OldestFirst };
    let rows = keyset!(query, page, tickets::opened_at, tickets::id).load::<Json<Ticket>>(tx.connection)?;
    Ok(rows.into_iter().map(|Json(ticket)| ticket).collect())
}

/// Adds an inspection; one that is there already stays. Answers whether it is new.
pub fn insert(tx: &mut Tx<'_>, inspection: &Inspection, unit_path: &str, at: Timestamp) -> Result<bool, DbError> {
    let row = (
        inspections::id.eq(Id::from(inspection.id)),
        inspections::plan.eq(inspection.plan.as_str()),
        inspections::period.eq(&inspection.period),
        inspections::ticket_id.eq(Id::from(inspection.ticket)),
        inspections::unit_path.eq(unit_path),
        inspections::drawn_at.eq(Instant::from(at)),
        inspections::done.eq(false),
        inspections::version.eq(1_i64),
        inspections::document.eq(Json(inspection.clone())),
    );
    let added = each!(tx, |connection| {
        diesel::insert_into(inspections::table).values(row).on_conflict_do_nothing().execute(connection)
    })?;
    Ok(added > 0)
}

/// Writes an inspection whose sheet was filled in.
///
/// # Errors
/// [`DbError::Stale`] when it was changed since it was read.
pub fn update(tx: &mut Tx<'_>, inspection: &Inspection, version: i64) -> Result<(), DbError> {
    let guarded =
        inspections::table.filter(inspections::id.eq(Id::from(inspection.id))).filter(inspections::version.eq(version));
    let hit = diesel::update(guarded)
        .set((
            inspections::done.eq(inspection.sheet.is_some()),
            inspections::version.eq(version + 1),
            inspections::document.eq(Json(inspection.clone())),
        ))
        .execute(tx.connection)?;
    DbError::guard(hit)
}

/// The inspection with this id, if the scope allows.
pub fn find(tx: &mut Tx<'_>, id: InspectionId, scope: &Scope) -> Result<Option<Versioned>, DbError> {
    let row = inspections::table
        .find(Id::from(id))
        .select((inspections::unit_path, inspections::version, inspections::document))
        .first::<(String, i64, Json<Inspection>)>(tx.connection)
        .optional()?;
    Ok(row.filter(|(path, ..)| seen(scope, path)).map(|(_, version, Json(inspection))| (version, inspection)))
}

/// One page of inspections.
pub fn list(
    tx: &mut Tx<'_>,
    filter: &InspectionFilter,
    scope: &Scope,
    page: PageRequest,
) -> Result<Vec<(Versioned, Timestamp)>, DbError> {
    let query =
        inspections::table.select((inspections::version, inspections::document, inspections::drawn_at)).into_boxed();
    let mut query = scoped!(query, scope, inspections::unit_path);
    if let Some(plan) = &filter.plan {
        query = query.filter(inspections::plan.eq(plan.as_str().to_owned()));
    }
    if let Some(period) = &filter.period {
        query = query.filter(inspections::period.eq(period.clone()));
    }
    if let Some(done) = filter.done {
        query = query.filter(inspections::done.eq(done));
    }
    let query = keyset!(query, page, inspections::drawn_at, inspections::id);
    let rows = query.load::<(i64, Json<Inspection>, Instant)>(tx.connection)?;
    Ok(rows.into_iter().map(|(version, Json(inspection), at)| ((version, inspection), at.into())).collect())
}

/// How the tickets of a plan and a month did.
pub fn compliance(
    tx: &mut Tx<'_>,
    plan: &InspectionPlanCode,
    period: &str,
    scope: &Scope,
) -> Result<Compliance, DbError> {
    let of_plan = || {
        let query = inspections::table
            .filter(inspections::plan.eq(plan.as_str().to_owned()))
            .filter(inspections::period.eq(period.to_owned()))
            .select(count_star())
            .into_boxed();
        scoped!(query, scope, inspections::unit_path)
    };
    let faulty = staff_errors::table
        .filter(staff_errors::inspection_id.eq(inspections::id.nullable()))
        .filter(staff_errors::stands.eq(true));
    Ok(Compliance {
        drawn: of_plan().first(tx.connection)?,
        inspected: of_plan().filter(inspections::done.eq(true)).first(tx.connection)?,
        faultless: of_plan().filter(inspections::done.eq(true)).filter(not(exists(faulty))).first(tx.connection)?,
    })
}

/// The inspections of these tickets whose sheets were filled in, with the defects that stand.
pub fn looked(tx: &mut Tx<'_>, tickets: &[TicketId]) -> Result<HashMap<TicketId, Vec<Looked>>, DbError> {
    let tickets: Vec<Id> = tickets.iter().copied().map(Id::from).collect();
    let done = inspections::table
        .filter(inspections::ticket_id.eq_any(tickets))
        .filter(inspections::done.eq(true))
        .order(inspections::id)
        .select(inspections::document)
        .load::<Json<Inspection>>(tx.connection)?;
    if done.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<Id> = done.iter().map(|Json(inspection)| inspection.id.into()).collect();
    let standing = staff_errors::table
        .filter(staff_errors::inspection_id.eq_any(ids))
        .filter(staff_errors::stands.eq(true))
        .order(staff_errors::id)
        .select(staff_errors::document)
        .load::<Json<StaffError>>(tx.connection)?;
    let mut faults: HashMap<InspectionId, Vec<Fault>> = HashMap::new();
    for Json(error) in standing {
        if let Some(inspection) = error.inspection {
            faults.entry(inspection).or_default().push(Fault { defect: error.defect, side: error.side });
        }
    }
    let mut found: HashMap<TicketId, Vec<Looked>> = HashMap::new();
    for Json(inspection) in done {
        let Some(sheet) = inspection.sheet else { continue };
        let faults = faults.remove(&inspection.id).unwrap_or_default();
        found.entry(inspection.ticket).or_default().push(Looked { inspection: inspection.id, at: sheet.at, faults });
    }
    Ok(found)
}

/// The people who had a hand in a ticket: whoever did something to it.
pub fn hands(tx: &mut Tx<'_>, ticket: TicketId) -> Result<Vec<bihuan_domain::id::UserId>, DbError> {
    let actors = events::table
        .filter(events::ticket_id.eq(Id::from(ticket)))
        .filter(events::subject.ne(INSPECTION))
        .select(events::actor)
        .load::<Json<bihuan_domain::actor::Actor>>(tx.connection)?;
    let mut people: Vec<_> = actors.iter().filter_map(|Json(actor)| actor.user()).collect();
    people.sort_unstable();
    people.dedup();
    Ok(people)
}
