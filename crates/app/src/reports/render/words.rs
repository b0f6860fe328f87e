//! Values as people read them.

use bihuan_domain::indicator::Unit;
use bihuan_domain::report::{Adjusted, Cell, Column};

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
        _ => String::new(),
    }
}
