//! The order in which the requests of a file are played: by time, and at one moment openings before closes.

use bihuan_domain::time::Timestamp;

use super::rows::Row;

/// What happens to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// It is opened and sent out.
    Open,
    /// It is received, replied to, reviewed and archived.
    Close,
}

/// Steps of the same sort at the same moment, each to another request: they may be taken together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Batch {
    pub(super) at: Timestamp,
    pub(super) step: Step,
    /// Which rows, by their place in the sheet.
    pub(super) rows: Vec<usize>,
}

/// All steps of a file, in order.
pub(super) fn batches(rows: &[Row]) -> Vec<Batch> {
    let opens = rows.iter().enumerate().map(|(place, row)| (row.opened, Step::Open, place));
    let closes = rows.iter().enumerate().filter_map(|(place, row)| Some((row.closed?, Step::Close, place)));
    let mut steps: Vec<(Timestamp, Step, usize)> = opens.chain(closes).collect();
    steps.sort_unstable();
    let mut batches: Vec<Batch> = Vec::new();
    for (at, step, row) in steps {
        match batches.last_mut() {
            Some(last) if last.at == at && last.step == step => last.rows.push(row),
            _ => batches.push(Batch { at, step, rows: vec![row] }),
        }
    }
    batches
}
