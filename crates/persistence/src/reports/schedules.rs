//! Reports that run by themselves.

use bihuan_domain::fact::Day;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};

use crate::Tx;
use crate::connection::AnyConnection;
use crate::error::DbError;
use crate::rows::insert_rows;
use crate::schema::report_schedules as table;
use crate::schema::report_schedules;
use crate::types::{DbInstant, Instant};

/// A report that is to run by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The report.
    pub code: String,
    /// The last day of the period it is to be about.
    pub last: Day,
    /// When.
    pub due_at: Timestamp,
    /// The path of the last unit that has its own, of a report that runs for each unit; empty before the first.
    pub done_path: String,
}

/// Plans the next run of a report, unless one is planned.
pub fn plan(tx: &mut Tx<'_>, schedules: &[Schedule]) -> Result<(), DbError> {
    insert_rows!(tx, report_schedules, schedules, |schedule| {
        code: Text = schedule.code.as_str(),
        last_day: Integer = schedule.last.number(),
        due_at: DbInstant = Instant::from(schedule.due_at),
        done_path: Text = schedule.done_path.as_str(),
    }, "ON CONFLICT (code) DO NOTHING" .on_conflict(report_schedules::code).do_nothing())?;
    Ok(())
}

/// Takes the plan of a report away.
pub fn forget(tx: &mut Tx<'_>, code: &str) -> Result<(), DbError> {
    diesel::delete(table::table.find(code)).execute(tx.connection)?;
    Ok(())
}

/// Writes down that a unit has its report, and others wait for theirs.
pub fn advance(tx: &mut Tx<'_>, code: &str, done_path: &str) -> Result<(), DbError> {
    diesel::update(table::table.find(code)).set(table::done_path.eq(done_path)).execute(tx.connection)?;
    Ok(())
}

/// The first that is due, that nobody else runs just now, and that is none of these, held until the end of the transaction.
pub fn claim(tx: &mut Tx<'_>, now: Timestamp, passed_over: &[String]) -> Result<Option<Schedule>, DbError> {
    let due = table::table.filter(table::due_at.le(Instant::from(now)));
    let query = due.filter(table::code.ne_all(passed_over)).order(table::due_at).limit(1);
    let row: Option<(String, i32, Instant, String)> = match &mut *tx.connection {
        AnyConnection::Postgres(connection) => query.for_update().skip_locked().first(connection),
        AnyConnection::Sqlite(connection) => query.first(connection),
    }
    .optional()?;
    Ok(row.map(|(code, last, due_at, done_path)| Schedule {
        code,
        last: Day::numbered(last),
        due_at: due_at.into(),
        done_path,
    }))
}
