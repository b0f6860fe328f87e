//! Comma-separated values: one line for each figure, whatever its table. Begins with a byte order mark, by which
//! spreadsheets know UTF-8.

use bihuan_domain::policy::vocabulary::Text;
use bihuan_domain::report::Report;

use super::{Speech, words};
use crate::error::Error;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// What a spreadsheet would take for the beginning of a formula.
const FORMULA: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() }
}

pub(super) fn write(report: &Report, speech: Speech) -> Result<Vec<u8>, Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec());
    fill(&mut writer, report, speech).map_err(|error| Error::Internal(Box::new(error)))?;
    writer.into_inner().map_err(|error| Error::Internal(Box::new(error.into_error())))
}

/// What the columns are.
const COLUMNS: usize = 26;

fn heads(speech: Speech) -> [&'static str; COLUMNS] {
    [
        speech.choose("表", "table"),
        speech.choose("分组编码", "group"),
        speech.choose("分组", "group name"),
        speech.choose("指标编码", "indicator"),
        speech.choose("指标", "indicator name"),
        speech.choose("分子", "numerator"),
        speech.choose("分母", "denominator"),
        speech.choose("值", "value"),
        speech.choose("置信下限", "low"),
        speech.choose("置信上限", "high"),
        speech.choose("样本不足", "sample too small"),
        speech.choose("目标", "target"),
        speech.choose("是否达标", "target met"),
        speech.choose("申诉后分子", "adjusted numerator"),
        speech.choose("申诉后分母", "adjusted denominator"),
        speech.choose("申诉后值", "adjusted value"),
        speech.choose("现值分子", "numerator today"),
        speech.choose("现值分母", "denominator today"),
        speech.choose("现值", "value today"),
        speech.choose("计划数", "planned"),
        speech.choose("完成率", "attained"),
        speech.choose("上年同期分子", "numerator the year before"),
        speech.choose("上年同期分母", "denominator the year before"),
        speech.choose("上年同期值", "value the year before"),
        speech.choose("同比", "change"),
        speech.choose("工单", "tickets"),
    ]
}

fn fill(writer: &mut csv::Writer<Vec<u8>>, report: &Report, speech: Speech) -> Result<(), csv::Error> {
    let heads = heads(speech);
    writer.write_record(heads)?;
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let count = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    for section in &report.sections {
        for row in &section.rows {
            for (column, cell) in section.columns.iter().zip(&row.cells) {
                writer.write_record([
                    harmless(speech.say(&section.title)),
                    harmless(&row.key),
                    harmless(speech.say(&row.name)),
                    column.indicator.clone(),
                    harmless(speech.say(&column.name)),
                    count(cell.numerator),
                    count(cell.denominator),
                    number(cell.value),
                    number(cell.low),
                    number(cell.high),
                    cell.sample_too_small.to_string(),
                    number(column.target_basis_points.map(|points| f64::from(points) / 10_000.0)),
                    words::met(cell.target_met, speech).to_owned(),
                    count(cell.adjusted.and_then(|adjusted| adjusted.numerator)),
                    count(cell.adjusted.and_then(|adjusted| adjusted.denominator)),
                    number(cell.adjusted.and_then(|adjusted| adjusted.value)),
                    count(cell.restated.and_then(|today| today.numerator)),
                    count(cell.restated.and_then(|today| today.denominator)),
                    number(cell.restated.and_then(|today| today.value)),
                    count(cell.plan.map(|plan| plan.amount.into())),
                    number(cell.plan.map(|plan| plan.attained)),
                    count(cell.before.and_then(|before| before.numerator)),
                    count(cell.before.and_then(|before| before.denominator)),
                    number(cell.before.and_then(|before| before.value)),
                    number(cell.before.and_then(|before| before.change)),
                    String::new(),
                ])?;
            }
        }
        note(writer, &section.title, words::as_of_today(section, speech), speech)?;
        note(writer, &section.title, &words::left_out(section.rows_left_out, speech), speech)?;
    }
    for finding in &report.findings {
        for row in &finding.rows {
            let filled = [
                (0, harmless(speech.say(&finding.title))),
                (2, harmless(speech.say(&row.name))),
                (5, row.count.to_string()),
                (heads.len() - 1, harmless(&words::tickets(row, speech))),
            ];
            writer.write_record(line(filled))?;
        }
        note(writer, &finding.title, &words::left_out(finding.left_out, speech), speech)?;
    }
    note(writer, &report.name, &words::uncounted(report, speech), speech)
}

/// What is to be said of a whole table or list stands where its groups have their names.
fn note(writer: &mut csv::Writer<Vec<u8>>, title: &Text, said: &str, speech: Speech) -> Result<(), csv::Error> {
    if said.is_empty() {
        return Ok(());
    }
    writer.write_record(line([(0, harmless(speech.say(title))), (2, said.to_owned())]))
}

/// A line with these texts at their places.
fn line(filled: impl IntoIterator<Item = (usize, String)>) -> Vec<String> {
    let mut record = vec![String::new(); COLUMNS];
    for (place, text) in filled {
        if let Some(cell) = record.get_mut(place) {
            *cell = text;
        }
    }
    record
}
