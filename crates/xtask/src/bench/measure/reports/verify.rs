//! Holding every number of the month against its list, against its parts, and against plain SQL over tickets, work orders
//! and clocks: no fact, no sum.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::Reader;
use crate::bench::measure::clocks::sql::{Both, Sql};

pub(super) const PARTS: [&str; 2] = ["numerator", "denominator"];
/// Cuts from kept sums and from facts.
const CUTS: [&str; 12] =
    ["unit", "kind", "day", "week", "type", "channel", "area", "region", "line", "level", "person", "crew"];
/// Indicators of every family, by either day, that are added up along the units.
const UPWARD: [&str; 5] = ["tickets", "overdue_rate", "work_orders", "mean_reply_time", "satisfaction_rate"];

/// What is counted once more, and how.
const COUNTED: [(&str, &str); 5] = [
    ("tickets", "SELECT count(*) FROM tickets WHERE stage NOT IN ('draft', 'cancelled')"),
    ("tickets_closed", "SELECT count(*) FROM tickets WHERE stage IN ('archived', 'closed_on_spot')"),
    ("work_orders", "SELECT count(*) FROM work_orders WHERE stage <> 'cancelled'"),
    ("callbacks", "SELECT count(*) FROM callbacks WHERE stage NOT IN ('dropped', 'removed')"),
    (
        "mean_arrival_time",
        "SELECT count(*) FROM work_orders WHERE stage <> 'cancelled' AND document ->> 'arrived_at' IS NOT NULL",
    ),
];

/// Holds numbers against their lists and their parts, in both readings, and says how many were compared.
///
/// # Errors
/// The first number that differs.
pub(super) fn lists_and_parts(reader: &Reader<'_>) -> Result<()> {
    let (mut lists, mut sums) = (0_u32, 0_u32);
    for code in codes(reader)? {
        for reading in ["raw", "adjusted"] {
            let reading = format!("&reading={reading}");
            let whole = whole(reader, &code, &reading)?;
            for part in PARTS.into_iter().filter(|part| whole[*part].is_i64()) {
                let told = number(&whole, part);
                let listed = listed(reader, &code, reader.days, part, &reading)?;
                ensure!(told == listed, "{code} {part}{reading} is {told}, and its list adds up to {listed}");
                lists += 1;
            }
            for cut in CUTS {
                let groups = figures(reader, &code, &format!("{reading}&by={cut}"))?;
                for part in PARTS {
                    let (told, added) = (number(&whole, part), added(&groups, part));
                    ensure!(told == added, "{code} {part}{reading} is {told}, and by {cut} it adds up to {added}");
                    sums += 1;
                }
            }
        }
    }
    let units = units_upward(reader)?;
    println!("  verified: {lists} numbers are their lists, {sums} are their parts, {units} units are those below them");
    Ok(())
}

/// What a unit and everything below it come to is what the unit itself and the units right below it come to.
fn units_upward(reader: &Reader<'_>) -> Result<u32> {
    let units = pages(reader, "/v1/units?limit=200")?;
    let parents: std::collections::BTreeSet<&str> = units.iter().filter_map(|unit| unit["parent"].as_str()).collect();
    let mut compared = 0;
    for code in UPWARD {
        for unit in &parents {
            let whole = whole(reader, code, &format!("&unit={unit}"))?;
            let groups = figures(reader, code, &format!("&unit={unit}&by=unit"))?;
            for part in PARTS {
                let (told, added) = (number(&whole, part), added(&groups, part));
                ensure!(told == added, "{code} {part} at {unit} is {told}, and below it {added}");
            }
            compared += 1;
        }
    }
    Ok(compared)
}

/// Holds a few numbers against what SQL counts in the tickets.
///
/// # Errors
/// The first number that differs.
pub(super) fn counts(reader: &Reader<'_>, sql: &Sql) -> Result<()> {
    for (code, query) in COUNTED {
        let counted = sql.numbers(Both { postgres: query, sqlite: query })?;
        let part = if code == "mean_arrival_time" { "denominator" } else { "numerator" };
        let told = number(&whole(reader, code, "")?, part);
        ensure!(format!("{counted:?}") == format!("[{told}.0]"), "{code} is {told}, and SQL counts {counted:?}");
    }
    println!("  verified: {} numbers are what SQL counts", COUNTED.len());
    Ok(())
}

/// The codes of the indicators that count something themselves.
pub(super) fn codes(reader: &Reader<'_>) -> Result<Vec<String>> {
    let registry = reader.get("/v1/indicators")?;
    let codes = registry["indicators"].as_array().context("a registry")?;
    let codes = codes.iter().filter_map(|one| one["code"].as_str()).filter(|code| *code != "three_rates");
    Ok(codes.map(str::to_owned).collect())
}

/// Every number of every indicator, as a whole and by unit.
pub(super) fn wholes(reader: &Reader<'_>) -> Result<BTreeMap<String, i64>> {
    let mut numbers = BTreeMap::new();
    for code in codes(reader)? {
        for reading in ["raw", "adjusted"] {
            for figure in figures(reader, &code, &format!("&by=unit&reading={reading}"))? {
                for part in PARTS {
                    let name = format!("{code} {part} {reading} {} {}", figure["key"], figure["itself"]);
                    numbers.insert(name, number(&figure, part));
                }
            }
        }
    }
    Ok(numbers)
}

/// What an indicator comes to.
pub(super) fn whole(reader: &Reader<'_>, code: &str, more: &str) -> Result<Value> {
    figures(reader, code, more)?.pop().context("a whole")
}

fn figures(reader: &Reader<'_>, code: &str, more: &str) -> Result<Vec<Value>> {
    pages(reader, &format!("/v1/figures?indicator={code}&{}&limit=200{more}", reader.days))
}

/// What the list behind a number adds up to.
pub(super) fn listed(reader: &Reader<'_>, code: &str, days: &str, part: &str, more: &str) -> Result<i64> {
    let rows = pages(reader, &format!("/v1/figures/tickets?indicator={code}&{days}&part={part}&limit=200{more}"))?;
    Ok(rows.iter().filter_map(|row| row["adds"].as_i64()).sum())
}

/// All rows of a list, page by page.
pub(super) fn pages(reader: &Reader<'_>, path: &str) -> Result<Vec<Value>> {
    let (mut rows, mut cursor) = (Vec::new(), String::new());
    loop {
        reader.setup.interrupt.check()?;
        let page = reader.get(&format!("{path}{cursor}"))?;
        rows.extend(page["data"].as_array().context("a page")?.iter().cloned());
        match page["page"]["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return Ok(rows),
        }
    }
}

pub(super) fn number(figure: &Value, part: &str) -> i64 {
    figure[part].as_i64().unwrap_or(0)
}

fn added(groups: &[Value], part: &str) -> i64 {
    groups.iter().map(|group| number(group, part)).sum()
}
