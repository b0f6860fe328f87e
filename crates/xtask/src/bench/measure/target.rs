//! What is to be reached, and whether it was.

use std::fmt;

use super::rounds::median;
use crate::bench::case::{Case, Engine};
use crate::bench::options::PAIRS_MIN;

/// What the server is measured beside, where it is not the limit.
pub(super) const SINGLE_COMMIT: &str = "one commit a request";
pub(super) const LARGE_TABLE: &str = "large table";

/// The number of clients for which targets are set.
const CLIENTS: usize = 32;

/// A bound for the ratio of the server's rate and another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Target {
    AtLeast(f64),
    AtMost(f64),
}

impl Target {
    /// The targets that were set.
    pub(super) fn of(case: Case, engine: Engine, clients: usize, beside: &str) -> Option<Self> {
        match (case, engine, beside) {
            _ if clients != CLIENTS => None,
            (Case::Create, Engine::Postgres, "pgbench") => Some(Self::AtLeast(0.8)),
            (Case::Create, Engine::Sqlite, SINGLE_COMMIT) => Some(Self::AtLeast(2.5)),
            (Case::Queue, _, LARGE_TABLE) => Some(Self::AtMost(3.0)),
            _ => None,
        }
    }

    fn holds(self, ratio: f64) -> bool {
        match self {
            Self::AtLeast(bound) => ratio >= bound,
            Self::AtMost(bound) => ratio <= bound,
        }
    }

    /// Whether it was reached. It counts only when all pairs say the same.
    pub(super) fn judge(self, ratios: &[f64]) -> String {
        let holding = ratios.iter().filter(|ratio| self.holds(**ratio)).count();
        let median = median(ratios.iter().copied()).unwrap_or_default();
        let mut verdict = if holding == ratios.len() {
            format!("reached: {median:.2}, {self}")
        } else if holding == 0 {
            format!("MISSED: {median:.2}, {self}")
        } else {
            let word = if self.holds(median) { "reached by the median only" } else { "MISSED by the median" };
            format!("{word}: {median:.2}, {self}; {holding} of {} pairs hold", ratios.len())
        };
        if ratios.len() < PAIRS_MIN {
            verdict.push_str(" (too few pairs to count)");
        }
        verdict
    }
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtLeast(bound) => write!(formatter, "wanted at least {bound:.1}"),
            Self::AtMost(bound) => write!(formatter, "wanted at most {bound:.1}"),
        }
    }
}
