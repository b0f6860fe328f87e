//! Every number is its list, and the parts of a cut are the whole.

use bihuan_domain::indicator::Registry;
use bihuan_persistence::Database;
use bihuan_testkit::each_engine;
use serde_json::Value;

use super::{all, day, follow, listed};
use crate::people::{People, text};

const DAYS: &str = "from=2026-06-01&to=2026-06-30";
const CUTS: &[(&str, &str)] = &[
    ("unit", "unit"),
    ("kind", "kind"),
    ("type", "type"),
    ("area", "area"),
    ("region", "region"),
    ("line", "line"),
    ("channel", "channel"),
    ("level", "level"),
    ("person", "person"),
    ("crew", "crew"),
    ("policy", "policy"),
];

async fn lived(database: Database) -> (People, day::Readers) {
    let people = People::new(database).await;
    let readers = day::readers(&people).await;
    day::live(&people).await;
    follow(&people).await;
    (people, readers)
}

fn number(figure: &Value, part: &str) -> i64 {
    figure[part].as_i64().unwrap_or(0)
}

/// What a group is asked for with.
fn narrowed(cut: &str, figure: &Value) -> String {
    match (cut, figure["itself"].as_bool()) {
        ("unit", Some(true)) => format!("unit={}&itself=true", text(&figure["key"])),
        _ => format!("{cut}={}", text(&figure["key"])),
    }
}

#[actix_web::test]
async fn complaint_32_every_number_of_every_indicator_is_the_count_of_its_list() {
    each_engine(|database| async {
        let (people, readers) = lived(database).await;
        let mut counted = 0;
        for who in [&readers.chief, &readers.head] {
            for code in Registry::codes().filter(|code| *code != "three_rates") {
                let query = format!("indicator={code}&{DAYS}");
                let whole = all(&people, who, &format!("/v1/figures?{query}")).await;
                assert_eq!(whole.len(), 1, "{code}");
                for part in ["numerator", "denominator"].iter().filter(|part| whole[0][**part].is_i64()) {
                    let number = number(&whole[0], part);
                    assert_eq!(listed(&people, who, &query, part).await, number, "{code} {part}");
                    counted += i64::from(number != 0);
                }
            }
        }
        assert!(counted > 60, "the day must have something of everything: {counted}");
    })
    .await;
}

#[actix_web::test]
async fn complaint_32_the_parts_of_every_cut_sum_to_the_whole_and_are_their_lists() {
    each_engine(|database| async {
        let (people, readers) = lived(database).await;
        for code in ["tickets", "urge_rate", "return_rate", "satisfaction_rate", "mean_handling_time"] {
            let query = format!("indicator={code}&{DAYS}");
            let whole = all(&people, &readers.chief, &format!("/v1/figures?{query}")).await.remove(0);
            for (cut, name) in CUTS {
                let parts = all(&people, &readers.chief, &format!("/v1/figures?{query}&by={cut}")).await;
                for part in ["numerator", "denominator"] {
                    let sum: i64 = parts.iter().map(|figure| number(figure, part)).sum();
                    assert_eq!(sum, number(&whole, part), "{code} by {cut}: {part} in {parts:?}");
                }
                for figure in &parts {
                    let query = format!("{query}&{}", narrowed(name, figure));
                    let own = listed(&people, &readers.chief, &query, "numerator").await;
                    assert_eq!(own, number(figure, "numerator"), "{code} by {cut}: {figure}");
                }
            }
            for cut in ["day", "week", "month", "quarter", "year"] {
                let parts = all(&people, &readers.chief, &format!("/v1/figures?{query}&by={cut}")).await;
                let sum: i64 = parts.iter().map(|figure| number(figure, "numerator")).sum();
                assert_eq!(sum, number(&whole, "numerator"), "{code} by {cut}");
            }
        }
    })
    .await;
}
