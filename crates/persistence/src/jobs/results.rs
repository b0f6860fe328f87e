//! What a job found, ticket by ticket.

use bihuan_domain::id::{JobId, TicketId};
use diesel::dsl::exists;
use diesel::prelude::*;
use serde_json::Value;

use crate::Tx;
use crate::error::DbError;
use crate::page::Scope;
use crate::schema::{job_results, ticket_scopes};
use crate::types::{Id, Json};

/// Something a job found about a ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct NewResult {
    /// Its place among the findings of the job.
    pub no: i64,
    /// The ticket.
    pub ticket: TicketId,
    /// What was found.
    pub document: Value,
}

/// Something a job found about a ticket, with its place.
pub type ResultRow = (i64, TicketId, Value);

pub(super) fn append(tx: &mut Tx<'_>, job: JobId, rows: &[NewResult]) -> Result<(), DbError> {
    for row in rows {
        diesel::insert_into(job_results::table)
            .values((
                job_results::job_id.eq(Id::from(job)),
                job_results::no.eq(row.no),
                job_results::ticket_id.eq(Id::from(row.ticket)),
                job_results::document.eq(Json(row.document.clone())),
            ))
            .execute(tx.connection)?;
    }
    Ok(())
}

/// What a job found behind `after` about tickets that the reader may see.
pub fn results(tx: &mut Tx<'_>, job: JobId, scope: &Scope, after: i64, limit: i64) -> Result<Vec<ResultRow>, DbError> {
    let mut query = job_results::table
        .filter(job_results::job_id.eq(Id::from(job)))
        .filter(job_results::no.gt(after))
        .order(job_results::no)
        .limit(limit)
        .select((job_results::no, job_results::ticket_id, job_results::document))
        .into_boxed();
    if let Scope::Under(subtree) = scope {
        let seen = ticket_scopes::table
            .filter(ticket_scopes::ticket_id.eq(job_results::ticket_id))
            .filter(ticket_scopes::unit_path.ge(subtree.from.clone()))
            .filter(ticket_scopes::unit_path.lt(subtree.until.clone()));
        query = query.filter(exists(seen));
    }
    let rows = query.load::<(i64, Id, Json<Value>)>(tx.connection)?;
    Ok(rows.into_iter().map(|(no, ticket, Json(document))| (no, ticket.into(), document)).collect())
}
