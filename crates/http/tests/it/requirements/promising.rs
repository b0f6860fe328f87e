//! What cannot be settled at once: the customer knows when he will hear again, and whoever gave the work out knows that it takes
//! longer.

use actix_web::http::StatusCode;
use bihuan_app::users::User;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::at;
use crate::calling::industries::Industry;
use crate::notifications::told;
use crate::people::text;
use crate::server::{Answer, Server};

const SEVERE: &str = "major";

async fn complaint(property: &Industry, level: &str) -> Answer {
    let demand = json!({
        "kind": "complaint", "level": level, "area": "city", "channel": "phone", "until": "dispatched",
        "contact": {"name": "王女士", "phone": "138 1234 5678"}, "topic": "noise", "description": "Every night"
    });
    property.people.open(&demand).await.good()
}

async fn contact(server: &Server, who: &User, order: &Answer, said: Value) -> Answer {
    server.post(who, &format!("/v1/work-orders/{}/actions/contact", order.text("id")), &said).await
}

/// The clocks of the promise, as (due, whether it still runs), oldest first.
async fn promises(property: &Industry, ticket: &Answer) -> Vec<(String, bool)> {
    let path = format!("/v1/tickets/{}/clocks", ticket.text("id"));
    let clocks = property.people.server.get(&property.people.agent, &path).await.good().json();
    let clocks = clocks["clocks"].as_array().cloned().unwrap_or_default();
    let own = clocks.iter().filter(|clock| clock["code"] == "next-reply");
    own.map(|clock| (text(&clock["dueAt"]), clock.get("endedAt").is_none())).collect()
}

/// shows: J-20
#[actix_web::test]
async fn whoever_has_no_answer_to_a_complaint_yet_says_when_he_will_and_is_reminded_and_reported_when_he_does_not() {
    each_engine(|database| async {
        let property = Industry::new(database, "property").await;
        let (people, head) = (&property.people, &property.head);
        let server = &people.server;
        let manager = server.test.user("director", "company", &["project-manager"]).await;
        at(people, "2026-06-01T09:00:00+08:00").await;
        let ticket = complaint(&property, "ordinary").await;
        assert_eq!((told(people, head).await, told(people, &manager).await), (vec![], vec![]), "nothing serious");
        let order = people.order(head, &ticket).await;
        let order = people.work(head, "receive", &order, &json!({})).await;

        for (said, code) in [
            (json!({"note": "Not yet"}), "next_reply_required"),
            (json!({"note": "Not yet", "nextReplyAt": "2026-06-01T08:59:00+08:00"}), "next_reply_out_of_range"),
            (json!({"note": "Not yet", "nextReplyAt": "2026-06-08T09:01:00+08:00"}), "next_reply_out_of_range"),
        ] {
            let refused = contact(server, head, &order, said).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(refused.problem().as_deref(), Some(code));
        }
        let friday = json!({"note": "The plumber comes on Thursday", "nextReplyAt": "2026-06-05T17:00:00+08:00"});
        let known = contact(server, head, &order, friday).await.good();
        assert_eq!(known.text("nextReplyAt"), "2026-06-05T09:00:00.000Z");
        at(people, "2026-06-02T09:00:00+08:00").await;
        let sooner = json!({"note": "He comes tomorrow", "nextReplyAt": "2026-06-03T17:00:00+08:00"});
        contact(server, head, &known, sooner).await.good();
        let [friday, wednesday] = ["2026-06-05T09:00:00.000Z", "2026-06-03T09:00:00.000Z"].map(str::to_owned);
        assert_eq!(promises(&property, &ticket).await, [(friday.clone(), false), (wednesday.clone(), true)]);

        at(people, "2026-06-03T14:59:00+08:00").await;
        assert_eq!(told(people, head).await, [""; 0]);
        at(people, "2026-06-03T15:00:00+08:00").await;
        assert_eq!(told(people, head).await, ["next-reply"], "reminded two hours before");
        at(people, "2026-06-03T17:00:01+08:00").await;
        assert_eq!(told(people, head).await, ["next-reply"; 2], "and when the customer waits in vain");
        assert_eq!(told(people, &manager).await, [""; 0]);
        at(people, "2026-06-04T17:00:01+08:00").await;
        assert_eq!(told(people, &manager).await, ["next-reply-broken"]);

        contact(server, head, &order, json!({"note": "It is dry now", "answered": true})).await.good();
        let order = people.order(head, &ticket).await;
        let path = format!("/v1/work-orders/{}/actions/reply", order.text("id"));
        let unsaid = server.act(head, &path, &order, &json!({"outcome": "resolved", "text": ""})).await;
        assert_eq!(unsaid.pointers(), ["/text"], "the result is written down");
        let reply = json!({"outcome": "resolved", "text": "A new seal"});
        let replied = people.work(head, "reply", &order, &reply).await;
        assert_eq!(replied.json().get("nextReplyAt"), None, "he has been answered");
        assert_eq!(promises(&property, &ticket).await, [(friday, false), (wednesday, false)]);
    })
    .await;
}

/// shows: J-20
#[actix_web::test]
async fn whoever_is_told_of_a_complaint_takes_it_and_a_serious_one_is_known_to_the_heads_in_the_same_moment() {
    each_engine(|database| async {
        let property = Industry::new(database, "property").await;
        let (people, server) = (&property.people, &property.people.server);
        let manager = server.test.user("director", "company", &["project-manager"]).await;
        let technician = server.test.user("technician", "works", &["technician"]).await;
        complaint(&property, SEVERE).await;
        for who in [&property.head, &manager] {
            assert_eq!(told(people, who).await, ["major-complaint"], "without anything else happening");
        }
        let demand = json!({
            "kind": "complaint", "area": "city", "channel": "visit", "contact": {"phone": "13800000001"},
            "topic": "noise", "description": "Told to whoever was there"
        });
        for who in [&technician, &property.head, &property.steward] {
            server.post(who, "/v1/tickets", &demand).await.good();
        }
        let scripts = server.get(&people.agent, "/v1/scripts?kind=complaint&phase=questions").await.good().json();
        let parts: Vec<String> =
            scripts["data"][0]["parts"].as_array().into_iter().flatten().map(|part| text(&part["code"])).collect();
        assert_eq!(parts, ["hear", "ask", "follow", "reply", "record"]);
    })
    .await;
}

/// shows: M-42
#[actix_web::test]
async fn who_cannot_finish_in_time_says_why_before_it_is_up_and_who_gave_the_work_out_hears_of_both() {
    each_engine(|database| async {
        let property = Industry::new(database, "property").await;
        let (people, head) = (&property.people, &property.head);
        at(people, "2026-06-01T09:00:00+08:00").await;
        let repair = json!({
            "kind": "repair", "area": "city", "channel": "phone", "until": "dispatched",
            "contact": {"phone": "138 1234 5678"}, "topic": "lift", "description": "It stands still"
        });
        let [known, silent] = [people.open(&repair).await.good(), people.open(&repair).await.good()];
        let longer = json!({"clock": "handle", "by": 5, "reason": "The motor is on its way"});
        let order = people.order(head, &known).await;
        let order = people.work(head, "receive", &order, &json!({})).await;
        at(people, "2026-06-10T09:00:00+08:00").await;
        people.work(head, "request-extension", &order, &longer).await;
        assert_eq!(told(people, &people.agent).await, ["more-time"]);
        let asked = people.order(&people.agent, &known).await;
        assert_eq!(asked.json()["extension"]["reason"], "The motor is on its way");
        people.work(&people.agent, "approve-extension", &asked, &json!({})).await;

        // Ten days, and the clocks of both began on the first of June.
        at(people, "2026-06-11T09:00:00+08:00").await;
        assert_eq!(told(people, &people.agent).await, ["more-time"], "there is time until now");
        at(people, "2026-06-11T09:00:01+08:00").await;
        assert_eq!(told(people, &people.agent).await, ["more-time", "not-done"]);
        let late = people.order(head, &silent).await;
        let late = people.work(head, "receive", &late, &json!({})).await;
        let path = format!("/v1/work-orders/{}/actions/request-extension", late.text("id"));
        let refused = people.server.act(head, &path, &late, &longer).await;
        assert_eq!(refused.problem().as_deref(), Some("extension_too_late"), "it had to be said before");
    })
    .await;
}
