//! Reading a case.

use std::collections::BTreeMap;

use bihuan_domain::callback::Callback;
use bihuan_domain::case::Case;
use bihuan_domain::id::{TicketId, WorkOrderId};
use bihuan_domain::survey::Survey;
use bihuan_domain::ticket::{Ticket, TicketStage};
use bihuan_domain::work_order::WorkOrder;
use diesel::prelude::*;

use super::clock_rows;
use crate::Tx;
use crate::connection::AnyConnection;
use crate::error::DbError;
use crate::schema::{callbacks, surveys, tickets, work_orders};
use crate::types::{Id, Json};

/// A case as stored, with the versions of its parts.
#[derive(Debug, Clone)]
pub struct StoredCase {
    /// The case.
    pub case: Case,
    /// The versions of its parts.
    pub versions: CaseVersions,
}

/// The versions of the parts of a case; each counts the changes to its part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseVersions {
    /// The ticket's: counts every change to the case.
    pub ticket: i64,
    /// The work orders'.
    pub work_orders: BTreeMap<WorkOrderId, i64>,
    /// The callback's.
    pub callback: i64,
    /// The survey's.
    pub survey: i64,
}

/// Whether the ticket is locked until the end of the transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadLock {
    /// Read only.
    None,
    /// Wait for others that hold it.
    Wait,
    /// Answer nothing when somebody else holds it.
    SkipLocked,
}

/// The case of this ticket, as decisions need it: the callback and the survey only while the callback is open.
pub fn load(tx: &mut Tx<'_>, id: TicketId, lock: LoadLock) -> Result<Option<StoredCase>, DbError> {
    let Some((version, ticket)) = load_ticket(tx, id, lock)? else { return Ok(None) };
    let with_callback = ticket.stage == TicketStage::CallbackDue;
    complete(tx, version, ticket, with_callback).map(Some)
}

/// The case of this ticket, with the callback and survey of the latest round, for people to look at.
pub fn latest_case(tx: &mut Tx<'_>, id: TicketId) -> Result<Option<StoredCase>, DbError> {
    let Some((version, ticket)) = load_ticket(tx, id, LoadLock::None)? else { return Ok(None) };
    let with_callback = ticket.department_done_at.is_some();
    complete(tx, version, ticket, with_callback).map(Some)
}

fn load_ticket(tx: &mut Tx<'_>, id: TicketId, lock: LoadLock) -> Result<Option<(i64, Ticket)>, DbError> {
    let query = tickets::table.find(Id::from(id)).select((tickets::version, tickets::document));
    let row: Option<(i64, Json<Ticket>)> = match (&mut *tx.connection, lock) {
        (AnyConnection::Postgres(connection), LoadLock::Wait) => query.for_update().first(connection),
        (AnyConnection::Postgres(connection), LoadLock::SkipLocked) => {
            query.for_update().skip_locked().first(connection)
        }
        (AnyConnection::Postgres(connection), LoadLock::None) => query.first(connection),
        // One writer at a time: nobody else can hold it.
        (AnyConnection::Sqlite(connection), _) => query.first(connection),
    }
    .optional()?;
    Ok(row.map(|(version, Json(ticket))| (version, ticket)))
}

fn complete(tx: &mut Tx<'_>, version: i64, ticket: Ticket, with_callback: bool) -> Result<StoredCase, DbError> {
    let id = Id::from(ticket.id);
    let mut versions = CaseVersions { ticket: version, ..CaseVersions::default() };
    let mut case = Case { ticket, work_orders: Vec::new(), callback: None, survey: None, clocks: Vec::new() };
    if case.ticket.dispatched_at.is_some() {
        let orders = work_orders::table
            .filter(work_orders::ticket_id.eq(id))
            .order(work_orders::no)
            .select((work_orders::version, work_orders::document))
            .load::<(i64, Json<WorkOrder>)>(tx.connection)?;
        for (version, Json(order)) in orders {
            versions.work_orders.insert(order.id, version);
            case.work_orders.push(order);
        }
    }
    if with_callback {
        let callback = callbacks::table
            .filter(callbacks::ticket_id.eq(id))
            .order(callbacks::id.desc())
            .select((callbacks::version, callbacks::document))
            .first::<(i64, Json<Callback>)>(tx.connection)
            .optional()?;
        if let Some((version, Json(callback))) = callback {
            let (survey_version, Json(survey)) = surveys::table
                .find(Id::from(callback.survey))
                .select((surveys::version, surveys::document))
                .first::<(i64, Json<Survey>)>(tx.connection)?;
            versions.callback = version;
            versions.survey = survey_version;
            case.callback = Some(callback);
            case.survey = Some(survey);
        }
    }
    case.clocks = clock_rows::list(tx, case.ticket.id)?;
    Ok(StoredCase { case, versions })
}
