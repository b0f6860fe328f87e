//! Property: complaints belong to a dwelling.

use bihuan_testkit::each_engine;
use serde_json::json;

use super::industries::Industry;
use crate::figures::follow;
use crate::reports::report;
use crate::server::Answer;

async fn complaint(property: &Industry, dwelling: &str, phone: &str) -> Answer {
    let demand = json!({
        "kind": "complaint", "area": "city", "region": dwelling, "channel": "visit",
        "contact": {"name": "业主", "phone": phone}, "topic": "noise", "description": "as it came", "until": "dispatched"
    });
    property.people.open(&demand).await.good()
}

/// shows: M-29
#[actix_web::test]
async fn a_complaint_is_kept_with_its_dwelling_counted_with_those_before_it_and_always_called_back() {
    each_engine(|database| async {
        let property = Industry::new(database, "property").await;
        let people = &property.people;
        let chief = people.server.test.user("chief", "company", &["supervisor"]).await;
        let first = complaint(&property, "3-2-1201", "13800000001").await;
        assert_eq!((&first.json()["region"], first.json().get("repeats")), (&json!("3-2-1201"), None));
        complaint(&property, "3-2-1202", "13800000002").await;
        follow(people).await;
        let before = report(people, &chief, "quarterly-callbacks", "2026-06-01").await;
        assert_eq!(before["findings"][1]["rows"], json!([]), "one complaint of each is no repeat");

        let wife = complaint(&property, "3-2-1201", "13900000009").await;
        assert_eq!(wife.json()["repeats"], 2, "whoever of the household complains");
        let again = complaint(&property, "3-2-1201", "13800000001").await;
        for phone in ["13800000004", "13800000005", "13800000006"] {
            let demand = json!({
                "type": "repair.water", "area": "city", "channel": "phone", "contact": {"phone": phone}, "topic": "tap",
                "description": "as it came"
            });
            people.open(&demand).await.good();
        }
        assert_eq!(again.json()["repeats"], 3);
        follow(people).await;
        let after = report(people, &chief, "quarterly-callbacks", "2026-06-01").await;
        let repeated = &after["findings"][1]["rows"];
        assert_eq!((repeated.as_array().map(Vec::len), &repeated[0]["count"]), (Some(1), &json!(3)), "{after}");
        assert_eq!(
            repeated[0]["tickets"],
            json!([first.json()["number"], wife.json()["number"], again.json()["number"]])
        );

        assert_eq!(after["findings"][2]["rows"][0]["count"], 3, "the same repair three times");

        for _ in 0..5 {
            let done = property.done("complaint").await.json();
            assert_eq!((&done["stage"], &done["callback"]["cause"]), (&json!("callback_due"), &json!("all")), "{done}");
        }
    })
    .await;
}
