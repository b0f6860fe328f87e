//! Reading a case.

use std::collections::BTreeMap;

use bihuan_domain::case::Case;
use bihuan_domain::id::{CallbackId, SurveyId, TicketId, WorkOrderId};
use bihuan_domain::ticket::{Ticket, TicketStage};
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;

use super::round_rows::Round;
use super::{clock_rows, order_rows, round_rows};
use crate::Tx;
use crate::connection::AnyConnection;
use crate::error::DbError;
use crate::schema::tickets;
use crate::types::{Id, Instant, Json};

/// A case as stored, with the versions of its parts.
#[derive(Debug, Clone)]
pub struct StoredCase {
    /// The case.
    pub case: Case,
    /// The versions of its parts.
    pub versions: CaseVersions,
    /// When it was changed last, by the clock of the node that changed it.
    pub changed_at: Timestamp,
}

/// The versions of the parts of a case; each counts the changes to its part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseVersions {
    /// The ticket's: counts every change to the case.
    pub ticket: i64,
    /// The work orders'.
    pub work_orders: BTreeMap<WorkOrderId, i64>,
    /// The callbacks'.
    pub callbacks: BTreeMap<CallbackId, i64>,
    /// The surveys'.
    pub surveys: BTreeMap<SurveyId, i64>,
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

/// The case of this ticket, as decisions need it: callbacks and their surveys only where they matter.
pub fn load(tx: &mut Tx<'_>, id: TicketId, lock: LoadLock) -> Result<Option<StoredCase>, DbError> {
    let ticket = load_ticket(tx, id, lock)?;
    Ok(complete(tx, ticket.into_iter().collect(), in_callback)?.pop())
}

/// The case of this ticket, with the callback and survey of the latest round, for people to look at.
pub fn latest_case(tx: &mut Tx<'_>, id: TicketId) -> Result<Option<StoredCase>, DbError> {
    let ticket = load_ticket(tx, id, LoadLock::None)?;
    Ok(complete(tx, ticket.into_iter().collect(), |ticket| ticket.department_done_at.is_some())?.pop())
}

/// The cases of these tickets, without callbacks and surveys.
pub(crate) fn without_callbacks(tx: &mut Tx<'_>, tickets: Vec<Ticket>) -> Result<Vec<Case>, DbError> {
    let ids: Vec<Id> = tickets.iter().map(|ticket| ticket.id.into()).collect();
    let dispatched = tickets.iter().filter(|ticket| ticket.dispatched_at.is_some());
    let mut orders = order_rows::list(tx, &dispatched.map(|ticket| ticket.id.into()).collect::<Vec<_>>())?;
    let mut clocks = clock_rows::list(tx, &ids)?;
    let cases = tickets.into_iter().map(|ticket| {
        let work_orders = orders.remove(&ticket.id).unwrap_or_default();
        let work_orders = work_orders.into_iter().map(|(_, order)| order).collect();
        let clocks = clocks.remove(&ticket.id).unwrap_or_default();
        Case { ticket, work_orders, callback: None, survey: None, aftercare: Vec::new(), answered: Vec::new(), clocks }
    });
    Ok(cases.collect())
}

/// Whether a decision needs the callback: while the customer is asked, and afterwards, as what he answered no longer counts
/// once the matter is taken up again.
pub(super) fn in_callback(ticket: &Ticket) -> bool {
    let asked =
        matches!(ticket.stage, TicketStage::CallbackDue | TicketStage::Answered { .. } | TicketStage::Archived { .. });
    asked && ticket.department_done_at.is_some()
}

/// A ticket as it lies in its row.
pub(super) struct TicketRow {
    pub(super) version: i64,
    pub(super) changed_at: Timestamp,
    pub(super) ticket: Ticket,
}

fn load_ticket(tx: &mut Tx<'_>, id: TicketId, lock: LoadLock) -> Result<Option<TicketRow>, DbError> {
    let query = tickets::table.find(Id::from(id)).select((tickets::version, tickets::changed_at, tickets::document));
    let row: Option<(i64, Instant, Json<Ticket>)> = match (&mut *tx.connection, lock) {
        (AnyConnection::Postgres(connection), LoadLock::Wait) => query.for_update().first(connection),
        (AnyConnection::Postgres(connection), LoadLock::SkipLocked) => {
            query.for_update().skip_locked().first(connection)
        }
        (AnyConnection::Postgres(connection), LoadLock::None) => query.first(connection),
        // One writer at a time: nobody else can hold it.
        (AnyConnection::Sqlite(connection), _) => query.first(connection),
    }
    .optional()?;
    Ok(row.map(|(version, changed_at, Json(ticket))| TicketRow { version, changed_at: changed_at.into(), ticket }))
}

/// What belongs to tickets, and the callback and its survey to those for which it is wanted.
pub(super) fn complete(
    tx: &mut Tx<'_>,
    tickets: Vec<TicketRow>,
    with_callback: impl Fn(&Ticket) -> bool,
) -> Result<Vec<StoredCase>, DbError> {
    let ids = |wanted: &dyn Fn(&Ticket) -> bool| -> Vec<Id> {
        tickets.iter().filter(|row| wanted(&row.ticket)).map(|row| row.ticket.id.into()).collect()
    };
    let mut orders = order_rows::list(tx, &ids(&|ticket| ticket.dispatched_at.is_some()))?;
    // One that was answered on the spot may be opened again, too: what was answered before no longer counts then.
    let spot = |ticket: &Ticket| matches!(ticket.stage, TicketStage::ClosedOnSpot) && ticket.had_callbacks();
    let asked = ids(&|ticket| with_callback(ticket) || ticket.aftercare > 0 || spot(ticket));
    let mut rounds = round_rows::list(tx, &asked)?;
    let mut clocks = clock_rows::list(tx, &ids(&|_| true))?;
    let stored = tickets.into_iter().map(|TicketRow { version, changed_at, ticket }| {
        let orders = orders.remove(&ticket.id).unwrap_or_default();
        let rounds = rounds.remove(&ticket.id).unwrap_or_default();
        let closing = rounds.closing.filter(|_| with_callback(&ticket));
        let versions = CaseVersions {
            ticket: version,
            work_orders: orders.iter().map(|(version, order)| (order.id, *version)).collect(),
            callbacks: closing.iter().chain(&rounds.aftercare).map(Round::callback_version).collect(),
            surveys: closing
                .iter()
                .chain(&rounds.aftercare)
                .map(Round::survey_version)
                .chain(rounds.answered.iter().map(|(version, survey)| (survey.id, *version)))
                .collect(),
        };
        let (callback, survey) = closing.map(|round| (round.callback.1, round.survey.1)).unzip();
        let aftercare = rounds.aftercare.into_iter().map(Round::into_aftercare).collect();
        let answered = rounds.answered.into_iter().map(|(_, survey)| survey).collect();
        let work_orders = orders.into_iter().map(|(_, order)| order).collect();
        let clocks = clocks.remove(&ticket.id).unwrap_or_default();
        let case = Case { ticket, work_orders, callback, survey, aftercare, answered, clocks };
        StoredCase { case, versions, changed_at }
    });
    Ok(stored.collect())
}
