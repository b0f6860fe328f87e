//! Samples: the share of a period is reached, by the lot and by nobody's choice.

use bihuan_domain::policy::callbacks::SampleRule;
use bihuan_domain::sampling::DrawKey;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{ask, done, with_plans};
use crate::people::{People, text};
use crate::requirements::at;
use crate::server::Answer;

async fn sampled(people: &People, percent: u8) {
    with_plans(people, |plan| plan.samples = vec![SampleRule { applies_to: Default::default(), percent }]).await;
}

async fn sample(people: &People) -> Value {
    people.server.get(&people.caller, "/v1/callbacks/samples/fault/2026-06").await.good().json()
}

/// shows: M-03
#[actix_web::test]
async fn of_ten_repairs_three_are_called_of_seven_three_and_who_cannot_be_reached_is_replaced() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let supervisor = people.server.test.user("supervisor", "centre", &["shift-supervisor", "callback-agent"]).await;
        sampled(&people, 30).await;
        for _ in 0..7 {
            done(&people).await;
        }
        let path = "/v1/callbacks/samples/fault/2026-06/top-up";
        let forbidden = ask(&people, path).await;
        assert_eq!(forbidden.status, actix_web::http::StatusCode::FORBIDDEN, "callers do not choose whom they call");
        let seven = people.server.post(&supervisor, path, &json!({})).await.good().json();
        assert_eq!((&seven["population"], &seven["wanted"], &seven["missing"]), (&json!(7), &json!(3), &json!(0)));
        for _ in 0..3 {
            done(&people).await;
        }
        let ten = people.server.post(&supervisor, path, &json!({})).await.good().json();
        assert_eq!((&ten["population"], &ten["wanted"], &ten["missing"]), (&json!(10), &json!(3), &json!(0)));
        let called = |sample: &Value| sample["taken"].as_u64().unwrap_or(0) + sample["added"].as_u64().unwrap_or(0);
        assert!(called(&ten) >= 3, "{ten}");
        at(&people, "2026-06-01T01:10:00Z").await;
        let open = people.server.get(&people.caller, "/v1/callbacks?stage=due").await.good().json();
        let first = text(&open["data"][0]["id"]);
        let seen = people.server.get(&people.caller, &format!("/v1/callbacks/{first}")).await.good();
        people.act(&people.caller, "callbacks", "attempt", &seen, &json!({"result": "refused"})).await.good();
        let before = sample(&people).await;
        assert_eq!(before["unreachable"], 1);
        let after = people.server.post(&supervisor, path, &json!({})).await.good().json();
        assert_eq!(after["missing"], 0);
        let replaced = called(&after) - called(&before);
        assert_eq!(replaced, before["missing"].as_u64().unwrap_or(0));
    })
    .await;
}

#[actix_web::test]
async fn whom_the_lot_leaves_out_can_be_archived_and_a_removal_is_in_the_timeline() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let supervisor = people.server.test.user("supervisor", "centre", &["shift-supervisor"]).await;
        sampled(&people, 50).await;
        let mut tickets: Vec<Answer> = Vec::new();
        for _ in 0..12 {
            tickets.push(done(&people).await);
        }
        let is = |ticket: &&Answer, stage: &str| ticket.json()["stage"] == stage;
        let left_out = tickets.iter().find(|ticket| is(ticket, "answered")).unwrap();
        assert_eq!(left_out.json()["answered"], "not_sampled");
        people.act(&people.caller, "tickets", "archive", left_out, &json!({})).await.good();
        let taken = tickets.iter().find(|ticket| is(ticket, "callback_due")).unwrap();
        let path = format!("/v1/callbacks/{}", text(&taken.json()["callback"]["id"]));
        let seen = people.server.get(&supervisor, &path).await.good();
        let reason = json!({"reason": "the customer has moved abroad"});
        let removed = people.act(&supervisor, "callbacks", "remove", &seen, &reason).await.good();
        assert_eq!(removed.json()["stage"], "removed");
        let timeline =
            people.server.get(&people.caller, &format!("/v1/tickets/{}/timeline", taken.text("id"))).await.good();
        assert!(timeline.body.contains("the customer has moved abroad"), "{}", timeline.body);
        assert_eq!(sample(&people).await["removed"], 1);
    })
    .await;
}

#[actix_web::test]
async fn everybody_can_draw_the_lots_again_when_the_month_is_over_and_nobody_before() {
    each_engine(|database| async {
        let people = People::new(database).await;
        sampled(&people, 50).await;
        let ticket = done(&people).await;
        let before = sample(&people).await["keys"]["2026-06"].clone();
        assert_eq!(before["key"], json!(null));
        at(&people, "2026-07-01T01:00:00Z").await;
        let after = sample(&people).await["keys"]["2026-06"].clone();
        assert_eq!(after["fingerprint"], before["fingerprint"]);
        let key = text(&after["key"]);
        let byte = |place: usize| u8::from_str_radix(&key[place * 2..place * 2 + 2], 16).unwrap();
        let key = DrawKey { period: "2026-06".into(), secret: std::array::from_fn(byte) };
        let lot = key.draw("fault", ticket.text("id").parse().unwrap());
        let called = ticket.json()["stage"] == "callback_due";
        assert_eq!(lot < 500_000, called);
    })
    .await;
}
