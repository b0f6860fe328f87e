//! Values as people read them.

use bihuan_domain::indicator::Unit;
use bihuan_domain::report::{Adjusted, Before, Cell, Column, Found, Planned, Report, Section};

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
    beside(cell.adjusted, speech.choose("申诉后", "adjusted"), unit, speech)
}

/// What a value of a closed period comes to today, and the numbers behind it; nothing where that is the same.
pub(super) fn restated(cell: &Cell, unit: Unit, speech: Speech) -> String {
    beside(cell.restated, speech.choose("现值", "today"), unit, speech)
}

fn beside(other: Option<Adjusted>, what: &str, unit: Unit, speech: Speech) -> String {
    let Some(Adjusted { numerator, denominator, value, .. }) = other else { return String::new() };
    let shown = value.map_or_else(|| "–".to_owned(), |value| number(value, numerator, unit, speech));
    let parts = Cell { numerator, denominator, ..Cell::default() };
    let behind = behind(&parts, unit);
    let said = format!("{what} {shown}");
    if behind.is_empty() { said } else { format!("{said} ({behind})") }
}

/// That a table counts what stands today though its days are closed; nothing where it does not.
pub(super) fn as_of_today(section: &Section, speech: Speech) -> &'static str {
    let said = speech.choose("该期已封存；本表按现值统计", "The period is closed; this table counts what stands today");
    if section.as_of_today { said } else { "" }
}

/// How many rows a table or list lacks because it has a longest length; nothing where it lacks none.
pub(super) fn left_out(rows: usize, speech: Speech) -> String {
    if rows == 0 {
        String::new()
    } else {
        format!("{}{rows}", speech.choose("未列出的行数：", "Rows left out: "))
    }
}

/// How many tickets are missing from all of it; nothing where none is.
pub(super) fn uncounted(report: &Report, speech: Speech) -> String {
    if report.uncounted_tickets == 0 {
        return String::new();
    }
    let said = speech.choose("无法统计的工单数：", "Tickets that could not be counted: ");
    format!("{said}{}", report.uncounted_tickets)
}

/// The tickets of a finding, and how many more there are.
pub(super) fn tickets(found: &Found, speech: Speech) -> String {
    let listed = found.tickets.join(" ");
    match found.count.saturating_sub(found.tickets.len()) {
        0 => listed,
        more => format!("{listed} {} {more}", speech.choose("另有", "and more:")),
    }
}

/// The bounds of the 95 % interval, and that there are too few to compare; nothing where there is no interval.
pub(super) fn interval(cell: &Cell, speech: Speech) -> String {
    let Some((low, high)) = cell.low.zip(cell.high) else { return String::new() };
    let few = if cell.sample_too_small { speech.choose("，样本不足", ", too few") } else { "" };
    format!("{:.2}% – {:.2}%{few}", low * 100.0, high * 100.0)
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
