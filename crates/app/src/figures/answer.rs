//! What a figure says.

use bihuan_domain::indicator::{Direction, Interval, wilson};
use bihuan_domain::policy::vocabulary::Text;

/// A value with the numbers behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Value {
    /// The numerator; none for a percentile and for a weighted score.
    pub numerator: Option<i64>,
    /// The denominator; none for a plain count or a weighted score.
    pub denominator: Option<i64>,
    /// The value; none when there is nothing to divide by.
    pub value: Option<f64>,
    /// Between which shares the true one lies, at 95 %; shares only.
    pub interval: Option<Interval>,
    /// Whether there are too few to compare or rank.
    pub small: bool,
}

impl Value {
    /// A plain count.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of tickets stay far below 2^53")]
    pub fn count(number: i64) -> Self {
        Self { numerator: Some(number), denominator: None, value: Some(number as f64), interval: None, small: false }
    }

    /// One number over another.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "sums of seconds stay far below 2^53")]
    pub fn ratio(numerator: i64, denominator: i64, share: bool, sample_min: u32) -> Self {
        Self {
            numerator: Some(numerator),
            denominator: Some(denominator),
            value: (denominator != 0).then(|| numerator as f64 / denominator as f64),
            interval: if share { wilson(numerator, denominator) } else { None },
            small: denominator < i64::from(sample_min),
        }
    }

    /// A percentile of so many.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "seconds stay far below 2^53")]
    pub fn percentile(value: Option<i64>, count: i64, sample_min: u32) -> Self {
        Self {
            numerator: None,
            denominator: Some(count),
            value: value.map(|value| value as f64),
            interval: None,
            small: count < i64::from(sample_min),
        }
    }

    /// Values by their weights in percent; none unless all of them have a value.
    #[must_use]
    pub fn weighted(parts: &[(u8, Self)]) -> Self {
        let weighed = parts.iter().map(|(weight, part)| part.value.map(|value| f64::from(*weight) * value / 100.0));
        let small = parts.iter().any(|(_, part)| part.small);
        Self { numerator: None, denominator: None, value: weighed.sum(), interval: None, small }
    }
}

/// A figure: the whole, or one group of a cut.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The group; empty for the whole, and for those that belong to no group.
    pub key: String,
    /// What people call the group.
    pub name: Option<Text>,
    /// Whether the group is the unit itself, without those below it.
    pub itself: bool,
    /// The value; as it was closed, when the period is.
    pub value: Value,
    /// The value as it stands now, when the period was closed with another.
    pub restated: Option<Value>,
    /// The place among the groups with a large enough sample, from 1; equal values share it.
    pub rank: Option<usize>,
    /// What it is compared with; none without a comparison.
    pub before: Option<Value>,
}

/// Ranks the groups that are large enough.
pub(super) fn rank(figures: &mut [Figure], direction: Direction) {
    let sign = match direction {
        Direction::Higher => -1.0,
        Direction::Lower => 1.0,
        Direction::Neutral => return,
    };
    let ranked = |figure: &Figure| figure.value.value.filter(|_| !figure.value.small).map(|value| sign * value);
    let values: Vec<f64> = figures.iter().filter_map(ranked).collect();
    for figure in figures.iter_mut() {
        let own = ranked(figure);
        figure.rank = own.map(|own| 1 + values.iter().filter(|value| **value < own).count());
    }
}
