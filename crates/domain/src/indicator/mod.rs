//! Indicators (指标): a registry in which every figure has one definition, told to people and computed from alike.
//!
//! A definition speaks of the flags and amounts of [facts](crate::fact). It is evaluated here over one fact, and written
//! as SQL over many; the tests hold the two against each other.

mod comparison;
mod condition;
mod cut;
mod definitions;
mod interval;
mod measure;
mod missing;
mod registry;

pub use comparison::Comparison;
pub use condition::Condition;
pub use cut::Cut;
pub use interval::{Interval, wilson};
pub use measure::{Measure, Sum};
pub use missing::{MISSING, Missing};
pub use registry::{Registry, ResolvedFormula, ResolvedIndicator};

use serde::{Deserialize, Serialize};

use crate::fact::{Amount, Family};

/// Which day says to which period a fact belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CohortDay {
    /// The day on which it began.
    Begun,
    /// The day on which it was done.
    Done,
}

impl CohortDay {
    /// The name of its column.
    #[must_use]
    pub const fn column(self) -> &'static str {
        match self {
            Self::Begun => "begun_day",
            Self::Done => "done_day",
        }
    }
}

/// Whether more is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither.
    Neutral,
}

/// What the value is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// So many.
    Count,
    /// A share between 0 and 1.
    Share,
    /// A mean of seconds.
    Seconds,
    /// A mean of counts.
    PerItem,
    /// A difference of shares, between -1 and 1.
    NetShare,
    /// A weighted sum of shares, between 0 and 1.
    Score,
}

/// How the value comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formula {
    /// How many.
    Count(Measure),
    /// One number over another; the numerator counts some of what the denominator counts.
    Share {
        /// What is counted.
        of: Measure,
        /// Out of what.
        over: Measure,
    },
    /// A sum over a number.
    Mean {
        /// What is added up.
        of: Measure,
        /// How many there are.
        over: Measure,
    },
    /// The least value that at least so many percent of the facts do not exceed (nearest rank). It is found among the facts
    /// every time: a percentile of parts says nothing about the whole.
    Percentile {
        /// Of what.
        of: Amount,
        /// How many percent, 1 to 100.
        percent: u8,
    },
    /// The weighted sum of other indicators; the weights are the policy's.
    ThreeRates,
}

/// One indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Its name for programs; never given to another definition.
    pub code: &'static str,
    /// What people call it: Chinese, English.
    pub name: (&'static str, &'static str),
    /// The formula in words: Chinese, English.
    pub words: (&'static str, &'static str),
    /// What is counted.
    pub family: Family,
    /// By which day.
    pub cohort: CohortDay,
    /// What of the family takes part at all.
    pub among: Condition,
    /// How the value comes about.
    pub formula: Formula,
    /// What the value is counted in.
    pub unit: Unit,
    /// Whether more is better.
    pub direction: Direction,
    /// Counts the changes to the definition.
    pub version: u16,
    /// Where the definition comes from.
    pub source: &'static str,
}
