//! Clocks, and what is told when they run out.

use bihuan_domain::policy::clocks::{Amount, Unit, Warning};
use bihuan_testkit::each_engine;
use serde_json::json;

use super::{at, clock, entries, receive, reconfigure};
use crate::people::{People, fault, text};

/// shows: P-41
#[actix_web::test]
async fn a_fault_taken_by_the_voice_menu_on_sunday_night_is_accepted_and_its_clocks_never_pause() {
    each_engine(|database| async {
        let people = People::new(database).await;
        reconfigure(&people, |bundle| {
            let channel = json!({"code": "ivr", "name": {"zh": "语音服务", "en": "Voice menu"}});
            bundle.channels.extend(serde_json::from_value::<bihuan_domain::policy::bundle::Channel>(channel).ok());
        })
        .await;
        let menu = people.server.test.user("ivr", "centre", &["integrator"]).await;
        at(&people, "2026-06-07T03:00:00+08:00").await;
        let mut demand = fault("accepted");
        demand["channel"] = json!("ivr");
        let opened = people.post_once(&menu, "call-1", "/v1/tickets", &demand).await.good();
        assert_eq!((&opened.json()["stage"], &opened.json()["channel"]), (&json!("pending_dispatch"), &json!("ivr")));
        assert_eq!(clock(&opened.json(), "dispatch")["dueAt"], "2026-06-06T19:02:00.000Z");
        at(&people, "2026-06-07T03:01:30+08:00").await;
        let warned = people.ticket(&people.agent, &opened).await;
        let sent = people.act(&people.agent, "tickets", "dispatch", &warned, &json!({})).await.good().json();
        assert_eq!(clock(&sent, "accept")["dueAt"], "2026-06-06T19:04:30.000Z");
        assert_eq!(clock(&sent, "arrive")["dueAt"], "2026-06-06T19:46:30.000Z");
        at(&people, "2026-06-07T03:46:31+08:00").await;
        let late = people.ticket(&people.agent, &opened).await.json();
        for code in ["accept", "arrive"] {
            assert_eq!((&clock(&late, code)["state"], &clock(&late, code)["late"]), (&json!("breached"), &json!(true)));
        }
    })
    .await;
}

/// shows: I-08
#[actix_web::test]
async fn what_nobody_has_touched_is_announced_as_at_risk_when_four_fifths_of_its_time_are_gone() {
    each_engine(|database| async {
        let people = People::new(database).await;
        reconfigure(&people, |bundle| {
            for rule in bundle.clocks.iter_mut().filter(|rule| rule.code.as_str() == "accept") {
                rule.amount = Amount::new(10, Unit::Hours);
                rule.warnings = vec![Warning { before: Some(Amount::new(120, Unit::Minutes)), share: None }];
                (rule.calendar, rule.unit_calendar) = (None, false);
            }
        })
        .await;
        let manager = people.server.test.user("manager", "company", &["manager"]).await;
        let (untouched, touched) = (people.fault().await, people.fault().await);
        receive(&people, &touched).await;
        let warned = |page: &crate::server::Answer| {
            let all = entries(page, "clock.warned");
            all.into_iter().filter(|entry| entry["data"]["code"] == "accept").collect::<Vec<_>>()
        };
        at(&people, "2026-06-01T08:59:59Z").await;
        let before = people.server.get(&manager, "/v1/events").await.good();
        assert_eq!(warned(&before).len(), 0);
        at(&people, "2026-06-01T09:00:00Z").await;
        let told = warned(&people.server.get(&manager, "/v1/events").await.good());
        assert_eq!(told.len(), 1);
        assert_eq!(told[0]["ticketId"], untouched.json()["id"]);
        assert_eq!(clock(&people.ticket(&people.agent, &untouched).await.json(), "accept")["state"], "warned");
    })
    .await;
}

/// shows: A-12
#[actix_web::test]
async fn a_complaint_that_lies_untouched_beyond_the_set_time_raises_an_alarm_and_one_that_is_taken_up_does_not() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let manager = people.server.test.user("manager", "company", &["manager"]).await;
        let demand = json!({
            "type": "complaint.outage", "channel": "phone", "topic": "no power every evening",
            "contact": {"phone": "13812345678"}, "description": "Since Monday.", "until": "dispatched"
        });
        let (untouched, touched) = (people.open(&demand).await.good(), people.open(&demand).await.good());
        receive(&people, &touched).await;
        at(&people, "2026-06-01T11:00:00+08:00").await;
        let feed = people.server.get(&manager, "/v1/events").await.good();
        assert_eq!(entries(&feed, "clock.breached").len(), 0, "two working hours are not over yet");
        at(&people, "2026-06-01T11:00:01+08:00").await;
        let alarms = entries(&people.server.get(&manager, "/v1/events").await.good(), "clock.breached");
        let of: Vec<(String, String)> =
            alarms.iter().map(|alarm| (text(&alarm["ticketId"]), text(&alarm["data"]["code"]))).collect();
        assert_eq!(of, [(untouched.text("id"), "accept".to_owned())]);
        let late = people.ticket(&people.agent, &untouched).await.json();
        assert_eq!(clock(&late, "accept")["late"], true);
    })
    .await;
}
