//! Samples: the share of a period is reached, by the lot and by nobody's choice.

use bihuan_domain::policy::applies_to::AppliesTo;
use bihuan_domain::policy::callbacks::SampleRule;
use bihuan_domain::sampling::DrawKey;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{ask, done, with_plans};
use crate::people::{People, text};
use crate::requirements::{at, finish};
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

/// shows: M-03
#[actix_web::test]
async fn the_share_is_reached_kind_by_kind_and_class_by_class_not_on_average() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let supervisor = people.server.test.user("supervisor", "centre", &["shift-supervisor"]).await;
        let of = |channels: &[&str]| AppliesTo {
            channels: channels.iter().map(|channel| channel.parse().unwrap()).collect(),
            ..AppliesTo::default()
        };
        with_plans(&people, |plan| {
            plan.samples = vec![
                SampleRule { applies_to: of(&["app"]), percent: 80 },
                SampleRule { applies_to: of(&[]), percent: 20 },
            ];
        })
        .await;
        for nth in 0..10 {
            let mut demand = crate::people::fault("dispatched");
            demand["channel"] = json!(if nth % 2 == 0 { "app" } else { "phone" });
            let opened = people.open(&demand).await;
            finish(&people, &opened).await;
        }
        let path = "/v1/callbacks/samples/fault/2026-06/top-up";
        let topped = people.server.post(&supervisor, path, &json!({})).await.good().json();
        let classes: Vec<(u64, u64, u64)> = topped["classes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|class| {
                assert_eq!(class["kind"], "fault");
                let number = |name: &str| class[name].as_u64().unwrap();
                assert!(number("taken") + number("added") >= number("wanted"), "{class}");
                assert_eq!(number("missing"), 0, "{class}");
                (number("percent"), number("population"), number("wanted"))
            })
            .collect();
        assert_eq!(classes, [(20, 5, 1), (80, 5, 4)]);
    })
    .await;
}

#[actix_web::test]
async fn when_the_period_is_over_the_system_reaches_the_share_by_itself_and_replaces_whom_nobody_reached() {
    each_engine(|database| async {
        let people = People::new(database).await;
        sampled(&people, 50).await;
        for _ in 0..8 {
            done(&people).await;
        }
        let app = people.server.test.app.clone();
        let top_up = async || bihuan_app::callbacks::top_up_ended(&app).await.unwrap();
        assert_eq!(top_up().await, 0, "the month is not over");
        let before = sample(&people).await;
        at(&people, "2026-07-01T01:10:00Z").await;
        assert_eq!(u64::try_from(top_up().await).unwrap(), before["missing"].as_u64().unwrap());
        assert_eq!(sample(&people).await["missing"], 0);
        assert_eq!(top_up().await, 0, "once is enough");
        // Calls are refused until fewer than the share are left.
        at(&people, "2026-07-01T01:20:00Z").await;
        let open = people.server.get(&people.caller, "/v1/callbacks?stage=due").await.good().json();
        let lost = open["data"].as_array().unwrap().clone();
        let surplus = lost.len() - usize::try_from(before["wanted"].as_u64().unwrap()).unwrap();
        for call in &lost[..=surplus] {
            let path = format!("/v1/callbacks/{}", text(&call["id"]));
            let seen = people.server.get(&people.caller, &path).await.good();
            people.act(&people.caller, "callbacks", "attempt", &seen, &json!({"result": "refused"})).await.good();
        }
        assert_eq!((sample(&people).await["missing"].clone(), top_up().await), (json!(1), 1));
        at(&people, "2026-07-01T01:30:00Z").await;
        let open = people.server.get(&people.caller, "/v1/callbacks?stage=due").await.good().json();
        let added = open["data"].as_array().unwrap().iter().filter(|call| call["cause"] == "replaces").count();
        assert_eq!(added, 1, "{open}");
    })
    .await;
}

#[actix_web::test]
async fn work_that_was_opened_again_in_the_month_of_its_lot_is_verified_with_the_customer() {
    each_engine(|database| async {
        let people = People::new(database).await;
        sampled(&people, 1).await;
        let both = [done(&people).await, done(&people).await];
        let left_out = both.iter().find(|ticket| ticket.json()["answered"] == "not_sampled");
        let ticket = left_out.expect("the lot takes one in a hundred");
        let ticket = people.act(&people.caller, "tickets", "archive", ticket, &json!({})).await.good();
        let reopened = json!({"reason": "the lamp went out again"});
        let ticket = people.act(&people.caller, "tickets", "reopen", &ticket, &reopened).await.good();
        let order = people.order(&people.handler, &ticket).await;
        let reply = json!({"outcome": "not_ours", "text": "the customer's own fuse, again"});
        let order = people.work(&people.handler, "reply", &order, &reply).await.good();
        let approve = json!({"decision": "approve"});
        people.work(&people.reviewer, "review", &order, &approve).await.good();
        assert_eq!(people.ticket(&people.caller, &ticket).await.json()["stage"], "callback_due");
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
