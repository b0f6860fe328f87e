//! Lots that were drawn, as rows: which customers of a plan and a period are called, and who would come next.

use bihuan_domain::case::CaseEvent;
use bihuan_domain::code::PlanCode;
use bihuan_domain::sampling::Lot;
use bihuan_domain::ticket::TicketEvent;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Integer, SmallInt, Text};

use super::store::Step;
use crate::Tx;
use crate::error::DbError;
use crate::rows::insert_rows;
use crate::schema::callback_lots;
use crate::types::{DbInstant, DbUuid, Id, Instant};

struct LotRow<'a> {
    step: Step<'a>,
    plan: PlanCode,
    lot: Lot,
}

/// Writes the lots that these changes drew.
pub(super) fn store(tx: &mut Tx<'_>, steps: &[Step<'_>]) -> Result<(), DbError> {
    let rows: Vec<LotRow<'_>> = steps.iter().flat_map(|step| drawn(*step)).collect();
    insert_rows!(tx, callback_lots, rows.as_slice(), |row| {
        ticket_id: DbUuid = Id::from(row.step.after().ticket.id),
        plan: Text = row.plan.as_str(),
        period: Text = row.lot.period.as_str(),
        lot: Integer = i32::try_from(row.lot.lot).unwrap_or(i32::MAX),
        percent: SmallInt = i16::from(row.lot.percent),
        taken: Bool = row.lot.is_taken(),
        unit_path: Text = row.step.path(&row.step.after().ticket.accept_unit).unwrap_or_default(),
        drawn_at: DbInstant = Instant::from(row.step.changes.at),
        kind: Text = row.step.after().ticket.demand.kind.as_str(),
    }, "ON CONFLICT DO NOTHING" .on_conflict_do_nothing())?;
    Ok(())
}

fn drawn(step: Step<'_>) -> impl Iterator<Item = LotRow<'_>> {
    step.changes.events.iter().filter(|event| event.name == "drawn").filter_map(move |event| {
        let event: CaseEvent = serde_json::from_value(event.data.clone()).ok()?;
        match event {
            CaseEvent::Ticket { event: TicketEvent::Drawn { plan, lot } } => Some(LotRow { step, plan, lot }),
            _ => None,
        }
    })
}
