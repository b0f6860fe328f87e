//! A closed period never changes silently.
use bihuan_app::users::User;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{all, day, follow};
use crate::people::{People, text};
use crate::requirements::at;

const MAY: &str = "from=2026-06-01&to=2026-06-03";

async fn figure(people: &People, who: &User, code: &str) -> Value {
    all(people, who, &format!("/v1/figures?indicator={code}&{MAY}")).await.remove(0)
}

#[actix_web::test]
async fn complaint_32_a_closed_period_keeps_its_figures_and_tells_which_tickets_moved_them_since() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let readers = day::readers(&people).await;
        day::live(&people).await;
        let late = people.fault().await;
        at(&people, "2026-06-10T01:00:00Z").await;
        follow(&people).await;
        let chief = &readers.chief;
        let early = people.server.post(chief, "/v1/periods", &json!({"from": "2026-06-01", "to": "2026-06-10"})).await;
        assert_eq!(early.problem().as_deref(), Some("invalid_body"), "the day is not over");
        let body = json!({"from": "2026-06-01", "to": "2026-06-03"});
        let period = people.server.post(chief, "/v1/periods", &body).await.good();
        let again = people.server.post(chief, "/v1/periods", &body).await;
        assert_eq!(again.problem().as_deref(), Some("already_exists"));
        let head = people.server.post(&readers.head, "/v1/periods", &body).await;
        assert_eq!(head.problem().as_deref(), Some("forbidden"), "a department closes nothing");
        let (urges, tickets) = (figure(&people, chief, "urge_rate").await, figure(&people, chief, "tickets").await);
        assert_eq!(urges["restated"], Value::Null);

        let urge = format!("/v1/tickets/{}/actions/urge", late.text("id"));
        people.server.post(&people.agent, &urge, &json!({})).await.good();
        follow(&people).await;
        let after = figure(&people, chief, "urge_rate").await;
        assert_eq!(after["numerator"], urges["numerator"], "the closed value stands");
        let moved = after["restated"]["numerator"].as_i64().unwrap() - urges["numerator"].as_i64().unwrap();
        assert_eq!(moved, 1, "and what it would be now is told: {after}");
        assert_eq!(figure(&people, chief, "tickets").await, tickets, "nothing else moved");

        let path = format!("/v1/periods/{}/restatements?", period.text("id"));
        let moves = all(&people, chief, &path).await;
        let urged = moves.iter().find(|row| row["numbers"].to_string().contains("urge_rate.numerator"));
        let urged = urged.unwrap_or_else(|| panic!("no such change in {moves:?}"));
        assert_eq!((text(&urged["ticketId"]), &urged["difference"]), (late.text("id"), &json!(1)));
        let listed = people.server.get(chief, "/v1/periods").await.good().json();
        assert_eq!(listed["data"][0]["id"], period.json()["id"]);
        let own = people.server.get(chief, &format!("/v1/periods/{}", period.text("id"))).await.good();
        assert_eq!(own.json(), period.json());
    })
    .await;
}

#[actix_web::test]
async fn figures_are_restated_by_the_rules_of_another_version_of_the_policy() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let readers = day::readers(&people).await;
        day::live(&people).await;
        crate::requirements::reconfigure(&people, |bundle| {
            bundle.figures.sample_min = 1;
            bundle.figures.three_rates.response = 0;
            bundle.figures.three_rates.solution = 0;
            bundle.figures.three_rates.satisfaction = 100;
        })
        .await;
        people.fault().await;
        follow(&people).await;
        let query = format!("/v1/figures?indicator=three_rates&{MAY}");
        let new = all(&people, &readers.chief, &query).await.remove(0);
        let satisfaction = figure(&people, &readers.chief, "satisfaction_rate").await;
        assert_eq!((&new["value"], &new["sampleTooSmall"]), (&satisfaction["value"], &json!(false)));
        let old = all(&people, &readers.chief, &format!("{query}&rules=1")).await.remove(0);
        assert_eq!(old["sampleTooSmall"], true);
        let mut expected = 0.0;
        for (code, weight) in [("response_rate", 0.30), ("solution_rate", 0.35), ("satisfaction_rate", 0.35)] {
            expected += weight * figure(&people, &readers.chief, code).await["value"].as_f64().unwrap();
        }
        assert!((old["value"].as_f64().unwrap() - expected).abs() < 1e-12, "{old} is not {expected}");
        let tickets = format!("/v1/figures?indicator=tickets&{MAY}&by=policy");
        let by_version = all(&people, &readers.chief, &tickets).await;
        assert_eq!(by_version.iter().map(|row| text(&row["key"])).collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(by_version[1]["numerator"], 1);
    })
    .await;
}

#[actix_web::test]
async fn a_period_is_closed_with_everything_that_happened_in_it_also_what_was_not_counted_yet() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let readers = day::readers(&people).await;
        people.fault().await;
        follow(&people).await;
        people.fault().await;
        at(&people, "2026-06-10T01:00:00Z").await;
        people.server.test.feed_is_complete().await;
        // Nobody follows the log meanwhile.
        let body = json!({"from": "2026-06-01", "to": "2026-06-03"});
        people.server.post(&readers.chief, "/v1/periods", &body).await.good();
        let closed = figure(&people, &readers.chief, "tickets").await;
        assert_eq!((&closed["numerator"], &closed["restated"]), (&json!(2), &Value::Null), "{closed}");
    })
    .await;
}

#[actix_web::test]
async fn other_weights_of_a_later_policy_change_no_closed_score_silently() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let readers = day::readers(&people).await;
        day::live(&people).await;
        at(&people, "2026-06-10T01:00:00Z").await;
        follow(&people).await;
        let body = json!({"from": "2026-06-01", "to": "2026-06-03"});
        people.server.post(&readers.chief, "/v1/periods", &body).await.good();
        let closed = figure(&people, &readers.chief, "three_rates").await;
        assert!(closed["value"].is_f64(), "{closed}");
        crate::requirements::reconfigure(&people, |bundle| {
            bundle.figures.three_rates.response = 0;
            bundle.figures.three_rates.solution = 0;
            bundle.figures.three_rates.satisfaction = 100;
        })
        .await;
        let after = figure(&people, &readers.chief, "three_rates").await;
        assert_eq!(after["value"], closed["value"], "closed by the weights of its time");
        let satisfaction = figure(&people, &readers.chief, "satisfaction_rate").await;
        assert_eq!(after["restated"]["value"], satisfaction["value"], "and what it would be now is told");
    })
    .await;
}

#[actix_web::test]
async fn an_indicator_that_was_thought_of_later_has_no_closed_value_instead_of_nothing() {
    each_engine(|database| async move {
        let people = People::new(database.clone()).await;
        let readers = day::readers(&people).await;
        day::live(&people).await;
        at(&people, "2026-06-10T01:00:00Z").await;
        follow(&people).await;
        let before = figure(&people, &readers.chief, "urge_rate").await;
        let body = json!({"from": "2026-06-01", "to": "2026-06-03"});
        people.server.post(&readers.chief, "/v1/periods", &body).await.good();
        assert_eq!(figure(&people, &readers.chief, "urge_rate").await, before);
        // As if the program that closed it had not known these sums.
        for table in ["figure_period_sums", "figure_period_definitions"] {
            database.write(move |tx| tx.execute(&format!("DELETE FROM {table}")).map(|_| ())).await.unwrap();
        }
        let after = figure(&people, &readers.chief, "urge_rate").await;
        assert_eq!(after, before, "not zero out of zero");
    })
    .await;
}
