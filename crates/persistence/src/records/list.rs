//! Reading records.

use bihuan_domain::id::{JobId, RecordId, TicketId};
use bihuan_domain::record::RecordKind;
use bihuan_domain::time::Timestamp;
use diesel::dsl::exists;
use diesel::prelude::*;
use serde_json::Value;

use crate::Tx;
use crate::error::DbError;
use crate::page::{PageRequest, Scope, keyset};
use crate::schema::{record_contents, record_purges, records, ticket_scopes};
use crate::types::{Id, Instant, Json};

/// A record as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// Its series.
    pub series: String,
    /// Its number in the series.
    pub no: i64,
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
    /// The hash of what it says, or said.
    pub content_hash: String,
    /// Its seal.
    pub seal: String,
    /// What it says; none when that was purged.
    pub content: Option<Value>,
    /// When and by which job it was purged.
    pub purged: Option<Purged>,
}

/// When a content was purged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purged {
    /// When.
    pub at: Timestamp,
    /// By which job.
    pub job: JobId,
    /// How many months the policy wanted it kept.
    pub months: i16,
}

/// Which records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordFilter {
    /// Of this kind.
    pub kind: Option<RecordKind>,
    /// Of this series.
    pub series: Option<String>,
    /// Of this ticket.
    pub ticket: Option<TicketId>,
    /// That correct or void this record.
    pub corrects: Option<RecordId>,
    /// Of none of these kinds: the reader may not see them.
    pub hidden: Vec<RecordKind>,
}

/// Records with what they say and how that was purged, in the order of [`FlatRow`].
macro_rules! with_contents {
    () => {
        records::table
            .left_join(record_contents::table.on(record_contents::record_id.eq(records::id)))
            .left_join(record_purges::table.on(record_purges::record_id.eq(records::id)))
            .select((
                records::all_columns,
                record_contents::content.nullable(),
                record_purges::at.nullable(),
                record_purges::job_id.nullable(),
                record_purges::months.nullable(),
            ))
    };
}

/// One page of records that the reader may see: those of the centres, and of the tickets, in the scope.
pub fn list(tx: &mut Tx<'_>, filter: &RecordFilter, scope: &Scope, page: PageRequest) -> Result<Vec<Record>, DbError> {
    let mut query = with_contents!().into_boxed();
    if let Scope::Under(subtree) = scope {
        let seen = ticket_scopes::table
            .filter(ticket_scopes::ticket_id.nullable().eq(records::ticket_id))
            .filter(ticket_scopes::unit_path.ge(subtree.from.clone()))
            .filter(ticket_scopes::unit_path.lt(subtree.until.clone()));
        let kept = records::unit_path.ge(subtree.from.clone()).and(records::unit_path.lt(subtree.until.clone()));
        query = query.filter(kept.or(exists(seen)));
    }
    if !filter.hidden.is_empty() {
        let hidden: Vec<&str> = filter.hidden.iter().map(|kind| kind.as_str()).collect();
        query = query.filter(records::kind.ne_all(hidden));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(records::kind.eq(kind.as_str()));
    }
    if let Some(series) = &filter.series {
        query = query.filter(records::series.eq(series.clone()));
    }
    if let Some(ticket) = filter.ticket {
        query = query.filter(records::ticket_id.eq(Id::from(ticket)));
    }
    if let Some(corrects) = filter.corrects {
        query = query.filter(records::corrects.eq(Id::from(corrects)));
    }
    let rows = keyset!(query, page, records::at, records::id).load::<FlatRow>(tx.connection)?;
    rows.into_iter().map(Record::try_from).collect()
}

/// The columns of a record, as the table has them.
type Head = (Id, String, i64, String, Option<Id>, String, Instant, Option<Id>, bool, String, String);
/// A record with its content, and when, by which job and after how many months that was purged.
type FlatRow = (Head, Option<Json<Value>>, Option<Instant>, Option<Id>, Option<i16>);

impl TryFrom<FlatRow> for Record {
    type Error = DbError;

    fn try_from((head, content, purged_at, purge_job, months): FlatRow) -> Result<Self, DbError> {
        let (id, series, no, kind, ticket, unit_path, at, corrects, voids, content_hash, seal) = head;
        let unknown = || DbError::corrupt("records", "kind", id.0, "no such kind");
        let purged = purged_at.zip(purge_job).zip(months);
        Ok(Self {
            id: id.into(),
            kind: RecordKind::named(&kind).ok_or_else(unknown)?,
            series,
            no,
            ticket: ticket.map(TicketId::from),
            unit_path,
            at: at.into(),
            corrects: corrects.map(RecordId::from),
            voids,
            content_hash,
            seal,
            content: content.map(|json| json.0),
            purged: purged.map(|((at, job), months)| Purged { at: at.into(), job: job.into(), months }),
        })
    }
}

/// The record with this id, if the scope allows.
pub fn find(tx: &mut Tx<'_>, id: RecordId, scope: &Scope) -> Result<Option<Record>, DbError> {
    let row = with_contents!().filter(records::id.eq(Id::from(id))).first::<FlatRow>(tx.connection).optional()?;
    let Some(record) = row.map(Record::try_from).transpose()? else { return Ok(None) };
    let seen = match scope {
        Scope::Everything => true,
        Scope::Under(subtree) if subtree.contains(&record.unit_path) => true,
        Scope::Under(_) => match record.ticket {
            Some(ticket) => crate::cases::is_visible(tx, ticket, scope)?,
            None => false,
        },
    };
    Ok(seen.then_some(record))
}

/// Whether a further record, other than `own`, has voided this one.
pub fn is_voided(tx: &mut Tx<'_>, id: RecordId, own: RecordId) -> Result<bool, DbError> {
    let voiding = records::table
        .filter(records::corrects.eq(Id::from(id)))
        .filter(records::voids.eq(true))
        .filter(records::id.ne(Id::from(own)));
    Ok(diesel::select(exists(voiding)).get_result(tx.connection)?)
}
