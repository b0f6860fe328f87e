//! Attempts on the clock: another time exactly then, spacing and other parts of the day, no further calls.

use bihuan_domain::policy::callbacks::{CallbackPlan, Hours, Occasion, Trigger};
use bihuan_domain::policy::catalogue::ReopenOnContact;
use bihuan_domain::policy::clocks::{Amount, Unit};
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{ask, done, with_plans};
use crate::people::{People, content, text};
use crate::requirements::{at, reconfigure};
use crate::server::Answer;

async fn attempt(people: &People, ticket: &Answer, report: &Value) -> Answer {
    let callback = people.callback(ticket).await;
    people.act(&people.caller, "callbacks", "attempt", &callback, report).await
}

fn hours(windows: &[(&str, &str)]) -> Vec<Hours> {
    windows.iter().map(|(from, to)| Hours { from: from.parse().unwrap(), to: to.parse().unwrap() }).collect()
}

/// shows: D-08
#[actix_web::test]
async fn a_customer_who_asks_for_another_time_is_due_exactly_then_and_not_a_minute_before() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let ticket = done(&people).await;
        let later = json!({"result": "other_time", "at": "2026-06-01T15:37:00+08:00", "note": "she is at work"});
        let postponed = attempt(&people, &ticket, &later).await.good().json();
        assert_eq!((&postponed["dueAt"], &postponed["attempts"]), (&json!("2026-06-01T07:37:00.000Z"), &json!(0)));
        at(&people, "2026-06-01T07:36:59Z").await;
        assert_eq!(ask(&people, "/v1/callbacks/claim-next").await.good().json()["callback"], json!(null));
        let early = attempt(&people, &ticket, &content()).await;
        assert_eq!(early.problem().as_deref(), Some("too_early_to_call"));
        at(&people, "2026-06-01T07:37:00Z").await;
        let claimed = ask(&people, "/v1/callbacks/claim-next").await.good().json();
        assert_eq!(claimed["callback"]["ticketId"], ticket.json()["id"]);
        attempt(&people, &ticket, &content()).await.good();
        let timeline = format!("/v1/tickets/{}/timeline", ticket.text("id"));
        let timeline = people.server.get(&people.caller, &timeline).await.good();
        assert!(timeline.body.contains("she is at work"), "a note is kept of calls that brought no answers, too");
    })
    .await;
}

#[actix_web::test]
async fn attempts_are_spaced_tried_at_other_parts_of_the_day_and_end_after_the_last_with_their_reason() {
    each_engine(|database| async {
        let people = People::new(database).await;
        with_plans(&people, |plan| {
            (plan.attempts_max, plan.spacing_minutes, plan.vary_hours) = (4, 90, true);
            (plan.hours, plan.quiet) = (hours(&[("09:00", "12:00"), ("13:30", "20:30")]), Vec::new());
        })
        .await;
        let ticket = done(&people).await;
        let due = async |report: &Value| text(&attempt(&people, &ticket, report).await.good().json()["dueAt"]);
        // From nine in the morning: the afternoon, the evening, then the next time of the spacing, which is tomorrow's morning.
        assert_eq!(due(&json!({"result": "no_answer"})).await, "2026-06-01T05:30:00.000Z");
        let early = attempt(&people, &ticket, &json!({"result": "no_answer"})).await;
        assert_eq!(early.problem().as_deref(), Some("too_early_to_call"));
        at(&people, "2026-06-01T05:30:00Z").await;
        assert_eq!(due(&json!({"result": "busy"})).await, "2026-06-01T10:00:00.000Z");
        at(&people, "2026-06-01T11:30:00Z").await;
        assert_eq!(due(&json!({"result": "power_off"})).await, "2026-06-02T01:00:00.000Z");
        at(&people, "2026-06-02T01:00:00Z").await;
        let last = attempt(&people, &ticket, &json!({"result": "no_answer"})).await.good().json();
        assert_eq!((&last["stage"], &last["lastResult"]), (&json!("unreachable"), &json!("no_answer")));
        assert_eq!(people.ticket(&people.caller, &ticket).await.json()["answered"], "unreachable");
    })
    .await;
}

/// shows: D-02
#[actix_web::test]
async fn the_queue_hands_out_nothing_outside_the_hours() {
    each_engine(|database| async {
        let people = People::new(database).await;
        with_plans(&people, |plan| {
            (plan.hours, plan.quiet) = (hours(&[("10:30", "11:40"), ("15:00", "18:00")]), Vec::new());
        })
        .await;
        done(&people).await;
        let next = async || ask(&people, "/v1/callbacks/claim-next").await.good().json()["callback"].clone();
        at(&people, "2026-06-01T02:29:59Z").await;
        assert_eq!(next().await, json!(null), "not before half past ten");
        at(&people, "2026-06-01T02:30:00Z").await;
        at(&people, "2026-06-01T04:00:00Z").await;
        assert_eq!(next().await, json!(null), "it is due, and it is noon");
        let waiting = people.server.get(&people.caller, "/v1/callbacks?stage=due").await.good().json();
        assert_eq!(waiting["data"].as_array().map(Vec::len), Some(1));
        at(&people, "2026-06-01T07:00:00Z").await;
        assert!(next().await["id"].is_string());
    })
    .await;
}

/// On days 1 and 2 after the demand was accepted, and every month.
fn series(like: &CallbackPlan) -> CallbackPlan {
    let days = |value| Occasion { from: Some(Amount::new(value, Unit::Days)), ..Occasion::default() };
    let monthly = Occasion {
        from: Some(Amount::new(1, Unit::Months)),
        repeat: Some(Amount::new(1, Unit::Months)),
        ..Occasion::default()
    };
    CallbackPlan {
        code: "series".parse().unwrap(),
        trigger: Some(Trigger::Milestone(bihuan_domain::clock::Milestone::Accepted)),
        occasions: vec![days(1), days(2), monthly],
        ..like.clone()
    }
}

#[actix_web::test]
async fn a_customer_who_wants_no_more_calls_gets_none_neither_the_planned_ones_nor_those_of_a_series() {
    each_engine(|database| async {
        let people = People::new(database).await;
        reconfigure(&people, |bundle| bundle.callback_plans.push(series(&bundle.callback_plans[0]))).await;
        let ticket = done(&people).await;
        at(&people, "2026-06-02T01:00:00Z").await;
        let seen = people.ticket(&people.caller, &ticket).await.json();
        assert_eq!(seen["aftercare"].as_array().map(Vec::len), Some(3));
        let path = format!("/v1/callbacks/{}", text(&seen["aftercare"][0]["id"]));
        let call = people.server.get(&people.caller, &path).await.good();
        let enough = json!({"result": "refused", "doNotCall": true});
        people.act(&people.caller, "callbacks", "attempt", &call, &enough).await.good();
        let after = people.ticket(&people.caller, &ticket).await.json();
        assert_eq!((after["aftercare"].as_array().map(Vec::len), &after["callbackWanted"]), (Some(0), &json!(false)));
        let all = format!("/v1/callbacks?ticketId={}", ticket.text("id"));
        let all = people.server.get(&people.caller, &all).await.good().json();
        let mut stages: Vec<String> = all["data"].as_array().unwrap().iter().map(|one| text(&one["stage"])).collect();
        stages.sort();
        assert_eq!(stages, ["dropped", "dropped", "dropped", "unreachable"], "only in the one call did he refuse");
        assert_eq!(after["answered"], "declined", "the ticket does not wait for a call that he does not want");
    })
    .await;
}

#[actix_web::test]
async fn complaint_31_a_contact_between_answer_and_archive_takes_the_matter_up_again() {
    each_engine(|database| async {
        let people = People::new(database).await;
        reconfigure(&people, |bundle| {
            bundle.kinds.iter_mut().for_each(|kind| kind.reopen_on_contact = ReopenOnContact::Automatic);
        })
        .await;
        let ticket = done(&people).await;
        attempt(&people, &ticket, &content()).await.good();
        let seen = people.ticket(&people.caller, &ticket).await;
        assert_eq!(seen.json()["stage"], "answered");
        let contact = json!({"channel": "phone", "text": "dark again"});
        let path = format!("/v1/tickets/{}/actions/contact", ticket.text("id"));
        people.server.post(&people.agent, &path, &contact).await.good();
        let after = people.ticket(&people.caller, &ticket).await.json();
        assert_eq!((&after["stage"], &after["workOrders"][0]["stage"]), (&json!("handling"), &json!("redo")));
        assert_eq!(after["reopenCount"], 1);
    })
    .await;
}

/// shows: C-05
#[actix_web::test]
async fn an_attempt_keeps_how_long_it_took_and_when_the_next_is_which_is_made_then() {
    each_engine(|database| async {
        let people = People::new(database).await;
        with_plans(&people, |plan| plan.talk_seconds_max = Some(180)).await;
        let (short, long) = (done(&people).await, done(&people).await);
        let later = json!({"result": "other_time", "at": "2026-06-01T15:00:00+08:00", "talkSeconds": 25});
        attempt(&people, &short, &later).await.good();
        let told = async |ticket: &Answer, what: &str| {
            let timeline = format!("/v1/tickets/{}/timeline?limit=200", ticket.text("id"));
            let timeline = people.server.get(&people.caller, &timeline).await.good();
            crate::requirements::entries(&timeline, what).remove(0)["data"].clone()
        };
        let kept = told(&short, "callback.attempted").await;
        assert_eq!((&kept["nextAt"], &kept["remark"]["talkSeconds"]), (&json!("2026-06-01T07:00:00.000Z"), &json!(25)));
        at(&people, "2026-06-01T15:00:00+08:00").await;
        for (ticket, seconds, too_long) in [(&short, 180, false), (&long, 181, true)] {
            let mut report = content();
            report["talkSeconds"] = json!(seconds);
            attempt(&people, ticket, &report).await.good();
            let answered = told(ticket, "callback.answered").await;
            assert_eq!(
                (&answered["talkSeconds"], answered["tooLong"] == true),
                (&json!(seconds), too_long),
                "{answered}"
            );
        }
    })
    .await;
}

/// shows: C-03
#[actix_web::test]
async fn a_number_that_is_put_right_for_a_call_is_put_right_in_the_file_of_the_customer_and_the_old_one_is_kept() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let known = json!({"name": "Li Lei", "phone": "13812345678"});
        let known = people.server.post(&people.agent, "/v1/customers", &known).await.good();
        let mut demand = crate::people::fault("dispatched");
        demand["customerId"] = known.json()["id"].clone();
        let ticket = people.open(&demand).await.good();
        crate::requirements::finish(&people, &ticket).await;
        attempt(&people, &ticket, &json!({"result": "wrong_number"})).await.good();
        let searching = people.callback(&ticket).await;
        let right = json!({"phone": "13911112222", "source": "the marketing system"});
        people.act(&people.caller, "callbacks", "correct-number", &searching, &right).await.good();
        for (phone, found) in [("139-1111-2222", 1), ("13812345678", 0)] {
            let page = people.server.get(&people.agent, &format!("/v1/tickets?phone={phone}")).await.good().json();
            assert_eq!(page["data"].as_array().map(Vec::len), Some(found), "it is found by the right number: {page}");
        }
        let path = format!("/v1/customers/{}", known.text("id"));
        let file = people.server.get(&people.agent, &path).await.good();
        assert_eq!((file.text("phone").as_str(), &file.json()["version"]), ("13911112222", &json!(2)));
        let integrator = people.server.test.user("integrator", "company", &["integrator"]).await;
        let feed = people.server.get(&integrator, "/v1/events?limit=200").await.good();
        let kept = crate::requirements::entries(&feed, "customer.phone_corrected");
        assert_eq!((kept.len(), &kept[0]["data"]["from"]), (1, &json!("13812345678")));
    })
    .await;
}
