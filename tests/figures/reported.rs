//! Reports, cell by cell.

use bihuan_domain::fact::Day;
use bihuan_domain::policy::reports::ReportPeriod;
use bihuan_domain::report::stretch;
use serde_json::{Value, json};

use super::Auditor;

/// Every number of every report, over the periods of the first and of the last ticket, is what its list adds up to.
pub(super) async fn reports_say_what_the_lists_count(auditor: &Auditor) {
    let days = auditor.figures("tickets", "&by=day").await;
    let (first, last) = (days.first().unwrap(), days.last().unwrap());
    let mut compared = 0;
    for report in auditor.person.all("/reports").await {
        for day in [first, last] {
            let (code, day) = (report["code"].as_str().unwrap(), day["key"].as_str().unwrap());
            let body = json!({"day": day, "unit": auditor.root});
            let (status, run) =
                auditor.person.post(&format!("/reports/{code}/runs"), &format!("{code}-{day}"), &body).await.unwrap();
            assert_eq!(status, 201, "{run}");
            let path = format!("/report-runs/{}?format=json", run["id"].as_str().unwrap());
            compared += compare(auditor, &auditor.person.get(&path).await).await;
        }
    }
    assert!(compared > 20, "the reports must have numbers: {compared}");
}

async fn compare(auditor: &Auditor, report: &Value) -> usize {
    let mut compared = 0;
    let (from, to) = (report["from"].as_str().unwrap(), report["to"].as_str().unwrap());
    for section in report["sections"].as_array().unwrap() {
        assert_eq!(section.get("rowsLeftOut"), None);
        for row in section["rows"].as_array().unwrap() {
            let (days, more) = narrowed(section["by"].as_str(), row["key"].as_str().unwrap(), (from, to), auditor.root);
            for (cell, column) in row["cells"].as_array().unwrap().iter().zip(section["columns"].as_array().unwrap()) {
                let code = column["indicator"].as_str().unwrap();
                for part in ["numerator", "denominator"] {
                    let Some(number) = cell[part].as_i64() else { continue };
                    assert_eq!(auditor.listed(code, &days, part, &more).await, number, "{code} {days}{more} {part}");
                    compared += 1;
                }
            }
        }
    }
    compared
}

/// The days and the further parameters by which the tickets behind a row are asked for.
fn narrowed(by: Option<&str>, key: &str, (from, to): (&str, &str), root: &str) -> (String, String) {
    let whole = format!("from={from}&to={to}");
    let period = match by {
        None => return (whole, String::new()),
        Some("day") => ReportPeriod::Day,
        Some("week") => ReportPeriod::Week,
        Some("month") => ReportPeriod::Month,
        Some("quarter") => ReportPeriod::Quarter,
        Some("year") => ReportPeriod::Year,
        Some("unit") if key == root => return (whole, format!("&unit={key}&itself=true")),
        Some(by) => return (whole, format!("&{by}={key}")),
    };
    let day = |text: &str| text.parse::<Day>().unwrap();
    let (first, last) = stretch(period, day(key));
    // Only as far as the report goes.
    (format!("from={}&to={}", first.max(day(from)), last.min(day(to))), String::new())
}
