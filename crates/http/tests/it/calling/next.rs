//! Which call comes next, and when the backlog will end.

use actix_web::http::StatusCode;
use bihuan_domain::policy::callbacks::{CallbackPlan, Hours, Occasion, Performer, PerformerPlace, PerformerRule};
use bihuan_domain::policy::clocks::{Amount, Unit};
use bihuan_testkit::each_engine;
use serde_json::json;

use super::{ask, done, with_plans};
use crate::people::{People, content, text};
use crate::requirements::at;

fn window(hours: u32) -> Vec<Occasion> {
    vec![Occasion { until: Some(Amount::new(hours, Unit::Hours)), ..Occasion::default() }]
}

#[actix_web::test]
async fn the_call_with_the_least_time_left_within_permitted_hours_comes_first_and_each_agent_gets_another() {
    each_engine(|database| async {
        let people = People::new(database).await;
        // Faults may be called back for ten hours, but only from nine to ten in the morning.
        with_plans(&people, |plan| {
            plan.occasions = window(10);
            plan.hours = vec![Hours { from: "09:00".parse().unwrap(), to: "10:00".parse().unwrap() }];
        })
        .await;
        let narrow = done(&people).await;
        with_plans(&people, |plan| plan.occasions = window(3)).await;
        let wide = done(&people).await;
        at(&people, "2026-06-01T01:10:00Z").await;
        let other = people.server.test.user("other", "centre", &["callback-agent"]).await;
        let claim = async |who| people.server.post(who, "/v1/callbacks/claim-next", &json!({})).await.good().json();
        let callback = |ticket: &crate::server::Answer| ticket.json()["callback"]["id"].clone();
        // By the rules that each was opened under: of ten hours fifty minutes are left in which he may be called.
        assert_eq!(claim(&other).await["callback"]["id"], callback(&narrow));
        let second = claim(&people.caller).await;
        assert_eq!(second["callback"]["id"], callback(&wide));
        assert!(second["callback"]["claim"]["until"].is_string(), "{second}");
        assert_eq!(claim(&people.caller).await["callback"], json!(null), "nothing is left");
        let path = format!("/v1/callbacks/{}", text(&callback(&narrow)));
        let seen = people.server.get(&people.caller, &path).await.good();
        let refused = people.act(&people.caller, "callbacks", "attempt", &seen, &content()).await;
        assert_eq!((refused.status, refused.problem().as_deref()), (StatusCode::CONFLICT, Some("claimed_by_other")));
        people.act(&other, "callbacks", "release", &seen, &json!({})).await.good();
        assert_eq!(claim(&people.caller).await["callback"]["id"], callback(&narrow));
    })
    .await;
}

#[actix_web::test]
async fn calls_of_a_plan_that_a_later_policy_lacks_are_handed_out_all_the_same() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let old = done(&people).await;
        crate::requirements::reconfigure(&people, |bundle| {
            let plans = bundle.callback_plans.iter_mut().filter(|plan| plan.code.as_str() == "fault");
            plans.for_each(|plan| plan.code = "fault-2".parse().unwrap());
            let scripts = bundle.scripts.iter_mut().flat_map(|script| &mut script.plans);
            scripts.filter(|plan| plan.as_str() == "fault").for_each(|plan| *plan = "fault-2".parse().unwrap());
            let kinds = bundle.kinds.iter_mut().filter_map(|kind| kind.callback_plan.as_mut());
            kinds.filter(|plan| plan.as_str() == "fault").for_each(|plan| *plan = "fault-2".parse().unwrap());
        })
        .await;
        let new = done(&people).await;
        at(&people, "2026-06-01T01:10:00Z").await;
        let mut called = Vec::new();
        for _ in 0..2 {
            called.push(ask(&people, "/v1/callbacks/claim-next").await.good().json()["callback"]["id"].clone());
        }
        let callback = |ticket: &crate::server::Answer| ticket.json()["callback"]["id"].clone();
        assert_eq!(called, [callback(&old), callback(&new)]);
    })
    .await;
}

#[actix_web::test]
async fn more_calls_than_are_looked_at_that_others_are_to_make_keep_nobody_from_his_own() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let managers = |plan: &mut CallbackPlan| {
            let by = vec![Performer { role: "manager".parse().unwrap(), at: PerformerPlace::Centre }];
            plan.performers = vec![PerformerRule { applies_to: Default::default(), by }];
        };
        with_plans(&people, managers).await;
        for _ in 0..51 {
            done(&people).await;
        }
        with_plans(&people, |_| ()).await;
        let own = done(&people).await;
        at(&people, "2026-06-01T01:10:00Z").await;
        let claimed = ask(&people, "/v1/callbacks/claim-next").await.good().json();
        assert_eq!(claimed["callback"]["id"], own.json()["callback"]["id"]);
    })
    .await;
}

#[actix_web::test]
async fn who_was_promised_a_call_at_noon_is_handed_out_then_though_nobody_else_is_called_and_before_all_others() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (promised, _other) = (done(&people).await, done(&people).await);
        let callback = people.callback(&promised).await;
        let wish = json!({"result": "other_time", "at": "2026-06-01T12:30:00+08:00"});
        let told = people.act(&people.caller, "callbacks", "attempt", &callback, &wish).await.good().json();
        assert_eq!(told["agreedAt"], "2026-06-01T04:30:00.000Z");
        at(&people, "2026-06-01T12:10:00+08:00").await;
        let nobody = ask(&people, "/v1/callbacks/claim-next").await.good().json();
        assert_eq!(nobody["callback"], json!(null), "noon is quiet");
        at(&people, "2026-06-01T12:30:00+08:00").await;
        let claimed = ask(&people, "/v1/callbacks/claim-next").await.good();
        assert_eq!(claimed.json()["callback"]["id"], told["id"]);
        let seen = people.callback(&promised).await;
        people.act(&people.caller, "callbacks", "attempt", &seen, &content()).await.good();
        let nobody = ask(&people, "/v1/callbacks/claim-next").await.good().json();
        assert_eq!(nobody["callback"], json!(null));
    })
    .await;
}

#[actix_web::test]
async fn a_forecast_says_when_the_backlog_ends_and_how_many_will_be_late() {
    each_engine(|database| async {
        let people = People::new(database).await;
        with_plans(&people, |plan| {
            plan.occasions = window(1);
            plan.call_seconds = 1_800;
        })
        .await;
        for _ in 0..4 {
            done(&people).await;
        }
        let forecast = async |people_calling: u32| {
            let path = format!("/v1/callbacks/capacity?people={people_calling}");
            people.server.get(&people.caller, &path).await.good().json()
        };
        // Four calls of half an hour from nine o'clock on; the windows end at ten.
        let one = forecast(1).await;
        assert_eq!((&one["waiting"], &one["complete"]), (&json!(4), &json!(true)), "nothing was left out");
        assert_eq!(
            (&one["calls"], &one["late"], &one["endsAt"]),
            (&json!(4), &json!(2), &json!("2026-06-01T03:00:00.000Z"))
        );
        let two = forecast(2).await;
        assert_eq!((&two["late"], &two["endsAt"]), (&json!(0), &json!("2026-06-01T02:00:00.000Z")));
        let none = people.server.get(&people.caller, "/v1/callbacks/capacity?people=0").await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        at(&people, "2026-06-01T01:00:01Z").await;
        assert_eq!(ask(&people, "/v1/callbacks/claim-next").await.good().json()["callback"]["stage"], "due");
    })
    .await;
}

#[actix_web::test]
async fn the_customers_own_hours_say_who_is_called_now_and_whose_time_runs_out_first() {
    each_engine(|database| async {
        let people = People::new(database).await;
        with_plans(&people, |plan| plan.occasions = window(8)).await;
        let with_hours = async |hours: serde_json::Value| {
            let mut demand = crate::people::fault("dispatched");
            demand["contact"]["hours"] = hours;
            let opened = people.open(&demand).await.good();
            crate::requirements::finish(&people, &opened).await;
            people.ticket(&people.caller, &opened).await.json()["callback"]["id"].clone()
        };
        // Windows of eight hours from nine on, the one that ends first for somebody who may not be called in the morning.
        let afternoon = with_hours(json!([{"from": "15:00", "to": "16:00"}])).await;
        people.server.test.pass(60);
        let any = with_hours(json!([])).await;
        people.server.test.pass(60);
        let morning = with_hours(json!([{"from": "09:00", "to": "10:00"}])).await;
        let claim = async || ask(&people, "/v1/callbacks/claim-next").await.good().json()["callback"]["id"].clone();
        at(&people, "2026-06-01T09:30:00+08:00").await;
        assert_eq!(claim().await, morning, "half an hour is left of his hours");
        assert_eq!(claim().await, any, "the whole day is left");
        assert_eq!(claim().await, json!(null), "nobody is offered whom nobody may call");
        at(&people, "2026-06-01T15:10:00+08:00").await;
        assert_eq!(claim().await, afternoon, "and now is his time");
    })
    .await;
}
