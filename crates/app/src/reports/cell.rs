//! Cells of tables: a value beside what it should be, what was planned, what appeals change, and what it was.

use bihuan_domain::indicator::{Comparison, Cut, Direction, Unit};
use bihuan_domain::policy::reports::{PlanSpec, TargetSpec};
use bihuan_domain::report::{Adjusted, Before, Cell, Planned, rounded};

use crate::figures::Value;

/// A whole, in hundredths of a percent.
const WHOLE: i64 = 10_000;

/// A column with what is to be put into it.
pub(super) struct Filling<'a> {
    /// What a group of nothing comes to.
    pub(super) blank: Value,
    pub(super) unit: Unit,
    pub(super) direction: Direction,
    pub(super) target: Option<&'a TargetSpec>,
    pub(super) plans: Vec<&'a PlanSpec>,
    /// What rows stand for.
    pub(super) by: Option<Cut>,
    /// The unit that the report is about, and whether it is the one at the top.
    pub(super) about: (&'a str, bool),
    pub(super) compared: bool,
}

/// The values of one cell.
pub(super) struct Values {
    pub(super) raw: Value,
    /// With what upheld appeals change; none where none were upheld.
    pub(super) adjusted: Option<Value>,
    /// What it comes to today; none where that is the same, or the period was not closed.
    pub(super) restated: Option<Value>,
    /// What it is compared with, if it is.
    pub(super) before: Option<Value>,
}

impl Filling<'_> {
    /// The cell of a group that has nothing of the column.
    pub(super) fn nothing(&self, key: &str) -> Cell {
        let before = self.compared.then_some(self.blank);
        self.cell(key, &Values { raw: self.blank, adjusted: None, restated: None, before })
    }

    pub(super) fn cell(&self, key: &str, values: &Values) -> Cell {
        let Values { raw: value, adjusted, restated, before } = values;
        let same = |other: &Value| (other.numerator, other.denominator, other.value.map(rounded));
        let beside = |other: &Option<Value>| {
            other.filter(|other| same(other) != same(value)).map(|other| Adjusted {
                numerator: other.numerator,
                denominator: other.denominator,
                value: other.value.map(rounded),
                target_met: self.met(&other),
            })
        };
        Cell {
            numerator: value.numerator,
            denominator: value.denominator,
            value: value.value.map(rounded),
            low: value.interval.map(|interval| rounded(interval.low)),
            high: value.interval.map(|interval| rounded(interval.high)),
            sample_too_small: value.small,
            target_met: self.met(value),
            adjusted: beside(adjusted),
            restated: beside(restated),
            plan: self.planned(key, value),
            before: before.map(|before| Before {
                numerator: before.numerator,
                denominator: before.denominator,
                value: before.value.map(rounded),
                change: Comparison::change(self.unit, before.value, value.value).map(rounded),
            }),
        }
    }

    /// What was planned for a row: for the unit it stands for, or for that of the report.
    fn planned(&self, key: &str, value: &Value) -> Option<Planned> {
        let (about, top) = self.about;
        let (unit, top) = match self.by {
            None => (about, top),
            // The unit itself, without those below it, has no plan of its own.
            Some(_) if key == about => return None,
            Some(_) => (key, false),
        };
        let plan = self.plans.iter().find(|plan| plan.unit.as_ref().map_or(top, |code| code.as_str() == unit))?;
        let attained = rounded(value.value? / f64::from(plan.amount));
        Some(Planned { amount: plan.amount, attained })
    }

    /// Whether a value is as it should be: compared as whole numbers where there are any, so that 96 of 100 are 96 %.
    fn met(&self, value: &Value) -> Option<bool> {
        let target = i64::from(self.target?.basis_points);
        let (is, wanted) = match (value.numerator, value.denominator) {
            (Some(numerator), Some(denominator)) if denominator > 0 => {
                (exact(numerator.saturating_mul(WHOLE)), exact(denominator.saturating_mul(target)))
            }
            (Some(_), _) | (None, Some(_)) => return None,
            (None, None) => (rounded(value.value?) * exact(WHOLE), exact(target)),
        };
        match self.direction {
            Direction::Higher => Some(is >= wanted),
            Direction::Lower => Some(is <= wanted),
            Direction::Neutral => None,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of tickets stay far below 2^53")]
const fn exact(number: i64) -> f64 {
    number as f64
}
