//! The quarter-end statistics of the property procedure.

use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::report;
use crate::figures::follow;
use crate::people::{People, content};
use crate::requirements::{finish, reconfigure};

fn demand(kind: &str, phone: &str) -> Value {
    let mut demand = json!({
        "kind": kind, "channel": "phone", "topic": "T", "description": "D", "area": "urban",
        "contact": {"name": "业主", "phone": phone}, "until": "dispatched"
    });
    if kind == "fault" {
        demand["type"] = json!("fault.lv.line");
        demand.as_object_mut().map(|demand| demand.remove("kind"));
    }
    demand
}

fn counts(report: &Value) -> Vec<usize> {
    let findings = report["findings"].as_array().cloned().unwrap_or_default();
    findings.iter().map(|finding| finding["rows"].as_array().map_or(0, Vec::len)).collect()
}

/// shows: M-08
#[actix_web::test]
async fn the_quarter_finds_unqualified_callbacks_a_matter_complained_of_twice_and_a_repair_made_three_times() {
    each_engine(|database| async {
        let people = People::new(database).await;
        reconfigure(&people, |bundle| {
            for plan in &mut bundle.callback_plans {
                plan.reviewed = true;
            }
        })
        .await;
        let chief = people.server.test.user("chief", "company", &["manager"]).await;
        let judge = people.server.test.user("judge", "company", &["reviewer", "shift-supervisor", "manager"]).await;
        let repair = people.open(&demand("fault", "13800000001")).await.good();
        people.open(&demand("fault", "13800000002")).await.good();
        people.open(&demand("complaint", "13900000001")).await.good();
        follow(&people).await;
        let before = report(&people, &chief, "quarterly-callbacks", "2026-06-01").await;
        assert_eq!(counts(&before), [0, 0, 0], "one complaint and two repairs are none: {before}");

        people.open(&demand("fault", "13800000003")).await.good();
        people.open(&demand("complaint", "13900000001")).await.good();
        people.open(&demand("complaint", "13900000002")).await.good();
        finish(&people, &repair).await;
        let callback = people.callback(&repair).await;
        let callback = people.act(&people.caller, "callbacks", "attempt", &callback, &content()).await.good();
        let verdict = json!({"qualified": false, "opinion": "did not ask what was asked for"});
        people.act(&judge, "callbacks", "review", &callback, &verdict).await.good();
        follow(&people).await;
        let after = report(&people, &chief, "quarterly-callbacks", "2026-05-15").await;
        assert_eq!((&after["from"], &after["to"]), (&json!("2026-04-01"), &json!("2026-06-30")));
        assert_eq!(counts(&after), [1, 1, 1], "exactly those three: {after}");
        let sizes: Vec<&Value> = (0..3).map(|place| &after["findings"][place]["rows"][0]["count"]).collect();
        assert_eq!(sizes, [&json!(1), &json!(2), &json!(3)]);
        assert_eq!(after["findings"][0]["rows"][0]["tickets"][0], repair.json()["number"]);
        let next = report(&people, &chief, "quarterly-callbacks", "2026-07-01").await;
        assert_eq!(counts(&next), [0, 0, 0], "the next quarter begins anew");
    })
    .await;
}
