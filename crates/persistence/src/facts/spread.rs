//! How the values of an amount are spread over facts: what percentiles are found in.

use bihuan_domain::fact::{Amount, Family, Reading, Standing};
use bihuan_domain::indicator::{CohortDay, Sum};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};

use super::query::{Cut, FactFilter, narrow};
use crate::Tx;
use crate::connection::MultiBackend;
use crate::error::DbError;
use crate::schema::facts;
use crate::types::Id;

/// How values are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bars<'a> {
    /// What is looked at.
    pub amount: Amount,
    /// How many values make a bar: those from `bar * width` to just below `(bar + 1) * width`.
    pub width: i64,
    /// Only values in these bars of another width; all without any.
    pub within: Option<(&'a [i64], i64)>,
}

/// Facts of one group with values next to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// The value that the group has in common; empty for those that have none.
    pub key: String,
    /// Which bar.
    pub bar: i64,
    /// How many facts.
    pub count: i64,
}

/// How many facts that take part in a sum have which values, group by group. Values are never negative.
pub fn spread(tx: &mut Tx<'_>, sum: &Sum, filter: &FactFilter, cut: Cut, bars: Bars<'_>) -> Result<Vec<Bar>, DbError> {
    // Only names and numbers of our own stand in these texts.
    let (column, key) = (bars.amount.as_str(), cut.sql(sum.cohort, tx.engine()));
    let bar = format!("({column} / {})", bars.width);
    let query = facts::table
        .group_by(sql::<Text>(&format!("{key}, {bar}")))
        .select((sql::<Text>(&key), sql::<BigInt>(&bar), sql::<BigInt>("CAST(COUNT(*) AS BIGINT)")))
        .into_boxed::<MultiBackend>();
    let mut query =
        narrow!(query, sum.family, sum.cohort, filter)
            .filter(sql::<Bool>(&sum.among.sql()))
            .filter(sql::<Bool>(&format!("{column} IS NOT NULL")));
    if let Some((within, width)) = bars.within {
        let within: Vec<String> = within.iter().map(i64::to_string).collect();
        query = query.filter(sql::<Bool>(&format!("({column} / {width}) IN ({})", within.join(", "))));
    }
    let rows = query.load::<(String, i64, i64)>(tx.connection)?;
    Ok(rows.into_iter().map(|(key, bar, count)| Bar { key, bar, count }).collect())
}
