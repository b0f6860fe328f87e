//! Values as people read them.

use bihuan_domain::indicator::Unit;
use bihuan_domain::report::{Adjusted, Before, Cell, Column, Planned};

use super::Speech;

/// A value; a dash where there is none.
pub(super) fn value(cell: &Cell, unit: Unit, speech: Speech) -> String {
    let Some(value) = cell.value else { return "–".to_owned() };
    let shown = number(value, cell.numerator, unit, speech);
    // What is shown of few is no base for comparison.
    if cell.sample_too_small && unit != Unit::Count { format!("{shown} *") } else { shown }
}

fn number(value: f64, numerator: Option<i64>, unit: Unit, speech: Speech) -> String {
    match unit {
        Unit::Count => numerator.unwrap_or_default().to_string(),
        Unit::Share | Unit::Score => format!("{:.2}%", value * 100.0),
        Unit::NetShare => format!("{:+.1}", value * 100.0),
        Unit::Seconds => format!("{:.1} {}", value / 60.0, speech.choose("分钟", "min")),
        Unit::PerItem => format!("{value:.2}"),
    }
}

/// A value with what upheld appeals change, and the numbers behind it; nothing where that is the same.
pub(super) fn adjusted(cell: &Cell, unit: Unit, speech: Speech) -> String {
    let Some(Adjusted { numerator, denominator, value, .. }) = cell.adjusted else { return String::new() };
    let shown = value.map_or_else(|| "–".to_owned(), |value| number(value, numerator, unit, speech));
    let parts = Cell { numerator, denominator, ..Cell::default() };
    let behind = behind(&parts, unit);
    let said = format!("{} {shown}", speech.choose("申诉后", "adjusted"));
    if behind.is_empty() { said } else { format!("{said} ({behind})") }
}

/// Whether a value is as it should be; nothing without a target.
pub(super) fn met(met: Option<bool>, speech: Speech) -> &'static str {
    match met {
        Some(true) => speech.choose("达标", "met"),
        Some(false) => speech.choose("未达标", "missed"),
        None => "",
    }
}

/// What was planned, and which part of it came; nothing without a plan.
pub(super) fn plan(cell: &Cell, speech: Speech) -> String {
    let Some(Planned { amount, attained }) = cell.plan else { return String::new() };
    format!(
        "{} {amount}, {} {:.1}%",
        speech.choose("计划", "plan"),
        speech.choose("完成", "attained"),
        attained * 100.0
    )
}

/// What a value is compared with, and by how much it changed; nothing without a comparison.
pub(super) fn before(cell: &Cell, unit: Unit, speech: Speech) -> String {
    let Some(Before { numerator, value, change, .. }) = cell.before else { return String::new() };
    let was = value.map_or_else(|| "–".to_owned(), |value| number(value, numerator, unit, speech));
    let said = format!("{} {was}", speech.choose("上年同期", "year before"));
    let Some(change) = change else { return said };
    let changed = match unit {
        // Shares differ by points, not by parts of themselves.
        Unit::Share | Unit::Score | Unit::NetShare => {
            format!("{:+.2} {}", change * 100.0, speech.choose("个百分点", "points"))
        }
        Unit::Count | Unit::Seconds | Unit::PerItem => format!("{:+.1}%", change * 100.0),
    };
    format!("{said}, {changed}")
}

/// What the values of a column should come to; nothing without a target.
pub(super) fn target(column: &Column, speech: Speech) -> String {
    column.target_basis_points.map_or_else(String::new, |points| {
        format!("{} {:.2}%", speech.choose("目标", "target"), f64::from(points) / 100.0)
    })
}

/// The numbers behind a value, such as `48 / 50`.
pub(super) fn behind(cell: &Cell, unit: Unit) -> String {
    match (cell.numerator, cell.denominator) {
        (Some(numerator), Some(denominator)) if unit != Unit::Count => format!("{numerator} / {denominator}"),
        (None, Some(denominator)) => format!("n = {denominator}"),
        _ => String::new(),
    }
}
