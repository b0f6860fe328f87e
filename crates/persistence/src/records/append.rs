//! Writing records, in the transaction that made them.

use std::collections::BTreeMap;

use bihuan_domain::actor::Actor;
use bihuan_domain::id::{RecordId, TicketId};
use bihuan_domain::record::{RecordKind, Seal, Series, content_hash, kind_of};
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Tx;
use crate::cases::Changes;
use crate::connection::each;
use crate::error::DbError;
use crate::events::NewEvent;
use crate::rows::insert_rows;
use crate::schema::{record_contents, record_series, records};
use crate::types::{DbInstant, DbJson, DbUuid, Id, Instant, Json};

/// A record to be written. Its number is found when it is.
#[derive(Debug, Clone)]
pub struct NewRecord {
    /// Its id: that of the entry of the log that made it, if one did.
    pub id: RecordId,
    /// The series whose next number it takes.
    pub series: Series,
    /// What it is about.
    pub kind: RecordKind,
    /// The ticket it belongs to, if any.
    pub ticket: Option<TicketId>,
    /// The path of the centre that keeps it.
    pub unit_path: String,
    /// When.
    pub at: Timestamp,
    /// The record that it corrects or voids.
    pub corrects: Option<RecordId>,
    /// Whether it voids that record.
    pub voids: bool,
    /// What it says.
    pub content: Value,
}

/// The content of a record: who, about what, and what exactly.
pub(super) fn content(actor: &Actor, subject: &str, subject_id: Uuid, name: &str, data: &Value) -> Value {
    json!({"by": actor, "subject": subject, "subjectId": subject_id, "name": name, "data": data})
}

impl NewRecord {
    /// A record of something that is in no log of a ticket.
    #[must_use]
    pub fn says(mut self, actor: &Actor, (subject, subject_id): (&str, Uuid), name: &str, data: &Value) -> Self {
        self.content = content(actor, subject, subject_id, name, data);
        self
    }
}

/// Writes the records that changes of cases make; nothing is done for those that make none.
pub(crate) fn of_events<'c>(tx: &mut Tx<'_>, all: impl Iterator<Item = Changes<'c>>) -> Result<(), DbError> {
    let mut made = Vec::new();
    for changes in all {
        for event in changes.events {
            if let Some(kind) = kind_of(event.subject, event.name) {
                made.push(of_event(kind, event, changes));
            }
        }
    }
    if made.is_empty() { Ok(()) } else { append(tx, made).map(drop) }
}

fn of_event(kind: RecordKind, event: &NewEvent, changes: Changes<'_>) -> NewRecord {
    let ticket = &changes.after.ticket;
    NewRecord {
        id: RecordId(event.id.0),
        series: Series::new(kind, &ticket.accept_unit, changes.year),
        kind,
        ticket: Some(ticket.id),
        unit_path: changes.organisation.unit(&ticket.accept_unit).map(|unit| unit.path.clone()).unwrap_or_default(),
        at: event.at,
        corrects: None,
        voids: false,
        content: content(&event.actor, event.subject, event.subject_id, event.name, &event.data),
    }
}

struct Numbered {
    record: NewRecord,
    no: i64,
    content_hash: String,
    seal: String,
}

/// Writes records with the next numbers of their series, which stay locked until the transaction ends: call it last.
/// Answers the numbers, in the order of the records.
///
/// # Errors
/// When the database refuses.
pub fn append(tx: &mut Tx<'_>, all: Vec<NewRecord>) -> Result<Vec<i64>, DbError> {
    // Always in the same order, so that two transactions cannot wait for each other.
    let mut by_series: BTreeMap<Series, Vec<usize>> = BTreeMap::new();
    for (place, record) in all.iter().enumerate() {
        by_series.entry(record.series.clone()).or_default().push(place);
    }
    let mut numbers = vec![0; all.len()];
    let mut pending: Vec<Option<NewRecord>> = all.into_iter().map(Some).collect();
    let mut rows = Vec::with_capacity(pending.len());
    for (series, places) in by_series {
        let count = i64::try_from(places.len()).unwrap_or(i64::MAX);
        let (last, mut seal) = take(tx, &series, count)?;
        let mut no = last - count;
        for place in places {
            let Some(record) = pending.get_mut(place).and_then(Option::take) else { continue };
            no += 1;
            let row = seal_one(record, no, &seal);
            seal.clone_from(&row.seal);
            rows.push(row);
            if let Some(number) = numbers.get_mut(place) {
                *number = no;
            }
        }
        diesel::update(record_series::table.find(series.as_str()))
            .set(record_series::seal.eq(&seal))
            .execute(tx.connection)?;
    }
    write(tx, &rows)?;
    Ok(numbers)
}

/// Counts a series up and locks it; answers the last number and the seal of the record before.
fn take(tx: &mut Tx<'_>, series: &Series, count: i64) -> Result<(i64, String), DbError> {
    let row = (record_series::series.eq(series.as_str()), record_series::last.eq(count), record_series::seal.eq(""));
    Ok(each!(tx, |connection| {
        diesel::insert_into(record_series::table)
            .values(row)
            .on_conflict(record_series::series)
            .do_update()
            .set(record_series::last.eq(record_series::last + count))
            .returning((record_series::last, record_series::seal))
            .get_result(connection)
    })?)
}

fn seal_one(record: NewRecord, no: i64, before: &str) -> Numbered {
    let content_hash = content_hash(&record.content);
    let seal = Seal {
        series: &record.series,
        no,
        kind: record.kind,
        id: record.id.0,
        at: record.at,
        corrects: record.corrects.map(|id| id.0),
        content: &content_hash,
    };
    let seal = seal.close(before);
    Numbered { record, no, content_hash, seal }
}

fn write(tx: &mut Tx<'_>, rows: &[Numbered]) -> Result<(), DbError> {
    insert_rows!(tx, records, rows, |row| {
        id: DbUuid = Id::from(row.record.id),
        series: Text = row.record.series.as_str(),
        no: BigInt = row.no,
        kind: Text = row.record.kind.as_str(),
        ticket_id: Nullable<DbUuid> = row.record.ticket.map(Id::from),
        unit_path: Text = row.record.unit_path.as_str(),
        at: DbInstant = Instant::from(row.record.at),
        corrects: Nullable<DbUuid> = row.record.corrects.map(Id::from),
        voids: Bool = row.record.voids,
        content_hash: Text = row.content_hash.as_str(),
        seal: Text = row.seal.as_str(),
    })?;
    insert_rows!(tx, record_contents, rows, |row| {
        record_id: DbUuid = Id::from(row.record.id),
        content: DbJson = Json(&row.record.content),
    })?;
    Ok(())
}
