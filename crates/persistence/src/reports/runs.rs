//! Reports that ran.

use bihuan_domain::id::UserId;
use bihuan_domain::report::{Report, Signature};
use bihuan_domain::time::Timestamp;
use diesel::dsl::exists;
use diesel::prelude::*;
use uuid::Uuid;

use crate::Tx;
use crate::error::DbError;
use crate::page::{PageRequest, Scope, keyset};
use crate::rows::insert_rows;
use crate::schema::{report_recipients, report_runs};
use crate::types::{DbUuid, Id, Instant, Json};

use super::signatures;

/// A report that ran.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportRun {
    /// Its id.
    pub id: Uuid,
    /// Path of the unit it is about.
    pub unit: String,
    /// When it ran.
    pub created_at: Timestamp,
    /// Who asked for it; none for what ran by itself.
    pub created_by: Option<UserId>,
    /// The report.
    pub report: Report,
    /// Who signed it so far, in the order of the steps.
    pub signatures: Vec<Signature>,
}

/// Which runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunFilter {
    /// Of this report.
    pub code: Option<String>,
    /// Sent to this person.
    pub sent_to: Option<UserId>,
}

type Row = (Id, String, String, i32, i32, Instant, Option<Id>, Json<Report>);

fn run(row: Row) -> ReportRun {
    ReportRun {
        id: row.0.0,
        unit: row.2,
        created_at: row.5.into(),
        created_by: row.6.map(UserId::from),
        report: row.7.0,
        signatures: Vec::new(),
    }
}

/// Writes a run, and to whom it is sent.
pub fn add(tx: &mut Tx<'_>, run: &ReportRun, recipients: &[UserId]) -> Result<(), DbError> {
    diesel::insert_into(report_runs::table)
        .values((
            report_runs::id.eq(Id(run.id)),
            report_runs::code.eq(run.report.code.as_str()),
            report_runs::unit_path.eq(&run.unit),
            report_runs::from_day.eq(run.report.from.number()),
            report_runs::to_day.eq(run.report.to.number()),
            report_runs::created_at.eq(Instant::from(run.created_at)),
            report_runs::created_by.eq(run.created_by.map(Id::from)),
            report_runs::document.eq(Json(run.report.clone())),
        ))
        .execute(tx.connection)?;
    insert_rows!(tx, report_recipients, recipients, |user| {
        run_id: DbUuid = Id(run.id),
        user_id: DbUuid = Id::from(*user),
    })?;
    Ok(())
}

/// The run with this id.
pub fn find(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<ReportRun>, DbError> {
    let found = report_runs::table.find(Id(id)).first::<Row>(tx.connection).optional()?;
    found.map(|row| Ok(signed(tx, vec![row])?.pop())).transpose().map(Option::flatten)
}

fn signed(tx: &mut Tx<'_>, rows: Vec<Row>) -> Result<Vec<ReportRun>, DbError> {
    let mut runs: Vec<ReportRun> = rows.into_iter().map(run).collect();
    let mut under = signatures::under(tx, runs.iter().map(|run| run.id))?;
    for run in &mut runs {
        run.signatures = under.remove(&run.id).unwrap_or_default();
    }
    Ok(runs)
}

/// To whom a run was sent.
pub fn recipients(tx: &mut Tx<'_>, id: Uuid) -> Result<Vec<UserId>, DbError> {
    let users = report_recipients::table
        .filter(report_recipients::run_id.eq(Id(id)))
        .order(report_recipients::user_id)
        .select(report_recipients::user_id)
        .load::<Id>(tx.connection)?;
    Ok(users.into_iter().map(UserId::from).collect())
}

/// One page of the runs about units in the scope.
pub fn list(tx: &mut Tx<'_>, filter: &RunFilter, scope: &Scope, page: PageRequest) -> Result<Vec<ReportRun>, DbError> {
    let mut query = report_runs::table.into_boxed();
    if let Some(code) = filter.code.clone() {
        query = query.filter(report_runs::code.eq(code));
    }
    if let Some(user) = filter.sent_to {
        let sent = report_recipients::table
            .filter(report_recipients::run_id.eq(report_runs::id))
            .filter(report_recipients::user_id.eq(Id::from(user)));
        query = query.filter(exists(sent));
    }
    if let Scope::Under(subtree) = scope {
        query = query
            .filter(report_runs::unit_path.ge(subtree.from.clone()))
            .filter(report_runs::unit_path.lt(subtree.until.clone()));
    }
    let query = keyset!(query, page, report_runs::created_at, report_runs::id);
    let rows = query.load::<Row>(tx.connection)?;
    signed(tx, rows)
}
