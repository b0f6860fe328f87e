//! Holding every number of the month against its list, against its parts, and against plain SQL over tickets, work orders
//! and clocks: no fact, no sum.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::Reader;
use super::month::MONTH;
use crate::bench::measure::clocks::sql::{Both, Sql};

const PARTS: [&str; 2] = ["numerator", "denominator"];
/// Cuts from kept sums and from facts.
const CUTS: [&str; 6] = ["unit", "kind", "day", "type", "channel", "area"];

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

/// Compares, and says how many numbers were compared.
///
/// # Errors
/// The first number that differs.
pub(super) fn all(reader: &Reader<'_>, sql: &Sql) -> Result<()> {
    let registry = reader.get("/v1/indicators")?;
    let codes = registry["indicators"].as_array().context("a registry")?;
    let (mut lists, mut sums) = (0_u32, 0_u32);
    for code in codes.iter().filter_map(|one| one["code"].as_str()).filter(|code| *code != "three_rates") {
        let whole = figures(reader, code, "")?.pop().context("a whole")?;
        for part in PARTS.into_iter().filter(|part| whole[*part].is_i64()) {
            let (told, listed) = (number(&whole, part), listed(reader, code, part)?);
            ensure!(told == listed, "{code} {part} is {told}, and its list adds up to {listed}");
            lists += 1;
        }
        for cut in CUTS {
            let groups = figures(reader, code, &format!("&by={cut}"))?;
            for part in PARTS {
                let (told, added) = (number(&whole, part), groups.iter().map(|group| number(group, part)).sum::<i64>());
                ensure!(told == added, "{code} {part} is {told}, and by {cut} it adds up to {added}");
                sums += 1;
            }
        }
    }
    for (code, query) in COUNTED {
        let counted = sql.numbers(Both { postgres: query, sqlite: query })?;
        let part = if code == "mean_arrival_time" { "denominator" } else { "numerator" };
        let told = number(&figures(reader, code, "")?.pop().context("a whole")?, part);
        ensure!(format!("{counted:?}") == format!("[{told}.0]"), "{code} is {told}, and SQL counts {counted:?}");
    }
    println!(
        "  verified: {lists} numbers are their lists, {sums} are their parts, {} are what SQL counts",
        COUNTED.len()
    );
    Ok(())
}

fn figures(reader: &Reader<'_>, code: &str, more: &str) -> Result<Vec<Value>> {
    pages(reader, &format!("/v1/figures?indicator={code}&{MONTH}&limit=200{more}"))
}

fn listed(reader: &Reader<'_>, code: &str, part: &str) -> Result<i64> {
    let rows = pages(reader, &format!("/v1/figures/tickets?indicator={code}&{MONTH}&part={part}&limit=200"))?;
    Ok(rows.iter().filter_map(|row| row["adds"].as_i64()).sum())
}

/// All rows of a list, page by page.
fn pages(reader: &Reader<'_>, path: &str) -> Result<Vec<Value>> {
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

fn number(figure: &Value, part: &str) -> i64 {
    figure[part].as_i64().unwrap_or(0)
}
