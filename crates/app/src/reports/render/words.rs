//! Values as people read them.

use bihuan_domain::indicator::Unit;
use bihuan_domain::report::Cell;

use super::Speech;

/// A value; a dash where there is none.
pub(super) fn value(cell: &Cell, unit: Unit, speech: Speech) -> String {
    let Some(value) = cell.value else { return "–".to_owned() };
    let shown = match unit {
        Unit::Count => cell.numerator.unwrap_or_default().to_string(),
        Unit::Share | Unit::Score => format!("{:.2}%", value * 100.0),
        Unit::NetShare => format!("{:+.1}", value * 100.0),
        Unit::Seconds => format!("{:.1} {}", value / 60.0, speech.choose("分钟", "min")),
        Unit::PerItem => format!("{value:.2}"),
    };
    // What is shown of few is no base for comparison.
    if cell.sample_too_small && unit != Unit::Count { format!("{shown} *") } else { shown }
}

/// The numbers behind a value, such as `48 / 50`.
pub(super) fn behind(cell: &Cell, unit: Unit) -> String {
    match (cell.numerator, cell.denominator) {
        (Some(numerator), Some(denominator)) if unit != Unit::Count => format!("{numerator} / {denominator}"),
        _ => String::new(),
    }
}
