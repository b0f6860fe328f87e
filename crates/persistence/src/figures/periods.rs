//! Closed periods: the sums as they stood.

use std::collections::BTreeSet;

use bihuan_domain::fact::Day;
use bihuan_domain::id::UserId;
use bihuan_domain::policy::PolicyVersion;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;
use uuid::Uuid;

use crate::Tx;
use crate::error::DbError;
use crate::schema::{figure_period_definitions, figure_period_sums, figure_periods as table};
use crate::types::{Id, Instant};

/// A closed period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// Its id.
    pub id: Uuid,
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub to: Day,
    /// The policy whose rules its figures followed.
    pub policy: PolicyVersion,
    /// The time of the last entry of the log that was counted.
    pub as_of: Timestamp,
    /// When it was closed.
    pub closed_at: Timestamp,
    /// By whom.
    pub closed_by: UserId,
}

type Row = (Id, i32, i32, i64, Instant, Instant, Id);

fn period(row: Row) -> Period {
    Period {
        id: row.0.0,
        from: Day::numbered(row.1),
        to: Day::numbered(row.2),
        policy: PolicyVersion(row.3),
        as_of: row.4.into(),
        closed_at: row.5.into(),
        closed_by: row.6.into(),
    }
}

/// Writes a closed period down.
pub fn add_period(tx: &mut Tx<'_>, period: &Period) -> Result<(), DbError> {
    diesel::insert_into(table::table)
        .values((
            table::id.eq(Id(period.id)),
            table::from_day.eq(period.from.number()),
            table::to_day.eq(period.to.number()),
            table::policy.eq(period.policy.0),
            table::as_of.eq(Instant::from(period.as_of)),
            table::closed_at.eq(Instant::from(period.closed_at)),
            table::closed_by.eq(Id::from(period.closed_by)),
        ))
        .execute(tx.connection)?;
    Ok(())
}

/// Keeps the sums of a period as they stand now, raw and adjusted, and which ones are kept at all.
pub fn freeze(tx: &mut Tx<'_>, period: &Period) -> Result<(), DbError> {
    // Only numbers and an id of our own stand in this text.
    let id = match tx.engine() {
        crate::Engine::Postgres => format!("CAST('{}' AS UUID)", period.id),
        crate::Engine::Sqlite => format!("X'{}'", period.id.simple()),
    };
    diesel::sql_query(format!(
        "INSERT INTO figure_period_sums (period_id, sum_key, unit_path, kind, value) \
         SELECT {id}, sum_key, unit_path, kind, CAST(SUM(value) AS BIGINT) FROM figure_sums \
         WHERE day BETWEEN {} AND {} GROUP BY sum_key, unit_path, kind HAVING SUM(value) <> 0",
        period.from.number(),
        period.to.number()
    ))
    .execute(tx.connection)?;
    for key in ["sum_key", "sum_key || '+'"] {
        diesel::sql_query(format!(
            "INSERT INTO figure_period_definitions (period_id, sum_key) SELECT {id}, {key} FROM figure_definitions"
        ))
        .execute(tx.connection)?;
    }
    Ok(())
}

/// Whether all of these sums were kept when the period was closed. Those that were thought of later have no closed value.
pub fn keeps(tx: &mut Tx<'_>, period: Uuid, keys: &[String]) -> Result<bool, DbError> {
    let kept: i64 = figure_period_definitions::table
        .filter(figure_period_definitions::period_id.eq(Id(period)))
        .filter(figure_period_definitions::sum_key.eq_any(keys))
        .count()
        .get_result(tx.connection)?;
    Ok(usize::try_from(kept).is_ok_and(|kept| kept == keys.len()))
}

/// Which sums were kept when the period was closed.
pub fn kept(tx: &mut Tx<'_>, period: Uuid) -> Result<BTreeSet<String>, DbError> {
    let kept: Vec<String> = figure_period_definitions::table
        .filter(figure_period_definitions::period_id.eq(Id(period)))
        .select(figure_period_definitions::sum_key)
        .load(tx.connection)?;
    Ok(kept.into_iter().collect())
}

/// The closed period with this id.
pub fn find_period(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Period>, DbError> {
    Ok(table::table.find(Id(id)).first::<Row>(tx.connection).optional()?.map(period))
}

/// Closed periods behind a first day and id, latest first.
pub fn list_periods(tx: &mut Tx<'_>, before: Option<(Day, Uuid)>, limit: i64) -> Result<Vec<Period>, DbError> {
    let mut query = table::table.into_boxed();
    if let Some((day, id)) = before {
        let (day, id) = (day.number(), Id(id));
        query = query.filter(table::from_day.lt(day).or(table::from_day.eq(day).and(table::id.lt(id))));
    }
    let rows = query.order((table::from_day.desc(), table::id.desc())).limit(limit).load::<Row>(tx.connection)?;
    Ok(rows.into_iter().map(period).collect())
}

/// The closed periods that hold any of these days.
pub fn periods_over(tx: &mut Tx<'_>, from: Day, to: Day) -> Result<Vec<Period>, DbError> {
    let rows = table::table
        .filter(table::from_day.le(to.number()))
        .filter(table::to_day.ge(from.number()))
        .order(table::from_day)
        .load::<Row>(tx.connection)?;
    Ok(rows.into_iter().map(period).collect())
}

/// A sum as it stood when its period was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodSum {
    /// Which sum.
    pub key: String,
    /// At the unit with this path.
    pub unit: String,
    /// Of this kind.
    pub kind: String,
    /// What it was.
    pub value: i64,
}

/// The sums of a period as they stood when it was closed, all or those with these keys.
pub fn frozen(tx: &mut Tx<'_>, period: Uuid, keys: &[String]) -> Result<Vec<PeriodSum>, DbError> {
    let rows = figure_period_sums::table
        .filter(figure_period_sums::period_id.eq(Id(period)))
        .filter(figure_period_sums::sum_key.eq_any(keys))
        .order((figure_period_sums::sum_key, figure_period_sums::unit_path, figure_period_sums::kind))
        .select((
            figure_period_sums::sum_key,
            figure_period_sums::unit_path,
            figure_period_sums::kind,
            figure_period_sums::value,
        ))
        .load::<(String, String, String, i64)>(tx.connection)?;
    Ok(rows.into_iter().map(|(key, unit, kind, value)| PeriodSum { key, unit, kind, value }).collect())
}
