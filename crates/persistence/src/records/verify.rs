//! Looking whether a series is whole: no number missing, every seal right, every content the one that was sealed.

use bihuan_domain::record::{RecordKind, Seal, Series, content_hash};
use diesel::prelude::*;
use serde_json::Value;

use crate::Tx;
use crate::error::DbError;
use crate::page::Scope;
use crate::schema::{record_contents, record_series, records};
use crate::types::{Id, Instant, Json};

/// Records looked at in one piece.
const PIECE: i64 = 500;

/// What is wrong with a series, first of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The record with this number is missing.
    Missing(i64),
    /// The seal of the record with this number does not fit what it says, or the record before it.
    Seal(i64),
    /// The content of the record with this number is not the one that was sealed.
    Content(i64),
    /// The series says that there are more records than there are, or others.
    End,
}

/// How a series stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Its last number.
    pub last: i64,
    /// Its last seal, to be written down elsewhere: whoever has it can prove that nothing before was changed.
    pub seal: String,
    /// What is wrong with it, if anything.
    pub fault: Option<Fault>,
}

type Row = (Id, i64, String, Instant, Option<Id>, String, String, Option<Json<Value>>);

/// Looks through a series that exists; to be asked in a snapshot.
pub fn verify(tx: &mut Tx<'_>, series: &Series) -> Result<Option<Verification>, DbError> {
    let head = record_series::table
        .find(series.as_str())
        .select((record_series::last, record_series::seal))
        .first::<(i64, String)>(tx.connection)
        .optional()?;
    let Some((last, end)) = head else { return Ok(None) };
    let (mut no, mut seal, mut fault) = (0, String::new(), None);
    while fault.is_none() {
        let rows = records::table
            .left_join(record_contents::table.on(record_contents::record_id.eq(records::id)))
            .filter(records::series.eq(series.as_str()))
            .filter(records::no.gt(no))
            .order(records::no)
            .limit(PIECE)
            .select((
                records::id,
                records::no,
                records::kind,
                records::at,
                records::corrects,
                records::content_hash,
                records::seal,
                record_contents::content.nullable(),
            ))
            .load::<Row>(tx.connection)?;
        if rows.is_empty() {
            fault = (no != last || seal != end).then_some(Fault::End);
            break;
        }
        for row in rows {
            fault = look(series, &row, no, &seal);
            if fault.is_some() {
                break;
            }
            (no, seal) = (row.1, row.6);
        }
    }
    Ok(Some(Verification { last, seal: end, fault }))
}

fn look(series: &Series, row: &Row, before: i64, sealed: &str) -> Option<Fault> {
    let (id, no, kind, at, corrects, hash, seal, content) = row;
    if *no != before + 1 {
        return Some(Fault::Missing(before + 1));
    }
    let kind = RecordKind::named(kind)?;
    let corrects = corrects.map(|id| id.0);
    let own = Seal { series, no: *no, kind, id: id.0, at: (*at).into(), corrects, content: hash };
    if own.close(sealed) != *seal {
        return Some(Fault::Seal(*no));
    }
    let intact = content.as_ref().is_none_or(|Json(content)| content_hash(content) == *hash);
    (!intact).then_some(Fault::Content(*no))
}

/// The names of series behind `after` that are kept by the centres of a scope, in their order.
pub fn series_under(
    tx: &mut Tx<'_>,
    scope: &Scope,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<(String, i64, String)>, DbError> {
    let mut query = record_series::table.order(record_series::series).limit(limit).into_boxed();
    if let Some(after) = after {
        query = query.filter(record_series::series.gt(after.to_owned()));
    }
    if let Scope::Under(subtree) = scope {
        let own = records::table
            .filter(records::series.eq(record_series::series))
            .filter(records::no.eq(1))
            .filter(records::unit_path.ge(subtree.from.clone()))
            .filter(records::unit_path.lt(subtree.until.clone()));
        query = query.filter(diesel::dsl::exists(own));
    }
    Ok(query.load::<(String, i64, String)>(tx.connection)?)
}
