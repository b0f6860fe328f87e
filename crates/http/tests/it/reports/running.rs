//! Who may run and read what, and reports that run by themselves.
use bihuan_app::reports;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{read, run};
use crate::figures::{day, follow};
use crate::people::People;
use crate::requirements::{at, reconfigure};

fn ids(page: &Value) -> Vec<Value> {
    page["data"].as_array().into_iter().flatten().map(|run| run["id"].clone()).collect()
}

#[actix_web::test]
async fn a_report_is_about_the_own_unit_and_whatever_lies_outside_does_not_exist() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let readers = day::readers(&people).await;
        day::live(&people).await;
        follow(&people).await;
        let whole = run(&people, &readers.chief, "daily-operations", "2026-06-01").await;
        let own = run(&people, &readers.head, "daily-operations", "2026-06-01").await;
        assert_eq!((&whole.json()["unit"], &own.json()["unit"]), (&json!("company"), &json!("repair")));
        let hidden = read(&people, &readers.head, &whole, "json").await;
        assert_eq!(hidden.problem().as_deref(), Some("not_found"));
        read(&people, &readers.chief, &own, "json").await.good();
        let body = json!({"unit": "metering"});
        let outside = people.server.post(&readers.head, "/v1/reports/daily-operations/runs", &body).await;
        assert_eq!(outside.problem().as_deref(), Some("not_found"));
        let unknown = people.server.post(&readers.head, "/v1/reports/nothing/runs", &json!({})).await;
        assert_eq!(unknown.problem().as_deref(), Some("not_found"));
        let may_not = people.server.post(&people.agent, "/v1/reports/daily-operations/runs", &json!({})).await;
        assert_eq!(may_not.problem().as_deref(), Some("forbidden"));
        let listed = people.server.get(&readers.head, "/v1/report-runs").await.good().json();
        assert_eq!(ids(&listed), [own.json()["id"].clone()]);
        let known = people.server.get(&readers.head, "/v1/reports").await.good().json();
        assert_eq!(known["data"].as_array().map(Vec::len), Some(8));
    })
    .await;
}

#[actix_web::test]
async fn reports_run_by_themselves_once_when_their_time_has_come_and_reach_their_recipients() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let readers = day::readers(&people).await;
        let app = &people.server.test.app;
        day::live(&people).await;
        follow(&people).await;
        reports::plan_all(app).await.unwrap();
        while reports::run_due(app).await.unwrap() {}
        let settled =
            ids(&people.server.get(&readers.chief, "/v1/report-runs?code=daily-operations").await.good().json());
        let inbox = people.server.get(&readers.chief, "/v1/notifications?limit=200").await.good().json();
        let inbox_before =
            inbox["data"].as_array().into_iter().flatten().filter(|row| row["code"] == "report_ready").count();
        // The day after, one minute before its hour, and at its hour.
        at(&people, "2026-06-03T22:59:00Z").await;
        // What else is due by then, at night, is done.
        while reports::run_due(app).await.unwrap() {}
        let early = people.server.get(&readers.chief, "/v1/report-runs?code=daily-operations").await.good().json();
        assert_eq!(ids(&early), settled, "not before its hour");
        at(&people, "2026-06-03T23:00:00Z").await;
        reports::plan_all(app).await.unwrap();
        let nodes = futures_util::future::join(reports::run_due(app), reports::run_due(app)).await;
        assert_eq!(usize::from(nodes.0.unwrap()) + usize::from(nodes.1.unwrap()), 1, "two nodes, one run");
        assert!(!reports::run_due(app).await.unwrap(), "and once only");
        let path = "/v1/report-runs?code=daily-operations&mine=true";
        let sent = people.server.get(&readers.chief, path).await.good().json();
        assert_eq!(ids(&sent).len(), settled.len() + 1, "{sent}");
        assert_eq!((&sent["data"][0]["from"], &sent["data"][0]["to"]), (&json!("2026-06-03"), &json!("2026-06-03")));
        assert_eq!(sent["data"][0].get("createdBy"), None, "nobody asked for it");
        let inbox = people.server.get(&readers.chief, "/v1/notifications?limit=200").await.good().json();
        let told: Vec<&Value> =
            inbox["data"].as_array().into_iter().flatten().filter(|row| row["code"] == "report_ready").collect();
        assert_eq!(told.len(), inbox_before + 1, "{inbox}");
        assert_eq!(told[0]["reportRunId"], sent["data"][0]["id"]);
        assert!(told[0]["text"].as_str().unwrap().contains("Daily operations"), "{}", told[0]);
        let head = people.server.get(&readers.head, path).await.good().json();
        assert_eq!(ids(&head), Vec::<Value>::new(), "sent to people at the root");
    })
    .await;
}

#[actix_web::test]
async fn a_report_for_each_unit_reaches_everybody_about_his_own_unit_once_and_goes_on_where_a_node_died() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let readers = day::readers(&people).await;
        let app = &people.server.test.app;
        reconfigure(&people, |bundle| {
            bundle.standing_orders.clear();
            bundle.reports.retain(|report| report.code.as_str() == "daily-operations");
            bundle.reports.iter_mut().for_each(|report| report.each_unit = true);
        })
        .await;
        day::live(&people).await;
        follow(&people).await;
        at(&people, "2026-06-03T22:59:00Z").await;
        while reports::run_due(app).await.unwrap() {}
        at(&people, "2026-06-03T23:00:00Z").await;
        reports::plan_all(app).await.unwrap();
        follow(&people).await;
        let path = "/v1/report-runs?code=daily-operations&mine=true";
        let sent = async |who| {
            let page = people.server.get(who, path).await.good().json();
            let runs = page["data"].as_array().cloned().unwrap_or_default();
            runs.iter().filter(|run| run["from"] == "2026-06-03").map(|run| run["unit"].clone()).collect::<Vec<_>>()
        };
        assert!(reports::run_due(app).await.unwrap(), "the root first");
        assert_eq!((sent(&readers.chief).await, sent(&readers.head).await), (vec![json!("company")], vec![]));
        // Another node, or the same after a fall.
        while reports::run_due(app).await.unwrap() {}
        assert_eq!(
            (sent(&readers.chief).await, sent(&readers.head).await),
            (vec![json!("company")], vec![json!("repair")])
        );
        reports::plan_all(app).await.unwrap();
        assert!(!reports::run_due(app).await.unwrap(), "the next is for tomorrow");
        let inbox = people.server.get(&readers.head, "/v1/notifications?limit=200").await.good().json();
        let told = inbox["data"].as_array().into_iter().flatten().filter(|row| row["code"] == "report_ready");
        assert!(told.count() >= 1);
    })
    .await;
}

#[actix_web::test]
async fn a_report_waits_until_everything_that_happened_in_its_period_is_counted() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let readers = day::readers(&people).await;
        let app = &people.server.test.app;
        reports::plan_all(app).await.unwrap();
        follow(&people).await;
        at(&people, "2026-06-02T02:00:00Z").await;
        while reports::run_due(app).await.unwrap() {}
        at(&people, "2026-06-02T03:00:00Z").await;
        people.fault().await;
        at(&people, "2026-06-02T23:00:00Z").await;
        while reports::run_due(app).await.unwrap() {}
        let path = "/v1/report-runs?code=daily-operations";
        let early = people.server.get(&readers.chief, path).await.good().json();
        assert_eq!(early["data"][0]["from"], "2026-06-01", "nobody has counted the ticket yet");
        follow(&people).await;
        while reports::run_due(app).await.unwrap() {}
        let ran = people.server.get(&readers.chief, path).await.good().json();
        let last = ran["data"][0]["id"].as_str().unwrap();
        assert_eq!(ran["data"][0]["from"], "2026-06-02");
        let report = people.server.get(&readers.chief, &format!("/v1/report-runs/{last}?format=json")).await.good();
        assert_eq!(report.json()["sections"][0]["rows"][0]["cells"][0]["numerator"], 1, "{}", report.body);
    })
    .await;
}
