//! What is shown at the end.

mod json;
mod machine;
mod table;

pub(super) use json::json;
pub(super) use machine::Machine;
pub(super) use table::table;

use super::processor::Cost;
use super::rounds::{Latency, Sample, median};

fn median_rate(samples: &[Sample]) -> f64 {
    median(samples.iter().map(|sample| sample.rate)).unwrap_or_default()
}

/// The median of one of the times, in milliseconds.
fn median_millis(samples: &[Sample], of: fn(&Latency) -> u64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "microseconds of a request")]
    let millis = samples.iter().filter_map(|sample| sample.latency.as_ref()).map(|latency| of(latency) as f64 / 1e3);
    median(millis)
}

/// The median of one of the costs, in microseconds for each operation.
fn median_cost(samples: &[Sample], of: fn(&Cost) -> Option<f64>) -> Option<f64> {
    median(samples.iter().filter_map(|sample| of(sample.cost.as_ref()?)))
}

/// The lowest and the highest.
fn range(ratios: &[f64]) -> (f64, f64) {
    ratios.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), ratio| (low.min(*ratio), high.max(*ratio)))
}

/// Which of the two is faster, as far as all pairs agree.
fn direction(ratios: &[f64]) -> &'static str {
    if ratios.iter().all(|ratio| *ratio > 1.0) {
        "faster"
    } else if ratios.iter().all(|ratio| *ratio < 1.0) {
        "slower"
    } else {
        "not told apart"
    }
}
