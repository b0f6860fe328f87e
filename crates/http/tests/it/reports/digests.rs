//! Digests of weeks and months, and what is frequent in them: their counts are those of the lists.
use bihuan_app::users::User;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::report;
use crate::figures::{all, day, follow, listed};
use crate::people::{People, fault, text};
use crate::requirements::at;

/// How many tickets a list has.
async fn counted(people: &People, who: &User, query: &str) -> i64 {
    i64::try_from(all(people, who, &format!("/v1/tickets?{query}")).await.len()).unwrap_or(-1)
}

async fn of_kind(people: &People, kind: &str, times: usize) {
    for _ in 0..times {
        let demand = json!({"kind": kind, "channel": "phone", "topic": "T", "description": "D", "until": "accepted"});
        people.open(&demand).await.good();
    }
}

/// shows: P-13
#[actix_web::test]
async fn the_summary_of_a_month_counts_by_kind_what_the_lists_of_tickets_hold() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        of_kind(&people, "consult", 3).await;
        of_kind(&people, "query", 2).await;
        people.fault().await;
        follow(&people).await;
        let summary = report(&people, &chief, "daily-operations", "2026-06-01").await;
        let rows = summary["sections"][1]["rows"].as_array().cloned().unwrap_or_default();
        assert_eq!(rows.len(), 3, "{rows:?}");
        for row in rows {
            let listed = counted(&people, &chief, &format!("kind={}", text(&row["key"]))).await;
            assert_eq!(row["cells"][0]["numerator"], json!(listed), "{row}");
        }
    })
    .await;
}

/// shows: H-11
#[actix_web::test]
async fn a_week_counts_for_each_post_what_it_took_from_monday_to_sunday_and_nothing_of_the_next() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        let second = people.server.test.user("agent-2", "centre", &["agent"]).await;
        at(&people, "2026-06-01T09:00:00+08:00").await;
        of_kind(&people, "consult", 2).await;
        at(&people, "2026-06-07T20:00:00+08:00").await;
        of_kind(&people, "consult", 1).await;
        people.server.post(&second, "/v1/tickets", &fault("dispatched")).await.good();
        at(&people, "2026-06-08T00:30:00+08:00").await;
        of_kind(&people, "consult", 4).await;
        follow(&people).await;
        let week = "indicator=tickets&from=2026-06-01&to=2026-06-07";
        let posts = all(&people, &chief, &format!("/v1/figures?{week}&by=person")).await;
        assert_eq!(posts.len(), 2, "{posts:?}");
        for (person, count) in [(&people.agent, 3), (&second, 1)] {
            let post = posts.iter().find(|post| text(&post["key"]) == person.id.to_string());
            assert_eq!(post.map(|post| post["numerator"].clone()), Some(json!(count)));
            let query = format!("{week}&person={}", person.id);
            assert_eq!(listed(&people, &chief, &query, "numerator").await, count);
        }
        let digest = report(&people, &chief, "weekly-service", "2026-06-03").await;
        let days = digest["sections"][0]["rows"].as_array().cloned().unwrap_or_default();
        let told: Vec<(String, Value)> =
            days.iter().map(|row| (text(&row["key"]), row["cells"][0]["numerator"].clone())).collect();
        assert_eq!(told, [("2026-06-01".to_owned(), json!(2)), ("2026-06-07".to_owned(), json!(2))]);
    })
    .await;
}

/// shows: P-35
#[actix_web::test]
async fn five_faults_of_one_type_in_one_kind_of_area_stand_out_and_lead_to_their_tickets() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        for (service_type, area, times) in
            [("fault.lv.line", "urban", 5), ("fault.lv.line", "rural", 1), ("fault.other", "urban", 2)]
        {
            for _ in 0..times {
                let mut demand = fault("dispatched");
                (demand["type"], demand["area"]) = (json!(service_type), json!(area));
                people.open(&demand).await.good();
            }
        }
        follow(&people).await;
        let urban = "indicator=tickets&from=2026-06-01&to=2026-06-30&kind=fault&area=urban";
        let types = all(&people, &chief, &format!("/v1/figures?{urban}&by=type")).await;
        let counts: Vec<(String, Value)> =
            types.iter().map(|row| (text(&row["key"]), row["numerator"].clone())).collect();
        assert_eq!(counts, [("fault.lv.line".to_owned(), json!(5)), ("fault.other".to_owned(), json!(2))]);
        let line = format!("{urban}&type=fault.lv.line");
        assert_eq!(listed(&people, &chief, &line, "numerator").await, 5);
        let areas = "indicator=tickets&from=2026-06-01&to=2026-06-30&type=fault.lv.line&by=area";
        let areas = all(&people, &chief, &format!("/v1/figures?{areas}")).await;
        assert_eq!(areas.iter().map(|row| row["numerator"].clone()).collect::<Vec<_>>(), [json!(1), json!(5)]);
    })
    .await;
}

/// shows: P-35
#[actix_web::test]
async fn five_faults_of_one_type_on_one_line_are_listed_with_their_count_and_the_measure_is_tracked_until_it_is_done() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        let inspector = people.server.test.user("inspector", "company", &["quality-inspector"]).await;
        let mut same = Vec::new();
        for (service_type, line, times) in [
            ("fault.lv.line", Some("L-17"), 5),
            ("fault.lv.line", Some("L-18"), 4),
            ("fault.other", Some("L-17"), 1),
            ("fault.lv.line", None, 6),
        ] {
            for _ in 0..times {
                let mut demand = fault("dispatched");
                (demand["type"], demand["line"]) = (json!(service_type), json!(line));
                let ticket = people.open(&demand).await.good();
                if line == Some("L-17") && service_type == "fault.lv.line" {
                    assert_eq!(ticket.json()["line"], "L-17");
                    same.push(ticket.text("number"));
                }
            }
        }
        follow(&people).await;
        let ran = super::run(&people, &chief, "fault-frequency", "2026-06-01").await;
        let report = super::read(&people, &chief, &ran, "json").await.good().json();
        let found = report["findings"][0]["rows"].as_array().cloned().unwrap_or_default();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((&found[0]["count"], &found[0]["tickets"]), (&json!(5), &json!(same)));
        assert!(text(&found[0]["name"]["zh"]).ends_with("，L-17"), "{found:?}");
        let lines = "indicator=tickets&from=2026-06-01&to=2026-06-30&kind=fault";
        let rows = all(&people, &chief, &format!("/v1/figures?{lines}&by=line")).await;
        let counts: Vec<(String, Value)> =
            rows.iter().map(|row| (text(&row["key"]), row["numerator"].clone())).collect();
        let count = |line: &str, count: i64| (line.to_owned(), json!(count));
        assert_eq!(counts, [count("", 6), count("L-17", 6), count("L-18", 4)]);
        let query = format!("{lines}&type=fault.lv.line&line=L-17");
        assert_eq!(listed(&people, &chief, &query, "numerator").await, 5);

        let path = format!("/v1/report-runs/{}/actions/sign", ran.text("id"));
        let sign = async |who: &User, statements: Value| {
            people.server.post(who, &path, &json!({"approves": true, "statements": statements})).await
        };
        let bare = sign(&inspector, json!({"cause": "trees"})).await;
        assert_eq!(bare.pointers(), ["/statements/measure"], "no measure was named");
        let named = json!({"cause": "trees", "measure": "cut them by 15 June"});
        let open = sign(&inspector, named).await.good().json();
        assert_eq!(open["approval"]["awaits"], "manager", "the measure is not done yet");
        let done = sign(&chief, json!({"result": "cut on 12 June"})).await.good().json();
        assert_eq!(done["approval"]["state"], "approved");
    })
    .await;
}

/// shows: E-14
#[actix_web::test]
async fn enquiries_are_counted_by_what_they_ask_about_as_the_lists_of_tickets_hold_them() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        for (product, times) in [("consult.outage", 3), ("consult.bill", 2), ("consult.tariff", 1)] {
            for _ in 0..times {
                let demand = json!({
                    "type": product, "channel": "phone", "topic": "T", "description": "D", "until": "accepted"
                });
                people.open(&demand).await.good();
            }
        }
        people.fault().await;
        follow(&people).await;
        let enquiries = "indicator=tickets&from=2026-06-01&to=2026-06-30&kind=consult";
        let products = all(&people, &chief, &format!("/v1/figures?{enquiries}&by=type")).await;
        assert_eq!(products.len(), 3, "{products:?}");
        let asked = all(&people, &chief, "/v1/tickets?kind=consult").await;
        for product in products {
            let key = text(&product["key"]);
            let count = product["numerator"].as_i64();
            let about = asked.iter().filter(|ticket| ticket["type"] == product["key"]).count();
            assert_eq!(i64::try_from(about).ok(), count, "{key}");
            let own = listed(&people, &chief, &format!("{enquiries}&type={key}"), "numerator").await;
            assert_eq!(Some(own), count, "{key}");
        }
    })
    .await;
}
