//! A page for people: no script, nothing from elsewhere, and a style sheet that prints well. Charts are drawings of a few
//! lines of our own.

use std::fmt::Write as _;

use bihuan_domain::indicator::Unit;
use bihuan_domain::report::{Finding, Report, Section};

use super::{Speech, words};
use crate::html::escape;

const STYLE: &str = "\
body{font:14px/1.5 system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;margin:2rem auto;padding:0 1rem;max-width:64rem;color:#1b1b1b}\
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:1.5rem 0 .5rem}p{margin:.2rem 0}\
table{border-collapse:collapse;width:100%}th,td{border:1px solid #bbb;padding:.3rem .5rem;text-align:right;vertical-align:top}\
th:first-child,td:first-child,.text th,.text td{text-align:left}thead th{background:#eee}small{color:#555;display:block}\
svg{width:100%;height:auto;margin:.5rem 0}section{break-inside:avoid-page}thead{display:table-header-group}tr{break-inside:avoid}\
@page{size:A4 landscape;margin:15mm}@media print{body{margin:0;padding:0;max-width:none}thead th{background:none}}";

pub(super) fn write(report: &Report, signatures: &str, speech: Speech) -> String {
    let language = speech.choose("zh-CN", "en");
    let title = escape(speech.say(&report.name));
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head><meta charset=\"utf-8\"><title>{title}</title>\
         <style>{STYLE}</style></head>\n<body>\n<h1>{title}</h1>\n<p>{}</p>\n<p>{} – {}</p>\n",
        escape(speech.say(&report.unit_name)),
        report.from,
        report.to
    );
    put_note(&mut page, &words::uncounted(report, speech));
    for section in &report.sections {
        put_section(&mut page, section, speech);
    }
    for finding in &report.findings {
        put_finding(&mut page, finding, speech);
    }
    page.push_str(signatures);
    let small = speech.choose("* 样本不足，不宜比较", "* too few to compare");
    let rules = speech.choose("口径：政策版本", "Rules: policy version");
    let stop = speech.choose("。", ". ");
    put(
        &mut page,
        format_args!("<p><small>{small}{stop}{rules} {}</small></p>\n</body>\n</html>\n", report.policy_version),
    );
    page
}

/// Writing into a text cannot fail.
fn put(page: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = page.write_fmt(text);
}

fn put_section(page: &mut String, section: &Section, speech: Speech) {
    put(page, format_args!("<section>\n<h2>{}</h2>\n", escape(speech.say(&section.title))));
    if section.chart {
        chart(page, section, speech);
    }
    page.push_str("<table>\n<thead><tr><th scope=\"col\"></th>");
    for column in &section.columns {
        let (name, formula) = (escape(speech.say(&column.name)), escape(speech.say(&column.formula)));
        let target = words::target(column, speech);
        put(page, format_args!("<th scope=\"col\">{name}<small>{formula}</small><small>{target}</small></th>"));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in &section.rows {
        put(page, format_args!("<tr><th scope=\"row\">{}</th>", escape(speech.say(&row.name))));
        for (cell, column) in row.cells.iter().zip(&section.columns) {
            let (value, behind) = (words::value(cell, column.unit, speech), words::behind(cell, column.unit));
            let (met, adjusted) = (words::met(cell.target_met, speech), words::adjusted(cell, column.unit, speech));
            put(
                page,
                format_args!(
                    "<td>{}<small>{behind}</small><small>{met}</small><small>{adjusted}</small>",
                    escape(&value)
                ),
            );
            let today = words::restated(cell, column.unit, speech);
            for more in [today, words::plan(cell, speech), words::before(cell, column.unit, speech)] {
                if !more.is_empty() {
                    put(page, format_args!("<small>{more}</small>"));
                }
            }
            page.push_str("</td>");
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n");
    put_note(page, words::as_of_today(section, speech));
    put_note(page, &words::left_out(section.rows_left_out, speech));
    page.push_str("</section>\n");
}

fn put_note(page: &mut String, note: &str) {
    if !note.is_empty() {
        put(page, format_args!("<p>{note}</p>\n"));
    }
}

fn put_finding(page: &mut String, finding: &Finding, speech: Speech) {
    put(page, format_args!("<section>\n<h2>{}</h2>\n", escape(speech.say(&finding.title))));
    if finding.rows.is_empty() {
        put(page, format_args!("<p>{}</p>\n</section>\n", speech.choose("无", "None")));
        return;
    }
    let (what, count) = (speech.choose("事项", "What"), speech.choose("次数", "Count"));
    let tickets = speech.choose("工单", "Tickets");
    put(
        page,
        format_args!(
            "<table class=\"text\">\n<thead><tr><th scope=\"col\">{what}</th><th scope=\"col\">{count}</th><th scope=\"col\">{tickets}</th></tr></thead>\n<tbody>\n"
        ),
    );
    for row in &finding.rows {
        let (name, tickets) = (escape(speech.say(&row.name)), escape(&words::tickets(row, speech)));
        put(page, format_args!("<tr><td>{name}</td><td>{}</td><td>{tickets}</td></tr>\n", row.count));
    }
    page.push_str("</tbody>\n</table>\n");
    put_note(page, &words::left_out(finding.left_out, speech));
    page.push_str("</section>\n");
}

/// The measures of a chart, in its own units.
const WIDTH: f64 = 800.0;
const BAR: usize = 22;
const LABEL: f64 = 220.0;
const VALUE: f64 = 110.0;

/// The first column as bars, from the left; negative values are drawn as nothing.
fn chart(page: &mut String, section: &Section, speech: Speech) {
    let Some(column) = section.columns.first() else { return };
    let values = section.rows.iter().filter_map(|row| row.cells.first().and_then(|cell| cell.value));
    let most = match column.unit {
        Unit::Share | Unit::Score | Unit::NetShare => 1.0,
        Unit::Count | Unit::Seconds | Unit::PerItem => values.fold(0.0, f64::max),
    };
    let height = BAR * section.rows.len().max(1);
    let label = escape(speech.say(&column.name));
    put(page, format_args!("<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{label}\">\n"));
    for (place, row) in section.rows.iter().enumerate() {
        let Some(cell) = row.cells.first() else { continue };
        let top = place * BAR;
        let part = if most > 0.0 { (cell.value.unwrap_or(0.0) / most).clamp(0.0, 1.0) } else { 0.0 };
        let width = (WIDTH - LABEL - VALUE) * part;
        let (name, value) = (escape(speech.say(&row.name)), escape(&words::value(cell, column.unit, speech)));
        put(
            page,
            format_args!(
                "<text x=\"0\" y=\"{baseline}\" font-size=\"13\">{name}</text>\
                 <rect x=\"{LABEL}\" y=\"{bar}\" width=\"{width:.1}\" height=\"14\" fill=\"#3a6ea5\"/>\
                 <text x=\"{after:.1}\" y=\"{baseline}\" font-size=\"12\">{value}</text>\n",
                baseline = top + 15,
                bar = top + 4,
                after = LABEL + width + 6.0
            ),
        );
    }
    page.push_str("</svg>\n");
}
