//! Forgetting what a ticket was about, when its customer is erased, so that no figure changes by it.

use std::collections::HashMap;

use bihuan_domain::fact::{Family, Standing};
use bihuan_domain::id::TicketId;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;
use diesel::sql_types::Integer;
use diesel::upsert::excluded;

use crate::Tx;
use crate::error::DbError;
use crate::figures;
use crate::rows::insert_rows;
use crate::schema::{facts, forgotten_matters};
use crate::types::{DbUuid, Id, Instant};

const SECONDS_PER_DAY: i64 = 86_400;

/// Takes away what tells that other tickets are about the same matter: it may be made of a phone number. The ticket itself,
/// and those behind it that have counted it as an earlier one, keep the number only.
pub fn forget(tx: &mut Tx<'_>, ticket: TicketId) -> Result<(), DbError> {
    // Whoever writes facts just now has read what is forgotten here.
    let window = i64::from(figures::wait(tx)?.window_days) * SECONDS_PER_DAY;
    let own = facts::table
        .filter(facts::ticket_id.eq(Id::from(ticket)))
        .filter(facts::family.eq(Family::Ticket.as_str()))
        .filter(facts::standing.ne(Standing::Adjusted.as_str()))
        .select((facts::matter, facts::opened_at, facts::earlier))
        .first::<(Option<String>, Instant, Option<i64>)>(tx.connection)
        .optional()?;
    let Some((Some(matter), opened_at, earlier)) = own else { return Ok(()) };
    let opened = Timestamp::from(opened_at);
    let later = facts::opened_at
        .gt(Instant::from(opened))
        .or(facts::opened_at.eq(Instant::from(opened)).and(facts::ticket_id.gt(Id::from(ticket))));
    let behind: Vec<Id> = facts::table
        .filter(facts::matter.eq(&matter))
        .filter(facts::opened_at.le(Instant::from(opened.plus_seconds(window))))
        .filter(later)
        .filter(facts::standing.ne(Standing::Adjusted.as_str()))
        .select(facts::ticket_id)
        .load(tx.connection)?;
    // What was forgotten before is among the earlier ones already.
    diesel::delete(forgotten_matters::table.find(Id::from(ticket))).execute(tx.connection)?;
    let own = earlier.and_then(|earlier| i32::try_from(earlier).ok()).filter(|earlier| *earlier > 0);
    add(tx, &own.map(|earlier| (Id::from(ticket), earlier)).into_iter().collect::<Vec<_>>())?;
    add(tx, &behind.into_iter().map(|ticket| (ticket, 1)).collect::<Vec<_>>())?;
    diesel::update(facts::table.filter(facts::ticket_id.eq(Id::from(ticket))))
        .set(facts::matter.eq(None::<String>))
        .execute(tx.connection)?;
    Ok(())
}

fn add(tx: &mut Tx<'_>, numbers: &[(Id, i32)]) -> Result<(), DbError> {
    insert_rows!(tx, forgotten_matters, numbers, |number| {
        ticket_id: DbUuid = number.0,
        earlier: Integer = number.1,
    }, "ON CONFLICT (ticket_id) DO UPDATE SET earlier = forgotten_matters.earlier + excluded.earlier"
        .on_conflict(forgotten_matters::ticket_id)
        .do_update()
        .set(forgotten_matters::earlier.eq(forgotten_matters::earlier + excluded(forgotten_matters::earlier)))
    )?;
    Ok(())
}

/// How many earlier tickets about the same matter were forgotten, ticket by ticket; those without any are left out.
pub fn forgotten(tx: &mut Tx<'_>, tickets: &[TicketId]) -> Result<HashMap<TicketId, u32>, DbError> {
    let ids: Vec<Id> = tickets.iter().copied().map(Id::from).collect();
    let rows =
        forgotten_matters::table.filter(forgotten_matters::ticket_id.eq_any(ids)).load::<(Id, i32)>(tx.connection)?;
    Ok(rows.into_iter().map(|(ticket, earlier)| (ticket.into(), u32::try_from(earlier).unwrap_or(0))).collect())
}
