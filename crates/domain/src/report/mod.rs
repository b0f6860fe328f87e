//! Reports as documents: figures put together, without a word about when or by whom they were computed, so that the same
//! report over unchanged data is the same to the byte.

mod approval;
mod period;

pub use approval::{NotSigned, Said, Signature, Standing, sign, standing};
pub use period::{called, due_at, last_over, stretch};

use serde::{Deserialize, Serialize};

use crate::code::{ReportCode, UnitCode};
use crate::fact::Day;
use crate::indicator::{Comparison, Cut, Unit};
use crate::policy::PolicyVersion;
use crate::policy::reports::ApprovalSpec;
use crate::policy::vocabulary::Text;

/// Values are kept to this many parts of one, so that they survive every way of writing them down.
pub const PARTS: f64 = 1_000_000.0;

/// A report over a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Its code.
    pub code: ReportCode,
    /// What people call it.
    pub name: Text,
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub to: Day,
    /// The unit it is about, with all below.
    pub unit: UnitCode,
    /// What people call that unit.
    pub unit_name: Text,
    /// The policy whose rules it follows.
    pub policy_version: PolicyVersion,
    /// Tables of figures.
    pub sections: Vec<Section>,
    /// Lists of what stands out.
    pub findings: Vec<Finding>,
    /// How many tickets could not be counted as they stand, wherever they belong.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub uncounted_tickets: usize,
    /// Who signs it, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<ApprovalSpec>,
}

/// A table of figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Section {
    /// Its title.
    pub title: Text,
    /// Its columns.
    pub columns: Vec<Column>,
    /// By what it is cut; none when it has one row, the whole. With it and the key of a row the tickets behind a cell are
    /// found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Cut>,
    /// With what its values are compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare: Option<Comparison>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Whether the first column is drawn as bars.
    pub chart: bool,
    /// How many further rows were left out, because a table has a longest length.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rows_left_out: usize,
    /// Whether these days were closed, and the table counts what stands today all the same: what a period came to is kept as a
    /// whole, by unit and by kind only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_of_today: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde wants it")]
const fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// A column: an indicator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Column {
    /// Its code.
    pub indicator: String,
    /// What people call it.
    pub name: Text,
    /// The formula in words.
    pub formula: Text,
    /// What its values are counted in.
    pub unit: Unit,
    /// What its values should come to, in hundredths of a percent; none without a target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_basis_points: Option<u16>,
}

/// A row: a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// The group; empty for the whole, and for what belongs to none.
    pub key: String,
    /// What people call it.
    pub name: Text,
    /// Its values, one for each column.
    pub cells: Vec<Cell>,
}

/// A value with the numbers behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cell {
    /// What is counted above the line.
    pub numerator: Option<i64>,
    /// What is counted below the line.
    pub denominator: Option<i64>,
    /// The value.
    pub value: Option<f64>,
    /// The lower bound of the 95 % interval.
    pub low: Option<f64>,
    /// Its upper bound.
    pub high: Option<f64>,
    /// Whether there are too few to compare.
    pub sample_too_small: bool,
    /// Whether the value is as it should be; none without a target or a value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_met: Option<bool>,
    /// What it is with what upheld appeals change; none where that is the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adjusted: Option<Adjusted>,
    /// What it comes to today, where the period was closed and that differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restated: Option<Adjusted>,
    /// How many were planned, and which part of them came; none without a plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Planned>,
    /// What it is compared with; none without a comparison.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Before>,
}

/// A plan, and how far it came true.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Planned {
    /// How many were planned.
    pub amount: u32,
    /// Which part of them there is: 1 when the plan came true, more beyond.
    pub attained: f64,
}

/// A value that another is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Before {
    /// What was counted above the line.
    pub numerator: Option<i64>,
    /// What was counted below the line.
    pub denominator: Option<i64>,
    /// The value.
    pub value: Option<f64>,
    /// By how much it changed since: shares by the difference, everything else by its part of the earlier value. None
    /// where there was nothing.
    pub change: Option<f64>,
}

/// A value that stands beside another: with what upheld appeals change, or as it comes to today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Adjusted {
    /// What is counted above the line.
    pub numerator: Option<i64>,
    /// What is counted below the line.
    pub denominator: Option<i64>,
    /// The value.
    pub value: Option<f64>,
    /// Whether the value is as it should be; none without a target or a value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_met: Option<bool>,
}

/// A list of what stands out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Its title.
    pub title: Text,
    /// What was found.
    pub rows: Vec<Found>,
    /// How much more was found, because a list has a longest length.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub left_out: usize,
}

/// Something that stands out, with its tickets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// What people call it.
    pub name: Text,
    /// How many.
    pub count: usize,
    /// The numbers of the tickets, the first of them where there are very many.
    pub tickets: Vec<String>,
}

/// A value to [`PARTS`] of one.
#[must_use]
pub fn rounded(value: f64) -> f64 {
    let rounded = (value * PARTS).round() / PARTS;
    // There is one zero only.
    if rounded == 0.0 { 0.0 } else { rounded }
}
