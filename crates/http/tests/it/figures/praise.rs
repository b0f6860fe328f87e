//! Praise counts for whom it names.
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{all, day, follow, listed};
use crate::people::{People, text};

const JUNE: &str = "indicator=praises&from=2026-06-01&to=2026-06-30";

/// shows: A-07
#[actix_web::test]
async fn praise_is_counted_for_each_of_the_staff_whom_it_names_and_for_nobody_else() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        let praise = |named: &[&bihuan_app::users::User]| {
            let ids: Vec<Value> = named.iter().map(|user| json!(user.id)).collect();
            json!({
                "kind": "praise", "channel": "phone", "topic": "came at once", "description": "and was kind",
                "contact": {"phone": "13812345678"}, "praised": ids
            })
        };
        let both = people.open(&praise(&[&people.crew, &people.handler])).await.good();
        let mut named: Vec<String> = both.json()["praised"].as_array().into_iter().flatten().map(text).collect();
        named.sort();
        let mut wanted = [people.crew.id.to_string(), people.handler.id.to_string()];
        wanted.sort();
        assert_eq!(named, wanted);
        people.open(&praise(&[&people.crew])).await.good();
        // Praise of nobody in particular is a ticket like any other.
        people.open(&praise(&[])).await.good();
        let mut unknown = praise(&[]);
        unknown["praised"] = json!([uuid::Uuid::from_u128(7)]);
        assert_eq!(people.open(&unknown).await.pointers(), ["/praised/0"]);
        follow(&people).await;
        let staff = all(&people, &chief, &format!("/v1/figures?{JUNE}&by=person")).await;
        assert_eq!(staff.len(), 2, "{staff:?}");
        for (person, count) in [(&people.crew, 2), (&people.handler, 1)] {
            let own = staff.iter().find(|row| text(&row["key"]) == person.id.to_string());
            assert_eq!(own.map(|row| row["numerator"].clone()), Some(json!(count)));
            let query = format!("{JUNE}&person={}", person.id);
            assert_eq!(listed(&people, &chief, &query, "numerator").await, count);
        }
        let whole = all(&people, &chief, &format!("/v1/figures?{JUNE}")).await.remove(0);
        assert_eq!(whole["numerator"], 3, "each of two in one ticket counts");
        let tickets =
            all(&people, &chief, &format!("/v1/figures?{}", JUNE.replace("praises", "tickets"))).await.remove(0);
        assert_eq!(tickets["numerator"], 3);
    })
    .await;
}
