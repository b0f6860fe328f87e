//! Every number of every report is the count of its list.

use bihuan_testkit::each_engine;
use serde_json::Value;

use super::report;
use crate::figures::{day, follow, listed};
use crate::people::{People, text};

/// How the rows of a table are asked for.
fn narrowed(by: &str, row: &Value, root: &str) -> String {
    let key = text(&row["key"]);
    match by {
        "" => String::new(),
        "unit" if key == root => format!("&unit={key}&itself=true"),
        by => format!("&{by}={key}"),
    }
}

#[actix_web::test]
async fn complaint_32_every_number_of_every_report_is_the_count_of_its_list() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        day::live(&people).await;
        follow(&people).await;
        let policy = people.server.get(&chief, "/v1/policy").await.good().json();
        let mut compared = 0;
        for spec in policy["bundle"]["report"].as_array().cloned().unwrap_or_default() {
            let whole = report(&people, &chief, &text(&spec["code"]), "2026-06-01").await;
            for (section, spec) in
                whole["sections"].as_array().into_iter().flatten().zip(spec["section"].as_array().into_iter().flatten())
            {
                let by = text(&spec["by"]);
                if ["day", "week", "month"].contains(&by.as_str()) {
                    continue;
                }
                for row in section["rows"].as_array().into_iter().flatten() {
                    for (cell, column) in row["cells"]
                        .as_array()
                        .into_iter()
                        .flatten()
                        .zip(section["columns"].as_array().into_iter().flatten())
                    {
                        let query = format!(
                            "indicator={}&from={}&to={}{}",
                            text(&column["indicator"]),
                            text(&whole["from"]),
                            text(&whole["to"]),
                            narrowed(&by, row, "company")
                        );
                        for part in ["numerator", "denominator"] {
                            let Some(number) = cell[part].as_i64() else { continue };
                            assert_eq!(listed(&people, &chief, &query, part).await, number, "{query} {part}");
                            compared += 1;
                        }
                    }
                }
            }
        }
        assert!(compared > 50, "the reports must have numbers: {compared}");
    })
    .await;
}
