//! Tickets that several units handle together (会办).
use bihuan_app::users::User;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{all, day, follow, listed};
use crate::people::{People, content, text};
use crate::requirements::{at, rows};
use crate::server::Answer;

/// A complaint that goes to these units at once.
async fn sent_to(people: &People, units: &[&str]) -> Answer {
    let demand = json!({
        "kind": "complaint", "channel": "phone", "topic": "rude", "description": "very rude", "until": "accepted",
        "contact": {"phone": "13900001111"}
    });
    let ticket = people.open(&demand).await.good();
    people.act(&people.agent, "tickets", "dispatch", &ticket, &json!({"units": units})).await.good()
}

/// A unit does its part, and the reviewer approves.
async fn done(people: &People, (handler, unit): (&User, &str), ticket: &Answer) {
    let path = format!("/v1/work-orders?ticketId={}", ticket.text("id"));
    let orders = rows(&people.server.get(handler, &path).await.good());
    let own = orders.iter().find(|order| order["holder"] == unit).map(|order| text(&order["id"]));
    let path = format!("/v1/work-orders/{}", own.unwrap_or_default());
    let order = people.server.get(handler, &path).await.good();
    let order = people.work(handler, "receive", &order, &json!({})).await;
    let order = people.work(handler, "contact", &order, &json!({"note": "Called"})).await;
    let order = late_or_not(people, handler, order).await;
    let order = people.work(handler, "reply", &order, &json!({"outcome": "resolved", "text": "Done"})).await;
    people.work(&people.reviewer, "review", &order, &json!({"decision": "approve"})).await;
}

/// Whoever missed a limit says why, before he replies.
async fn late_or_not(people: &People, handler: &User, order: Answer) -> Answer {
    let ticket = people.server.get(handler, &format!("/v1/tickets/{}", order.text("ticketId"))).await.good().json();
    let own = order.json()["id"].clone();
    let clocks = ticket["clocks"].as_array().cloned().unwrap_or_default();
    let missed = clocks.into_iter().filter(|clock| clock["workOrderId"] == own && clock["late"] == true);
    let mut order = order;
    for clock in missed {
        let why = json!({"clock": clock["code"], "text": "The meter had to be ordered."});
        order = people.work(handler, "explain", &order, &why).await;
    }
    order
}

/// The customer is content, somebody says whether it was so, and the ticket ends.
async fn closed(people: &People, ticket: &Answer) {
    let callback = people.callback(ticket).await;
    people.act(&people.caller, "callbacks", "attempt", &callback, &content()).await.good();
    let answered = people.ticket(&people.caller, ticket).await;
    let blind = people.act(&people.caller, "tickets", "archive", &answered, &json!({})).await;
    assert_eq!(blind.problem().as_deref(), Some("verdict_required"), "whether it was so must be said");
    let judged = people.judge(ticket).await;
    people.act(&people.caller, "tickets", "archive", &judged, &json!({})).await.good();
}

/// shows: I-23
#[actix_web::test]
async fn a_ticket_of_several_units_ends_when_all_of_them_are_done_and_its_rate_counts_those_closed_in_limit() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = day::readers(&people).await.chief;
        let metering = people.server.test.user("meters", "metering", &["handler"]).await;
        let (repair, meters) = ((&people.handler, "repair"), (&metering, "metering"));
        let (good, late) =
            (sent_to(&people, &["repair", "metering"]).await, sent_to(&people, &["repair", "metering"]).await);
        sent_to(&people, &["repair", "metering"]).await;
        let single = sent_to(&people, &["repair"]).await;
        done(&people, repair, &good).await;
        let waiting = people.ticket(&people.caller, &good).await;
        assert_eq!(waiting.json()["stage"], "handling", "the other unit has not answered");
        let early = people.act(&people.caller, "tickets", "archive", &waiting, &json!({})).await;
        assert!(!early.status.is_success(), "{}", early.body);
        done(&people, meters, &good).await;
        closed(&people, &good).await;
        done(&people, repair, &single).await;
        done(&people, repair, &late).await;
        // Long after the limit for a complaint.
        at(&people, "2026-06-18T09:00:00+08:00").await;
        done(&people, meters, &late).await;
        closed(&people, &late).await;
        follow(&people).await;
        let year = "from=2026-01-01&to=2026-12-20";
        let number = async |code: &str| -> Value {
            let figure = all(&people, &chief, &format!("/v1/figures?indicator={code}&{year}")).await.remove(0);
            json!([figure["numerator"], figure["denominator"]])
        };
        assert_eq!(number("co_handled_tickets").await, json!([3, null]));
        assert_eq!(number("co_handled_in_time_rate").await, json!([1, 3]), "in time; late; not closed yet");
        let query = format!("indicator=co_handled_in_time_rate&{year}");
        assert_eq!(listed(&people, &chief, &query, "denominator").await, 3);
        let behind = all(&people, &chief, &format!("/v1/figures/tickets?{query}&part=numerator")).await;
        assert_eq!(behind.iter().map(|row| text(&row["ticketId"])).collect::<Vec<_>>(), [good.text("id")]);
        let report = crate::reports::report(&people, &chief, "co-handled", "2026-06-01").await;
        let cells = &report["sections"][0]["rows"][0]["cells"];
        assert_eq!((&cells[0]["numerator"], &cells[1]["targetMet"]), (&json!(3), &json!(false)));
        let verdicts = (&cells[2]["numerator"], &cells[2]["denominator"]);
        assert_eq!(verdicts, (&json!(2), &json!(2)), "both were found to be so");
    })
    .await;
}
