//! Numbers, the lists behind them, and their parts.

use serde_json::Value;

use super::Auditor;

const PARTS: [&str; 2] = ["numerator", "denominator"];
/// Cuts whose groups are asked for by a parameter of the same name.
const CUTS: [&str; 11] =
    ["unit", "kind", "type", "area", "region", "line", "channel", "level", "person", "crew", "policy"];
const STRETCHES: [&str; 5] = ["day", "week", "month", "quarter", "year"];
/// Indicators of every family, by either day, whose every group is looked at.
const LOOKED_AT: [&str; 5] = ["tickets", "overdue_rate", "work_orders", "mean_reply_time", "satisfaction_rate"];

/// The codes of the indicators that count something themselves.
pub(super) async fn codes(auditor: &Auditor) -> Vec<String> {
    let registry = auditor.person.get("/indicators").await;
    let codes = registry["indicators"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap().to_owned());
    codes.filter(|code| code != "three_rates").collect()
}

pub(super) fn number(figure: &Value, part: &str) -> i64 {
    figure[part].as_i64().unwrap_or(0)
}

/// Every number of every indicator is what its list adds up to; answers how many numbers are not zero.
pub(super) async fn are_their_lists(auditor: &Auditor) -> usize {
    let mut compared = 0;
    for code in codes(auditor).await {
        let whole = auditor.whole(&code, "").await;
        for part in PARTS.into_iter().filter(|part| whole[*part].is_i64()) {
            let listed = auditor.listed(&code, &auditor.days(), part, "").await;
            assert_eq!(listed, number(&whole, part), "{code} {part}");
            compared += usize::from(listed != 0);
        }
    }
    compared
}

/// The groups of every cut sum to the whole, and are their lists.
pub(super) async fn of_parts_sum_to_the_whole(auditor: &Auditor) {
    for code in codes(auditor).await {
        let whole = auditor.whole(&code, "").await;
        for cut in CUTS.into_iter().chain(STRETCHES) {
            let groups = auditor.figures(&code, &format!("&by={cut}")).await;
            for part in PARTS {
                let sum: i64 = groups.iter().map(|group| number(group, part)).sum();
                assert_eq!(sum, number(&whole, part), "{code} by {cut}: {part} of {groups:?}");
            }
            if !(LOOKED_AT.contains(&code.as_str()) && CUTS.contains(&cut)) {
                continue;
            }
            for group in &groups {
                let itself = if group["itself"] == true { "&itself=true" } else { "" };
                let more = format!("&{cut}={}{itself}", group["key"].as_str().unwrap());
                let listed = auditor.listed(&code, &auditor.days(), "numerator", &more).await;
                assert_eq!(listed, number(group, "numerator"), "{code} {more}");
            }
        }
    }
}

/// What a unit and everything below it come to is what the unit itself and the units right below it come to, on every level.
pub(super) async fn of_units_sum_to_the_unit_above(auditor: &Auditor) {
    let units = auditor.person.all("/units?limit=200").await;
    let below = |code: &str| units.iter().filter(|unit| unit["parent"] == code).count();
    let above: Vec<&str> =
        units.iter().filter_map(|unit| unit["code"].as_str()).filter(|code| below(code) > 0).collect();
    assert!(!above.is_empty() && units.iter().any(|unit| unit["code"] == auditor.root));
    for code in LOOKED_AT {
        for unit in &above {
            let whole = auditor.whole(code, &format!("&unit={unit}")).await;
            let groups = auditor.figures(code, &format!("&unit={unit}&by=unit")).await;
            for part in PARTS {
                let sum: i64 = groups.iter().map(|group| number(group, part)).sum();
                assert_eq!(sum, number(&whole, part), "{code} at {unit}: {part} of {groups:?}");
            }
            for group in groups.iter().filter(|group| group["itself"] != true) {
                let child = auditor.whole(code, &format!("&unit={}", group["key"].as_str().unwrap())).await;
                assert_eq!(
                    (number(&child, PARTS[0]), number(&child, PARTS[1])),
                    (number(group, PARTS[0]), number(group, PARTS[1]))
                );
            }
        }
    }
}
