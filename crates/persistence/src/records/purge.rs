//! Taking contents away that were kept long enough. Number, hash and seal stay.

use bihuan_domain::id::{JobId, RecordId, TicketId};
use bihuan_domain::record::RecordKind;
use bihuan_domain::time::Timestamp;
use diesel::dsl::exists;
use diesel::prelude::*;
use serde_json::Value;

use crate::Tx;
use crate::error::DbError;
use crate::page::{Order, PageRequest, Position, keyset};
use crate::schema::{record_contents, record_purges, records};
use crate::types::{Id, Instant, Json};

/// A record whose content is still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Its id.
    pub id: RecordId,
    /// What it is about.
    pub kind: RecordKind,
    /// The ticket it belongs to, if any.
    pub ticket: Option<TicketId>,
    /// When.
    pub at: Timestamp,
}

/// Records behind `after` whose content is still there, oldest first.
pub fn candidates(tx: &mut Tx<'_>, after: Option<Position>, limit: i64) -> Result<Vec<Candidate>, DbError> {
    let query = records::table
        .inner_join(record_contents::table.on(record_contents::record_id.eq(records::id)))
        .select((records::id, records::kind, records::ticket_id, records::at))
        .into_boxed();
    let page = PageRequest { after, limit, order: Order::OldestFirst };
    let rows =
        keyset!(query, page, records::at, records::id).load::<(Id, String, Option<Id>, Instant)>(tx.connection)?;
    let candidate = |(id, kind, ticket, at): (Id, String, Option<Id>, Instant)| {
        let known =
            RecordKind::named(&kind).ok_or_else(|| DbError::corrupt("records", "kind", id.0, "no such kind"))?;
        Ok(Candidate { id: id.into(), kind: known, ticket: ticket.map(TicketId::from), at: at.into() })
    };
    rows.into_iter().map(candidate).collect()
}

/// The ticket that an error of the register, or the contest of one, names.
pub fn ticket_of_error(tx: &mut Tx<'_>, record: RecordId) -> Result<Option<TicketId>, DbError> {
    let content = record_contents::table.find(Id::from(record)).select(record_contents::content);
    let Some(Json(content)) = content.first::<Json<Value>>(tx.connection).optional()? else { return Ok(None) };
    let named = content.pointer("/data/ticket").filter(|named| !named.is_null()).cloned();
    let corrupt = |_| DbError::corrupt("record_contents", "content", record.0, "no ticket");
    named.map(serde_json::from_value).transpose().map_err(corrupt)
}

/// Takes the content of a record away, and notes by which job and after how many months.
///
/// # Errors
/// When a legal hold is on it: the database itself refuses then.
pub fn purge(tx: &mut Tx<'_>, id: RecordId, at: Timestamp, job: JobId, months: u16) -> Result<(), DbError> {
    diesel::insert_into(record_purges::table)
        .values((
            record_purges::record_id.eq(Id::from(id)),
            record_purges::at.eq(Instant::from(at)),
            record_purges::job_id.eq(Id::from(job)),
            record_purges::months.eq(i16::try_from(months).unwrap_or(i16::MAX)),
        ))
        .execute(tx.connection)?;
    let hit = diesel::delete(record_contents::table.find(Id::from(id))).execute(tx.connection)?;
    DbError::guard(hit)
}

/// Whether the content of any record of the ticket is still there.
pub fn has_contents(tx: &mut Tx<'_>, ticket: TicketId) -> Result<bool, DbError> {
    let kept = records::table
        .inner_join(record_contents::table.on(record_contents::record_id.eq(records::id)))
        .filter(records::ticket_id.eq(Id::from(ticket)));
    Ok(diesel::select(exists(kept)).get_result(tx.connection)?)
}
