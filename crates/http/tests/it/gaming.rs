//! Suspicions that a limit was dodged rather than kept: explained, disposed of by people, and never a punishment by themselves.

use bihuan_app::users::User;
use bihuan_domain::quality::Check;
use bihuan_domain::time::Timestamp;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use crate::people::{People, content, text};
use crate::requirements::assessing::run_all;
use crate::requirements::{at, clock, finish, receive, reconfigure, rows};

/// Minutes before the end of its limit at which the department says that it waits for the customer.
const MINUTES_LEFT: i64 = 10;

async fn sensitive(people: &People) {
    reconfigure(people, |bundle| {
        for check in &mut bundle.gaming_checks {
            match check.check {
                Check::BulkClosing => check.count = Some(3),
                Check::CopiedReply => (check.count, check.length) = (Some(2), Some(5)),
                Check::StaffNumber => check.numbers = vec!["138-1234-5678".to_owned()],
                Check::LatePause | Check::Renewal => check.minutes = Some(30),
                Check::FarArrival => check.metres = Some(500),
                Check::ForbiddenWords => {}
            }
        }
    })
    .await;
}

async fn search(people: &People, who: &User, from: &str, to: &str) -> Value {
    people.server.post(who, "/v1/findings/searches", &json!({"from": from, "to": to})).await.good().json()
}

async fn findings(people: &People, who: &User, check: &str) -> Vec<Value> {
    rows(&people.server.get(who, &format!("/v1/findings?check={check}")).await.good())
}

#[actix_web::test]
async fn the_day_before_is_searched_every_night_though_nobody_asks_for_it() {
    each_engine(|database| async {
        let people = People::new(database).await;
        sensitive(&people).await;
        let inspector = people.server.test.user("inspector", "company", &["quality-inspector"]).await;
        run_all(&people).await;
        let consult =
            json!({"kind": "consult", "channel": "phone", "topic": "T", "description": "D", "until": "accepted"});
        for _ in 0..3 {
            let opened = people.open(&consult).await.good();
            people.act(&people.agent, "tickets", "answer", &opened, &json!({"text": "told"})).await.good();
        }
        at(&people, "2026-06-02T03:59:00+08:00").await;
        run_all(&people).await;
        assert_eq!(findings(&people, &inspector, "bulk_closing").await.len(), 0);
        at(&people, "2026-06-02T04:01:00+08:00").await;
        run_all(&people).await;
        let bulk = findings(&people, &inspector, "bulk_closing").await;
        assert_eq!((bulk.len(), &bulk[0]["seen"]), (1, &json!(3)));
        at(&people, "2026-06-03T04:01:00+08:00").await;
        run_all(&people).await;
        assert_eq!(findings(&people, &inspector, "bulk_closing").await.len(), 1, "once, and again the next night");
    })
    .await;
}

#[actix_web::test]
async fn tickets_ended_in_bulk_copied_replies_and_calls_to_numbers_of_the_centre_are_asked_about_once() {
    each_engine(|database| async {
        let people = People::new(database).await;
        sensitive(&people).await;
        let inspector = people.server.test.user("inspector", "company", &["quality-inspector"]).await;
        let consult =
            json!({"kind": "consult", "channel": "phone", "topic": "T", "description": "D", "until": "accepted"});
        for _ in 0..3 {
            let opened = people.open(&consult).await.good();
            people.act(&people.agent, "tickets", "answer", &opened, &json!({"text": "told"})).await.good();
        }
        let faults = [people.fault().await, people.fault().await];
        for opened in &faults {
            finish(&people, opened).await;
        }
        let callback = people.callback(&faults[0]).await;
        people.act(&people.caller, "callbacks", "attempt", &callback, &content()).await.good();

        let day = ("2026-06-01T00:00:00+08:00", "2026-06-02T00:00:00+08:00");
        let first = search(&people, &inspector, day.0, day.1).await;
        assert_eq!((&first["found"], &first["new"]), (&json!(3), &json!(3)));
        let again = search(&people, &inspector, day.0, day.1).await;
        assert_eq!((&again["found"], &again["new"]), (&json!(3), &json!(0)), "what was found is not found again");

        let bulk = findings(&people, &inspector, "bulk_closing").await;
        assert_eq!((&bulk[0]["personId"], &bulk[0]["seen"]), (&json!(people.agent.id.to_string()), &json!(3)));
        assert_eq!(
            bulk[0]["explanation"], "One person ended 3 tickets within minutes. Up to 2 would be normal.",
            "what was seen, and what would be normal"
        );
        let copied = findings(&people, &inspector, "copied_reply").await;
        assert_eq!((&copied[0]["personId"], &copied[0]["seen"]), (&json!(people.handler.id.to_string()), &json!(2)));
        let called = findings(&people, &inspector, "staff_number").await;
        assert_eq!(
            (&called[0]["personId"], &called[0]["ticketId"]),
            (&json!(people.caller.id.to_string()), &faults[0].json()["id"])
        );
        let own = rows(&people.server.get(&people.handler, "/v1/me/staff-errors").await.good());
        assert_eq!(own, Vec::<Value>::new(), "nobody is punished by a finding");
    })
    .await;
}

#[actix_web::test]
async fn a_pause_asked_for_just_before_the_limit_is_a_question_and_one_in_good_time_is_none() {
    each_engine(|database| async {
        let people = People::new(database).await;
        sensitive(&people).await;
        let inspector = people.server.test.user("inspector", "company", &["quality-inspector"]).await;
        let manager = people.server.test.user("manager", "company", &["manager"]).await;
        let complaint = json!({
            "type": "complaint.outage", "channel": "phone", "topic": "no power every evening", "until": "dispatched",
            "contact": {"phone": "13900000000"}, "description": "Since Monday."
        });
        let (early, late) = (people.open(&complaint).await.good(), people.open(&complaint).await.good());
        let pause = async |ticket| {
            let order = people.order(&people.handler, ticket).await;
            let note = json!({"note": "the customer must open the door"});
            people.work(&people.handler, "await-customer", &order, &note).await;
        };
        receive(&people, &early).await;
        receive(&people, &late).await;
        pause(&early).await;
        let due = text(&clock(&people.ticket(&people.agent, &late).await.json(), "handle")["dueAt"]);
        let due: Timestamp = due.parse().unwrap_or_else(|_| panic!("{due} is no moment"));
        at(&people, &due.plus_seconds(-60 * MINUTES_LEFT).to_string()).await;
        pause(&late).await;

        for day in 0..7 {
            let from: Timestamp = "2026-06-01T00:00:00+08:00".parse().unwrap_or(due);
            let (from, to) = (from.plus_seconds(day * 86_400), from.plus_seconds((day + 1) * 86_400));
            search(&people, &inspector, &from.to_string(), &to.to_string()).await;
        }
        let found = findings(&people, &inspector, "late_pause").await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((&found[0]["ticketId"], &found[0]["seen"]), (&late.json()["id"], &json!(MINUTES_LEFT)));
        assert_eq!(found[0]["personId"], people.handler.id.to_string());

        let path = format!("/v1/findings/{}", text(&found[0]["id"]));
        let seen = people.server.get(&manager, &path).await.good();
        let said = json!({"outcome": "explained", "reason": "the customer had called to put it off"});
        let dispose = format!("{path}/actions/dispose");
        let disposed = people.server.act(&manager, &dispose, &seen, &said).await.good();
        assert_eq!(disposed.json()["disposal"]["outcome"], "explained");
        let twice = people.server.act(&manager, &dispose, &disposed, &said).await;
        assert_eq!(twice.problem().as_deref(), Some("already_requested"));
        let records = rows(&people.server.get(&manager, "/v1/records?kind=finding").await.good());
        assert_eq!(records.len(), 1);
    })
    .await;
}

#[actix_web::test]
async fn a_matter_closed_and_opened_anew_and_an_arrival_elsewhere_are_asked_about_and_honest_ones_are_not() {
    each_engine(|database| async {
        let people = People::new(database).await;
        sensitive(&people).await;
        let inspector = people.server.test.user("inspector", "company", &["quality-inspector"]).await;
        let mut demand = crate::people::fault("accepted");
        demand["position"] = json!({"latitude": 30.274_085, "longitude": 120.155_07});
        let first = people.open(&demand).await.good();
        assert_eq!(first.json()["position"], demand["position"]);
        let why = json!({"reason": "entered wrongly"});
        people.act(&people.agent, "tickets", "cancel", &first, &why).await.good();
        demand["until"] = json!("dispatched");
        let second = people.open(&demand).await.good();
        // Another customer's fault, taken by the same agent at the same time.
        demand["contact"]["phone"] = json!("13900000009");
        let honest = people.open(&demand).await.good();
        for (ticket, latitude) in [(&second, 30.284_085), (&honest, 30.274_9)] {
            let order = receive(&people, ticket).await;
            let crew = json!({"crew": "repair-crew-1"});
            let order = people.work(&people.handler, "assign", &order, &crew).await;
            let order = people.work(&people.crew, "crew-accept", &order, &json!({})).await;
            let there = json!({"position": {"latitude": latitude, "longitude": 120.155_07}});
            people.work(&people.crew, "arrive", &order, &there).await;
        }
        search(&people, &inspector, "2026-06-01T00:00:00+08:00", "2026-06-02T00:00:00+08:00").await;
        let renewed = findings(&people, &inspector, "renewal").await;
        assert_eq!(renewed.len(), 1, "{renewed:?}");
        assert_eq!((&renewed[0]["ticketId"], &renewed[0]["personId"]), (&first.json()["id"], &json!(people.agent.id)));
        let far = findings(&people, &inspector, "far_arrival").await;
        assert_eq!(far.len(), 1, "{far:?}");
        assert_eq!((&far[0]["ticketId"], &far[0]["seen"]), (&second.json()["id"], &json!(1_112)));
        let nowhere = json!({"position": {"latitude": 91.0, "longitude": 0.0}});
        let order = people.order(&people.handler, &honest).await;
        let refused = people.act(&people.crew, "work-orders", "arrive", &order, &nowhere).await;
        assert_eq!(refused.problem().as_deref(), Some("invalid_body"));
    })
    .await;
}
