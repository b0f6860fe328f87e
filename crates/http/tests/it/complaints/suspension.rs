//! Standing still (挂起), and waiting for the customer.

use bihuan_domain::policy::carry::Condition;
use bihuan_testkit::each_engine;
use serde_json::json;

use super::{clock, complaint, people, received};
use crate::people::People;
use crate::requirements::{at, entries, finish, reconfigure};
use crate::waiting::{REASON, allow};

#[actix_web::test]
async fn complaint_1_a_suspension_over_a_weekend_neither_costs_nor_gives_working_time() {
    each_engine(|database| async {
        let people = people(database).await;
        let lead = people.server.test.user("lead", "centre", &["shift-supervisor"]).await;
        let manager = people.server.test.user("manager", "company", &["manager"]).await;
        let (ticket, order) = received(&people).await;
        at(&people, "2026-06-04T16:00:00+08:00").await;
        let body = json!({"reason": REASON, "until": "2026-06-08T10:00:00+08:00"});
        let asked = people.work(&people.handler, "request-suspension", &order, &body).await;
        assert_eq!(asked.json()["suspension"]["inForce"], false);
        assert_eq!(clock(&people, &ticket, "handle").await["paused"], false, "until it is approved");

        let own = people.act(&people.handler, "work-orders", "approve-suspension", &asked, &json!({})).await;
        assert_eq!(own.problem().as_deref(), Some("forbidden"));
        let approved = people.work(&lead, "approve-suspension", &asked, &json!({})).await.json();
        assert_eq!(approved["suspension"]["requestedBy"], people.handler.id.to_string());
        assert_eq!(approved["suspension"]["approvedBy"], lead.id.to_string());

        // Without the suspension it would have been due on Friday at 15:00.
        at(&people, "2026-06-06T10:00:00+08:00").await;
        let paused = clock(&people, &ticket, "handle").await;
        assert_eq!(
            (&paused["state"], &paused["paused"], &paused["late"]),
            (&json!("paused"), &json!(true), &json!(false))
        );
        assert_eq!((&paused["usedSeconds"], &paused["leftSeconds"]), (&json!(26 * 3_600), &json!(6 * 3_600)));
        assert_eq!(paused["pauses"][0]["cause"], json!({"by": "condition", "which": "suspended"}));

        at(&people, "2026-06-08T10:00:00+08:00").await;
        let resumed = clock(&people, &ticket, "handle").await;
        assert_eq!((&resumed["paused"], &resumed["usedSeconds"]), (&json!(false), &json!(26 * 3_600)));
        assert_eq!(resumed["dueAt"], "2026-06-09T01:00:00.000Z", "two hours, three and a half, and the last half hour");
        let events = people.server.get(&manager, "/v1/events").await.good();
        let late = entries(&events, "clock.breached");
        assert!(late.iter().all(|entry| entry["data"]["code"] != "handle"), "never late while it stood still");
        let order = people.order(&people.handler, &ticket).await.json();
        assert_eq!((&order["suspension"], &order["suspensionCount"]), (&json!(null), &json!(1)));
    })
    .await;
}

#[actix_web::test]
async fn what_waits_for_the_customer_goes_on_with_what_was_left_once_he_is_ready() {
    each_engine(|database| async {
        let people = people(database).await;
        let (ticket, order) = received(&people).await;
        at(&people, "2026-06-01T10:00:00+08:00").await;
        let note = json!({"note": "The customer must open the door"});
        let order = people.work(&people.handler, "await-customer", &order, &note).await;
        assert_eq!(order.text("awaitingCustomerSince"), "2026-06-01T02:00:00.000Z");
        at(&people, "2026-06-02T10:00:00+08:00").await;
        people.work(&people.handler, "customer-ready", &order, &json!({})).await;
        at(&people, "2026-06-02T11:00:00+08:00").await;
        assert_eq!(clock(&people, &ticket, "handle").await["usedSeconds"], 2 * 3_600);
    })
    .await;
}

#[actix_web::test]
async fn complaint_3_a_clock_that_starts_in_a_state_of_rest_does_not_run_before_that_state_is_left() {
    each_engine(|database| async {
        let people = People::new(database).await;
        reconfigure(&people, |bundle| {
            allow(bundle);
            for rule in bundle.clocks.iter_mut().filter(|rule| rule.code.as_str() == "callback") {
                rule.pause_while = vec![Condition::CallbackScheduled];
            }
        })
        .await;
        let mut demand = complaint();
        demand["type"] = json!("fault.lv.line");
        at(&people, "2026-06-01T21:30:00+08:00").await;
        let ticket = people.open(&demand).await.good();
        finish(&people, &ticket).await;
        at(&people, "2026-06-02T07:00:00+08:00").await;
        let resting = clock(&people, &ticket, "callback").await;
        assert_eq!(
            (&resting["state"], &resting["usedSeconds"]),
            (&json!("paused"), &json!(0)),
            "nobody is called at night"
        );
        at(&people, "2026-06-02T08:00:00+08:00").await;
        at(&people, "2026-06-02T09:00:00+08:00").await;
        let runs = clock(&people, &ticket, "callback").await;
        assert_eq!((&runs["state"], &runs["usedSeconds"]), (&json!("running"), &json!(3_600)), "since eight");
        assert_eq!(runs["dueAt"], "2026-06-03T00:00:00.000Z");
    })
    .await;
}
