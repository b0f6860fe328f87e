//! Reports, cell by cell.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::Reader;
use super::month::ROOT;
use super::verify::{PARTS, listed, pages};

/// The days of a row, and further parameters.
type Narrowed = (String, String);

/// What lists come to, by how they were asked for: several reports speak of the same.
type Known = BTreeMap<String, i64>;

/// Runs every report over the periods of these days; every number of every cell is what its list adds up to.
///
/// # Errors
/// The first number that differs.
pub(super) fn cells_are_their_lists(reader: &Reader<'_>, days: &[&str]) -> Result<()> {
    let (mut known, mut compared) = (Known::new(), 0_u32);
    let reports = pages(reader, "/v1/reports?")?;
    for code in reports.iter().filter_map(|report| report["code"].as_str()) {
        for day in days {
            let body = json!({ "day": day, "unit": ROOT }).to_string();
            let run = reader.post(&format!("/v1/reports/{code}/runs"), &body)?;
            let id = run["id"].as_str().context("a run without an id")?;
            let report = reader.get(&format!("/v1/report-runs/{id}?format=json"))?;
            compared += compare(reader, &report, &mut known).with_context(|| format!("in {code} of {day}"))?;
        }
    }
    println!("  verified: {compared} numbers of {} reports are their lists", reports.len());
    Ok(())
}

fn compare(reader: &Reader<'_>, report: &Value, known: &mut Known) -> Result<u32> {
    let mut compared = 0;
    for section in array(&report["sections"])? {
        for row in array(&section["rows"])? {
            let (days, more) = narrowed(report, section, row)?;
            for (cell, column) in array(&row["cells"])?.iter().zip(array(&section["columns"])?) {
                let code = column["indicator"].as_str().context("a column without an indicator")?;
                for part in PARTS {
                    let Some(told) = cell[part].as_i64() else { continue };
                    let asked = format!("{code} {part} {days}{more}");
                    let found = match known.get(&asked) {
                        Some(found) => *found,
                        None => listed(reader, code, &days, part, &more)?,
                    };
                    ensure!(told == found, "{asked} is {told}, and its list adds up to {found}");
                    known.insert(asked, found);
                    compared += 1;
                }
            }
        }
    }
    Ok(compared)
}

fn array(value: &Value) -> Result<&Vec<Value>> {
    value.as_array().context("a report is not as expected")
}

/// The days and the further parameters by which the tickets behind a row are asked for.
fn narrowed(report: &Value, section: &Value, row: &Value) -> Result<Narrowed> {
    let key = row["key"].as_str().context("a row without a key")?;
    let (from, to) = (report["from"].as_str().unwrap_or_default(), report["to"].as_str().unwrap_or_default());
    let whole = format!("from={from}&to={to}");
    let stretch = match section["by"].as_str() {
        None => return Ok((whole, String::new())),
        Some("day") => 1.day(),
        Some("week") => 1.week(),
        Some("month") => 1.month(),
        Some("quarter") => 3.months(),
        Some("year") => 1.year(),
        Some("unit") if key == ROOT => return Ok((whole, format!("&unit={key}&itself=true"))),
        Some(by) => return Ok((whole, format!("&{by}={key}"))),
    };
    let first: Date = key.parse().context("a row that is no day")?;
    let last = first.checked_add(stretch)?.yesterday()?;
    // Only as far as the report goes.
    let (from, to): (Date, Date) = (from.parse()?, to.parse()?);
    Ok((format!("from={}&to={}", first.max(from), last.min(to)), String::new()))
}
