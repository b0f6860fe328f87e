//! A workbook: a sheet for each table, and one for each list of what stands out. Texts are written as texts, never as
//! formulas, and the workbook bears a fixed date, so that the same report is the same to the byte.

use bihuan_domain::indicator::Unit;
use bihuan_domain::report::{Finding, Report, Section};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Speech, words};
use crate::error::Error;

/// The longest name of a sheet that spreadsheets take, in characters.
const SHEET_NAME_MAX: usize = 31;
/// The widths of the first column and of the others, in characters.
const WIDTHS: (f64, f64) = (28.0, 18.0);

pub(super) fn write(report: &Report, speech: Speech) -> Result<Vec<u8>, Error> {
    fill(report, speech).map_err(|error| Error::Internal(Box::new(error)))
}

fn fill(report: &Report, speech: Speech) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made).set_title(speech.say(&report.name)));
    let titles = report.sections.iter().map(|section| &section.title);
    let titles = titles.chain(report.findings.iter().map(|finding| &finding.title));
    let names: Vec<String> = titles.enumerate().map(|(place, title)| name(place, speech.say(title))).collect();
    let mut names = names.iter();
    for section in &report.sections {
        let sheet = workbook.add_worksheet();
        head(sheet, names.next(), report, speech)?;
        table(sheet, section, speech)?;
    }
    for finding in &report.findings {
        let sheet = workbook.add_worksheet();
        head(sheet, names.next(), report, speech)?;
        list(sheet, finding, speech)?;
    }
    if report.sections.is_empty() && report.findings.is_empty() {
        head(workbook.add_worksheet(), None, report, speech)?;
    }
    workbook.save_to_buffer()
}

/// A name that spreadsheets take, told apart by its place.
fn name(place: usize, title: &str) -> String {
    let allowed = title.chars().filter(|letter| !"[]:*?/\\'".contains(*letter) && !letter.is_control());
    format!("{}. ", place + 1).chars().chain(allowed).take(SHEET_NAME_MAX).collect()
}

fn head(sheet: &mut Worksheet, name: Option<&String>, report: &Report, speech: Speech) -> Result<(), XlsxError> {
    if let Some(name) = name {
        sheet.set_name(name)?;
    }
    let bold = Format::new().set_bold();
    sheet.write_string_with_format(0, 0, speech.say(&report.name), &bold)?;
    let about = format!("{}  {} – {}", speech.say(&report.unit_name), report.from, report.to);
    sheet.write_string(1, 0, &about)?;
    sheet.write_string(2, 0, words::uncounted(report, speech))?;
    sheet.set_column_width(0, WIDTHS.0)?;
    Ok(())
}

/// Columns of the sheet for one of the table: value, numerator, denominator, interval, target, adjusted, today, planned, the year
/// before.
const WIDTH: u16 = 9;
/// The first row of a table, below the head of the sheet.
const FIRST: u32 = 3;

fn table(sheet: &mut Worksheet, section: &Section, speech: Speech) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let share = Format::new().set_num_format("0.00%");
    for (column, place) in section.columns.iter().zip((1_u16..).step_by(usize::from(WIDTH))) {
        sheet.set_column_width(place, WIDTHS.1)?;
        sheet.write_string_with_format(FIRST, place, speech.say(&column.name), &bold)?;
        sheet.write_string_with_format(FIRST, place + 1, speech.choose("分子", "numerator"), &bold)?;
        sheet.write_string_with_format(FIRST, place + 2, speech.choose("分母", "denominator"), &bold)?;
        let heads = [
            speech.choose("置信区间", "95 % interval").to_owned(),
            words::target(column, speech),
            speech.choose("申诉后", "adjusted").to_owned(),
            speech.choose("现值", "today").to_owned(),
            speech.choose("计划", "plan").to_owned(),
            speech.choose("上年同期", "year before").to_owned(),
        ];
        for (head, place) in heads.into_iter().zip(place + 3..) {
            sheet.write_string_with_format(FIRST, place, head, &bold)?;
        }
    }
    for (row, line) in section.rows.iter().zip(FIRST + 1..) {
        sheet.write_string(line, 0, speech.say(&row.name))?;
        for ((cell, column), place) in row.cells.iter().zip(&section.columns).zip((1_u16..).step_by(usize::from(WIDTH)))
        {
            match (cell.value, column.unit) {
                (Some(value), Unit::Share | Unit::Score) => {
                    sheet.write_number_with_format(line, place, value, &share)?;
                }
                (Some(value), _) => {
                    sheet.write_number(line, place, value)?;
                }
                (None, unit) => {
                    sheet.write_string(line, place, words::value(cell, unit, speech))?;
                }
            }
            let beside = [
                words::interval(cell, speech),
                words::met(cell.target_met, speech).to_owned(),
                words::adjusted(cell, column.unit, speech),
                words::restated(cell, column.unit, speech),
                words::plan(cell, speech),
                words::before(cell, column.unit, speech),
            ];
            for (said, place) in beside.into_iter().zip(place + 3..) {
                sheet.write_string(line, place, said)?;
            }
            for (number, place) in [(cell.numerator, place + 1), (cell.denominator, place + 2)] {
                if let Some(number) = number {
                    sheet.write_number(line, place, exact(number))?;
                }
            }
        }
    }
    let notes = [words::as_of_today(section, speech).to_owned(), words::left_out(section.rows_left_out, speech)];
    note(sheet, section.rows.len(), notes)
}

/// What is to be said of a whole table or list, below its last row.
fn note(sheet: &mut Worksheet, rows: usize, notes: impl IntoIterator<Item = String>) -> Result<(), XlsxError> {
    let below = FIRST + 1 + u32::try_from(rows).unwrap_or(u32::MAX / 2);
    for (said, line) in notes.into_iter().filter(|said| !said.is_empty()).zip(below..) {
        sheet.write_string(line, 0, said)?;
    }
    Ok(())
}

fn list(sheet: &mut Worksheet, finding: &Finding, speech: Speech) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let heads = [speech.choose("事项", "what"), speech.choose("次数", "count"), speech.choose("工单", "tickets")];
    for (head, place) in heads.into_iter().zip(0_u16..) {
        sheet.write_string_with_format(FIRST, place, head, &bold)?;
    }
    for (row, line) in finding.rows.iter().zip(FIRST + 1..) {
        sheet.write_string(line, 0, speech.say(&row.name))?;
        sheet.write_number(line, 1, exact(i64::try_from(row.count).unwrap_or(i64::MAX)))?;
        sheet.write_string(line, 2, words::tickets(row, speech))?;
    }
    note(sheet, finding.rows.len(), [words::left_out(finding.left_out, speech)])
}

/// Spreadsheets know one kind of number.
#[expect(clippy::cast_precision_loss, reason = "counts of tickets stay far below 2^53")]
const fn exact(number: i64) -> f64 {
    number as f64
}
