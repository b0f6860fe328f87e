//! The sums that are kept by day, unit and kind.

use std::collections::BTreeMap;

use bihuan_domain::fact::Day;
use bihuan_domain::indicator::Sum;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Text};
use diesel::upsert::excluded;

use crate::Tx;
use crate::connection::MultiBackend;
use crate::error::DbError;
use crate::facts::{Cut, FactFilter, Group};
use crate::rows::insert_rows;
use crate::schema::{figure_definitions, figure_sums};

/// By how much a sum moves.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shift {
    /// Which sum.
    pub key: String,
    /// On which day.
    pub day: Day,
    /// At the unit with this path.
    pub unit: String,
    /// Of this kind.
    pub kind: String,
    /// By how much.
    pub by: i64,
}

/// Moves sums. A place may be named once only.
pub fn shift(tx: &mut Tx<'_>, shifts: &[Shift]) -> Result<(), DbError> {
    insert_rows!(tx, figure_sums, shifts, |shift| {
        sum_key: Text = shift.key.as_str(),
        day: Integer = shift.day.number(),
        unit_path: Text = shift.unit.as_str(),
        kind: Text = shift.kind.as_str(),
        value: BigInt = shift.by,
    }, "ON CONFLICT (sum_key, day, unit_path, kind) DO UPDATE SET value = figure_sums.value + excluded.value"
        .on_conflict((figure_sums::sum_key, figure_sums::day, figure_sums::unit_path, figure_sums::kind))
        .do_update()
        .set(figure_sums::value.eq(figure_sums::value + excluded(figure_sums::value)))
    )?;
    Ok(())
}

/// The sums of these that are not kept yet.
pub fn undefined(tx: &mut Tx<'_>, sums: &[Sum]) -> Result<Vec<Sum>, DbError> {
    let known: Vec<String> = figure_definitions::table.select(figure_definitions::sum_key).load(tx.connection)?;
    Ok(sums.iter().filter(|sum| !known.contains(&sum.key)).cloned().collect())
}

/// Counts sums anew from the facts, whatever they were, and by how much adjusted ones differ. Takes as long as it takes to
/// read all facts of the family.
pub fn define(tx: &mut Tx<'_>, sums: &[Sum]) -> Result<(), DbError> {
    for sum in sums {
        let (day, adds, among) = (sum.cohort.column(), sum.measure.sql(), sum.among.sql());
        let differs = "CASE standing WHEN 'adjusted' THEN 1 ELSE -1 END";
        let difference = sum.difference_key();
        for (key, adds, standing) in [
            (&sum.key, adds.clone(), "standing <> 'adjusted'"),
            (&difference, format!("({adds}) * {differs}"), "standing <> 'both'"),
        ] {
            diesel::delete(figure_sums::table.filter(figure_sums::sum_key.eq(key))).execute(tx.connection)?;
            // Only names and numbers of our own stand in this text.
            diesel::sql_query(format!(
                "INSERT INTO figure_sums (sum_key, day, unit_path, kind, value) \
                 SELECT '{key}', {day}, unit_path, kind, CAST(SUM({adds}) AS BIGINT) FROM facts \
                 WHERE family = '{}' AND {standing} AND {day} IS NOT NULL AND {among} AND ({adds}) <> 0 \
                 GROUP BY {day}, unit_path, kind",
                sum.family.as_str()
            ))
            .execute(tx.connection)?;
        }
        diesel::delete(figure_definitions::table.find(&sum.key)).execute(tx.connection)?;
        let definition = format!("{} of {} by {day} among {}", sum.measure, sum.family.as_str(), sum.among);
        diesel::insert_into(figure_definitions::table)
            .values((figure_definitions::sum_key.eq(&sum.key), figure_definitions::definition.eq(definition)))
            .execute(tx.connection)?;
    }
    Ok(())
}

/// What to read from the sums.
#[derive(Debug, Clone)]
pub struct SumQuery<'a> {
    /// Which sums.
    pub keys: Vec<&'a str>,
    /// Over what; only days, unit and kind are looked at.
    pub filter: &'a FactFilter,
    /// By what.
    pub cut: Cut,
}

/// What the kept sums say, by key and group. Only cuts by day, unit and kind.
pub fn groups(tx: &mut Tx<'_>, query: &SumQuery<'_>) -> Result<BTreeMap<String, Vec<Group>>, DbError> {
    let group = match query.cut {
        Cut::Day => "CAST(day AS TEXT)",
        Cut::Unit => "unit_path",
        Cut::Kind => "kind",
        _ => "CAST('' AS TEXT)",
    };
    let mut rows = figure_sums::table
        .group_by(sql::<Text>(&format!("sum_key, {group}")))
        .select((sql::<Text>("sum_key"), sql::<Text>(group), sql::<BigInt>("CAST(SUM(value) AS BIGINT)")))
        .into_boxed::<MultiBackend>()
        .filter(figure_sums::sum_key.eq_any(&query.keys))
        .filter(figure_sums::day.ge(query.filter.from.number()))
        .filter(figure_sums::day.le(query.filter.to.number()));
    if let Some(subtree) = query.filter.under.clone() {
        rows = rows.filter(figure_sums::unit_path.ge(subtree.from)).filter(figure_sums::unit_path.lt(subtree.until));
    }
    if let Some(path) = query.filter.at.clone() {
        rows = rows.filter(figure_sums::unit_path.eq(path));
    }
    if let Some(kind) = query.filter.kind.clone() {
        rows = rows.filter(figure_sums::kind.eq(kind));
    }
    let rows = rows.load::<(String, String, i64)>(tx.connection)?;
    let mut found: BTreeMap<String, Vec<Group>> = BTreeMap::new();
    for (sum, key, value) in rows.into_iter().filter(|row| row.2 != 0) {
        found.entry(sum).or_default().push(Group { key, value });
    }
    found.values_mut().for_each(|groups| groups.sort_by(|left, right| left.key.cmp(&right.key)));
    Ok(found)
}
