//! In whose hands a ticket was (时间归属).

use bihuan_domain::time::Timestamp;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{each, people, received, sum};
use crate::people::{content, text};
use crate::requirements::{at, finish};
use crate::waiting::REASON;

#[actix_web::test]
async fn complaint_19_every_second_of_a_ticket_lies_in_one_pair_of_hands_and_the_last_is_not_blamed_for_all() {
    each_engine(|database| async {
        let people = people(database).await;
        let metering = people.server.test.user("meters", "metering", &["handler"]).await;
        let (ticket, order) = received(&people).await;
        let until = json!({"reason": REASON, "until": "2026-06-01T12:00:00+08:00"});
        at(&people, "2026-06-01T10:00:00+08:00").await;
        let order = people.work(&people.handler, "request-suspension", &order, &until).await;
        people.work(&people.reviewer, "approve-suspension", &order, &json!({})).await;
        at(&people, "2026-06-01T15:00:00+08:00").await;
        let order = people.order(&people.handler, &ticket).await;
        let hand_on = json!({"to": "metering", "reason": "It is the meter"});
        people.work(&people.handler, "transfer", &order, &hand_on).await;
        at(&people, "2026-06-01T16:00:00+08:00").await;
        let order = people.order(&metering, &ticket).await;
        let order = people.work(&metering, "receive", &order, &json!({})).await;
        let order = people.work(&metering, "contact", &order, &json!({"note": "Called"})).await;
        people.work(&metering, "reply", &order, &json!({"outcome": "resolved", "text": "Done"})).await;
        at(&people, "2026-06-01T17:00:00+08:00").await;
        let order = people.order(&people.reviewer, &ticket).await;
        people.work(&people.reviewer, "review", &order, &json!({"decision": "approve"})).await;
        at(&people, "2026-06-01T18:00:00+08:00").await;
        let callback = people.callback(&ticket).await;
        people.act(&people.caller, "callbacks", "attempt", &callback, &content()).await.good();
        at(&people, "2026-06-01T19:00:00+08:00").await;
        let answered = people.judge(&ticket).await;
        let archived = people.act(&people.caller, "tickets", "archive", &answered, &json!({})).await.good();
        at(&people, "2026-06-02T09:00:00+08:00").await;

        let path = format!("/v1/tickets/{}/time-split", ticket.text("id"));
        let whole = people.server.get(&people.agent, &path).await.good().json();
        let moment = |name: &str| -> Option<Timestamp> { archived.text(name).parse().ok() };
        let open = moment("endedAt").zip(moment("openedAt")).map(|(end, begin)| end.seconds_since(begin));
        assert_eq!((whole["seconds"].as_i64(), &whole["complete"]), (open, &json!(true)));
        assert_eq!((sum(&whole["legs"], "seconds"), sum(&whole["byHolder"], "seconds")), (36_000, 36_000));
        assert_eq!(sum(&whole["byUnit"], "seconds"), 36_000);
        assert_eq!(
            each(&whole["legs"], "from")[1..],
            each(&whole["legs"], "to")[..whole["legs"].as_array().map_or(0, Vec::len) - 1]
        );
        let legs: Vec<(String, String, i64)> = whole["legs"].as_array().into_iter().flatten().map(leg).collect();
        let hours = |holder: &str, unit: &str, hours: i64| (holder.to_owned(), unit.to_owned(), hours * 3_600);
        let expected = [
            hours("unit", "repair", 1),
            hours("approved_pause", "repair", 2),
            hours("unit", "repair", 3),
            hours("unit", "metering", 1),
            hours("review", "metering", 1),
            hours("callback", "centre", 1),
            hours("review", "centre", 1),
        ];
        assert_eq!(legs, expected);

        let own = people.server.get(&metering, &path).await.good().json();
        let units: Vec<Value> = each(&own["legs"], "unit");
        assert_eq!((units, &own["complete"]), (vec![json!("metering"); 2], &json!(false)), "units see their own leg");
        let order = format!("/v1/work-orders/{}/time-split", text(&archived.json()["workOrders"][0]["id"]));
        let own = people.server.get(&people.handler, &order).await.good().json();
        assert_eq!(each(&own["byUnit"], "unit"), [json!("repair")]);
        assert_eq!(people.server.get(&people.agent, &order).await.good().json()["seconds"], 8 * 3_600);
    })
    .await;
}

#[actix_web::test]
async fn the_time_of_a_draft_is_that_of_its_intake() {
    each_engine(|database| async {
        let people = people(database).await;
        let ticket = people.open(&crate::people::fault("draft")).await.good();
        at(&people, "2026-06-01T09:05:00+08:00").await;
        let seen = people.ticket(&people.agent, &ticket).await;
        let accepted = people.act(&people.agent, "tickets", "accept", &seen, &json!({})).await.good();
        at(&people, "2026-06-01T09:06:00+08:00").await;
        let seen = people.ticket(&people.agent, &accepted).await;
        let sent = people.act(&people.agent, "tickets", "dispatch", &seen, &json!({})).await.good();
        finish(&people, &sent).await;
        let path = format!("/v1/tickets/{}/time-split", ticket.text("id"));
        let split = people.server.get(&people.agent, &path).await.good().json();
        assert_eq!(
            split["byHolder"],
            json!([{"holder": "intake", "seconds": 300}, {"holder": "queue", "seconds": 60}])
        );
    })
    .await;
}

fn leg(leg: &Value) -> (String, String, i64) {
    (text(&leg["holder"]), text(&leg["unit"]), leg["seconds"].as_i64().unwrap_or_default())
}
