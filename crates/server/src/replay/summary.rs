//! What came of a replay.

use std::time::Duration;

use serde::Serialize;

use super::rows::{Rejected, Sheet};
use crate::output;

/// Lines of rejected rows and of disagreements that are printed; `--json` has all.
const LINES_SHOWN_MAX: usize = 50;

/// What came of a replay.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Summary {
    /// Rows of the file, without the header.
    pub(super) rows: usize,
    /// Tickets for them in the database.
    pub(super) tickets: usize,
    /// Of them, tickets to which this run had nothing to add.
    pub(super) already_there: usize,
    /// Of them, tickets that have not ended.
    pub(super) still_open: usize,
    /// Of them, tickets whose promise was broken, as we see it.
    pub(super) late: usize,
    /// Rows with a promise, a close and a flag.
    pub(super) verdicts_compared: usize,
    /// Of them, rows on which our verdict is the data's own.
    pub(super) verdicts_agreeing: usize,
    /// The others.
    pub(super) disagreements: Vec<Disagreement>,
    /// Rows that may not be replayed.
    pub(super) rejected: Vec<Rejected>,
    /// How long this run took.
    pub(super) seconds: f64,
    /// Rows that this run played, each second.
    pub(super) rows_per_second: f64,
}

/// A row on which our verdict is not the data's.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Disagreement {
    pub(super) line: u64,
    pub(super) external_id: String,
    /// Whether it was on time, as we see it.
    pub(super) ours: Option<bool>,
    /// Whether it was on time, as the data says.
    pub(super) theirs: bool,
}

impl Summary {
    /// The summary of a file none of whose rows may be replayed.
    pub(super) fn without_tickets(sheet: Sheet) -> Self {
        Self { rows: sheet.rejected.len(), rejected: sheet.rejected, ..Self::default() }
    }

    /// Notes how long it took to play so many rows.
    pub(super) fn timed(&mut self, played: usize, took: Duration) {
        let hundredths = |value: f64| (value * 100.0).round() / 100.0;
        self.seconds = hundredths(took.as_secs_f64());
        self.rows_per_second = hundredths(played as f64 / took.as_secs_f64().max(f64::EPSILON));
    }
}

/// Prints the summary.
///
/// # Errors
/// When it cannot be written as JSON.
pub(super) fn show(summary: &Summary, as_json: bool) -> anyhow::Result<()> {
    if as_json {
        return output::json(summary);
    }
    let Summary { rows, tickets, already_there, still_open, late, .. } = summary;
    for (name, value) in [
        ("rows", rows.to_string()),
        ("tickets", tickets.to_string()),
        ("already there", already_there.to_string()),
        ("still open", still_open.to_string()),
        ("late", late.to_string()),
        ("verdicts compared", summary.verdicts_compared.to_string()),
        ("verdicts agreeing", summary.verdicts_agreeing.to_string()),
        ("rejected", summary.rejected.len().to_string()),
        ("seconds", format!("{:.2}", summary.seconds)),
        ("rows a second", format!("{:.1}", summary.rows_per_second)),
    ] {
        output::line(format!("{name:<18} {value:>9}"));
    }
    for row in summary.rejected.iter().take(LINES_SHOWN_MAX) {
        output::line(format!("rejected line {}: {}", row.line, row.reason));
    }
    for row in summary.disagreements.iter().take(LINES_SHOWN_MAX) {
        let ours = match row.ours {
            Some(true) => "in time",
            Some(false) => "late",
            None => "no verdict",
        };
        let theirs = if row.theirs { "in time" } else { "late" };
        output::line(format!(
            "verdict of line {} ({}): ours is {ours}, the data's {theirs}",
            row.line, row.external_id
        ));
    }
    Ok(())
}
