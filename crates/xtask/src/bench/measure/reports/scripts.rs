//! The scripts that count once more, from the log, the clocks and the answers of customers alone.

use std::time::Instant;

use anyhow::{Context, Result, ensure};

use super::verify::whole;
use super::{COUNT_MAX, LOOK, Reader};
use crate::bench::measure::clocks::sql::{Both, Sql};

const COUNTS: &str = include_str!("../../../../../../docs/figures/recompute.sql");
const TIMES: Both<'_> = Both {
    postgres: include_str!("../../../../../../docs/figures/recompute-times.postgres.sql"),
    sqlite: include_str!("../../../../../../docs/figures/recompute-times.sqlite.sql"),
};
const LIMITS: Both<'_> = Both {
    postgres: include_str!("../../../../../../docs/figures/recompute-limits.postgres.sql"),
    sqlite: include_str!("../../../../../../docs/figures/recompute-limits.sqlite.sql"),
};
const LISTS: Both<'_> = Both {
    postgres: include_str!("../../../../../../docs/figures/recompute-lists.postgres.sql"),
    sqlite: include_str!("../../../../../../docs/figures/recompute-lists.sqlite.sql"),
};
/// What stands in the log behind the place up to which figures follow it.
const WAITING: Both<'_> = Both {
    postgres: "SELECT count(*) FROM events, figure_cursor \
               WHERE (tx, seq) > (CAST(CAST(log_transaction AS TEXT) AS XID8), log_sequence)",
    sqlite: "SELECT count(*) FROM events, figure_cursor WHERE seq > log_sequence",
};

/// Waits until everything in the log is counted.
///
/// # Errors
/// When it takes too long.
pub(super) fn wait_until_counted(reader: &Reader<'_>, sql: &Sql) -> Result<()> {
    let begun = Instant::now();
    while sql.numbers(WAITING)? != [0.0] {
        reader.setup.interrupt.check()?;
        ensure!(begun.elapsed() < COUNT_MAX, "the figures do not follow the log");
        std::thread::sleep(LOOK);
    }
    Ok(())
}

/// What the scripts count is what the program says, number for number.
///
/// # Errors
/// All numbers that differ.
pub(super) fn count_the_same(reader: &Reader<'_>, sql: &Sql) -> Result<()> {
    let (mut compared, mut different) = (0_u32, Vec::new());
    for script in [Both { postgres: COUNTS, sqlite: COUNTS }, TIMES, LIMITS, LISTS] {
        for row in sql.rows(script)? {
            let line = row.first().context("a script answered nothing")?;
            let (name, counted) = line.split_once(' ').context("a script answered no number")?;
            let (code, part) = name.split_once('.').context("a script answered no figure")?;
            // A percentile of nothing is nothing.
            let told = whole(reader, code, "")?[part].as_f64().unwrap_or(0.0);
            if counted.parse() != Ok(told) {
                different.push(format!("{name}: the script counts {counted}, the program says {told}"));
            }
            compared += 1;
        }
    }
    ensure!(different.is_empty(), "{}", different.join("\n"));
    println!("  verified: {compared} numbers are what the scripts of docs/figures count");
    Ok(())
}
