//! With what figures are compared.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::fact::Day;

use super::{Cut, Unit};

/// Months of a year.
const YEAR: i32 = 12;

/// With what a figure is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// The same days of the year before (同比). The last day of a month is compared with the last day of that month, also
    /// where February has another length.
    YearBefore,
}

impl Comparison {
    /// All of them.
    pub const ALL: &[Self] = &[Self::YearBefore];

    /// The name in bundles and in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::YearBefore => "year_before",
        }
    }

    /// The days that these are compared with.
    #[must_use]
    pub fn days(self, from: Day, to: Day) -> (Day, Day) {
        match self {
            Self::YearBefore => {
                let next = to.plus(1);
                let ends = next.month() == next;
                let last = if ends { next.plus_months(-YEAR).plus(-1) } else { to.plus_months(-YEAR) };
                (from.plus_months(-YEAR), last)
            }
        }
    }

    /// Whether the groups of a cut have counterparts: days and weeks have none, as they lie otherwise in another year.
    #[must_use]
    pub const fn suits(self, by: Option<Cut>) -> bool {
        match self {
            Self::YearBefore => !matches!(by, Some(Cut::Day | Cut::Week)),
        }
    }

    /// The group that one of those days is compared with.
    #[must_use]
    pub fn counterpart(self, by: Option<Cut>, key: &str) -> String {
        match (self, by) {
            (Self::YearBefore, Some(Cut::Month | Cut::Quarter | Cut::Year)) => {
                key.parse().map_or_else(|_| key.to_owned(), |first: Day| first.plus_months(YEAR).to_string())
            }
            (Self::YearBefore, _) => key.to_owned(),
        }
    }

    /// By how much a value changed: shares and scores by the difference, everything else by its part of the earlier value. None
    /// where there is nothing to compare with.
    #[must_use]
    pub fn change(unit: Unit, before: Option<f64>, now: Option<f64>) -> Option<f64> {
        let (before, now) = (before?, now?);
        match unit {
            Unit::Share | Unit::Score | Unit::NetShare => Some(now - before),
            Unit::Count | Unit::Seconds | Unit::PerItem => (before != 0.0).then(|| (now - before) / before),
        }
    }
}
