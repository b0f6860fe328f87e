//! Records (记录): evidence that nobody alters, kept as long as the policy wants and no longer.

use actix_web::http::{Method, StatusCode};
use actix_web::test::TestRequest;
use bihuan_app::jobs::run;
use bihuan_app::users::User;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use crate::people::{People, content, text};
use crate::requirements::{at, finish, rows};
use crate::server::Answer;

/// A fault whose customer was called back in vain once, then answered, and which is archived.
pub(crate) async fn closed(people: &People) -> Answer {
    let opened = people.fault().await;
    finish(people, &opened).await;
    let callback = people.callback(&opened).await;
    let vain = people.act(&people.caller, "callbacks", "attempt", &callback, &json!({"result": "no_answer"})).await;
    vain.good();
    at(people, "2026-06-01T17:00:00+08:00").await;
    let again = people.callback(&opened).await;
    people.act(&people.caller, "callbacks", "attempt", &again, &content()).await.good();
    let ticket = people.ticket(&people.caller, &opened).await;
    people.act(&people.caller, "tickets", "archive", &ticket, &json!({})).await.good()
}

pub(crate) async fn records(people: &People, who: &User, query: &str) -> Vec<Value> {
    rows(&people.server.get(who, &format!("/v1/records?{query}")).await.good())
}

/// Runs a purge to its end, and answers its report.
pub(crate) async fn purge(people: &People, who: &User, dry_run: bool) -> Value {
    let job = people.server.post(who, "/v1/records/purges", &json!({"dryRun": dry_run})).await.good();
    assert!(run::finish_due(&people.server.test.app).await.is_ok());
    let job = people.server.get(who, &format!("/v1/jobs/{}", job.text("id"))).await.good().json();
    assert_eq!(job["state"], "succeeded", "{job}");
    job["result"].clone()
}

fn purged(report: &Value, kind: &str) -> [i64; 3] {
    let kinds = report["byKind"].as_array().cloned().unwrap_or_default();
    let of = kinds.into_iter().find(|of| of["kind"] == kind).unwrap_or_default();
    ["purged", "kept", "held"].map(|name| of[name].as_i64().unwrap_or_default())
}

#[actix_web::test]
async fn what_customers_and_departments_say_is_recorded_in_the_transaction_that_made_it_and_numbered() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let manager = people.server.test.user("manager", "company", &["manager"]).await;
        let ticket = closed(&people).await;
        let of_ticket = records(&people, &manager, &format!("ticketId={}", ticket.text("id"))).await;
        let mut told: Vec<(String, i64, String)> = of_ticket
            .iter()
            .map(|record| {
                let no = record["no"].as_i64().unwrap_or_default();
                (text(&record["series"]), no, text(&record["content"]["name"]))
            })
            .collect();
        told.sort();
        let series = |kind: &str| format!("{kind}/centre/2026");
        assert_eq!(
            told,
            vec![
                (series("callback_result"), 1, "attempted".to_owned()),
                (series("callback_result"), 2, "answered".to_owned()),
                (series("callback_result"), 3, "signed".to_owned()),
                (series("reply"), 1, "replied".to_owned()),
                (series("survey_answers"), 1, "answered".to_owned()),
            ]
        );
        let reply = &records(&people, &manager, "kind=reply").await[0];
        assert_eq!(reply["content"]["by"]["name"], "handler");
        assert_eq!(reply["content"]["data"]["event"]["reply"]["text"], "the customer's own fuse");

        let list = rows(&people.server.get(&manager, "/v1/record-series").await.good());
        assert_eq!(list.len(), 3);
        let path = "/v1/record-series/callback_result/centre/2026";
        let whole = people.server.get(&manager, path).await.good().json();
        assert_eq!((&whole["last"], &whole["whole"]), (&json!(3), &json!(true)));
    })
    .await;
}

#[actix_web::test]
async fn no_role_alters_a_record_a_correction_and_a_voiding_are_further_ones_that_point_to_it() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let boss = people.server.test.user("boss", "company", &["manager", "administrator"]).await;
        closed(&people).await;
        let record = records(&people, &boss, "kind=survey_answers").await[0].clone();
        let path = format!("/v1/records/{}", text(&record["id"]));
        let token = people.server.token(&boss);
        for method in [Method::DELETE, Method::PATCH, Method::PUT] {
            let request = TestRequest::default().method(method).uri(&path).set_json(json!({"content": {}}));
            let answer = people.server.ask_as(&token, request).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        }
        let agent = people.server.post(&people.agent, &format!("{path}/actions/correct"), &json!({"text": "x"})).await;
        assert_eq!(agent.problem().as_deref(), Some("forbidden"));

        let correction = json!({"text": "she said: content with the repair, not with the wait"});
        let further = people.server.post(&boss, &format!("{path}/actions/correct"), &correction).await.good().json();
        assert_eq!(
            (&further["corrects"], &further["no"], &further["voids"]),
            (&record["id"], &json!(2), &json!(false))
        );
        let void = json!({"reason": "entered for the wrong ticket"});
        let voided = people.server.post(&boss, &format!("{path}/actions/void"), &void).await.good().json();
        assert_eq!((&voided["corrects"], &voided["no"], &voided["voids"]), (&record["id"], &json!(3), &json!(true)));
        let too_late = people.server.post(&boss, &format!("{path}/actions/correct"), &correction).await;
        assert_eq!(too_late.problem().as_deref(), Some("record_voided"));

        assert_eq!(people.server.get(&boss, &path).await.good().json(), record, "the record itself is as it was");
        let about = records(&people, &boss, &format!("corrects={}", text(&record["id"]))).await;
        assert_eq!(about.len(), 2);
    })
    .await;
}

#[actix_web::test]
async fn records_are_seen_by_the_centre_that_keeps_them_and_the_units_of_the_ticket_and_by_nobody_else() {
    each_engine(|database| async {
        let people = People::new(database).await;
        closed(&people).await;
        let roles = &["quality-inspector"];
        for (unit, seen) in [("company", 5), ("centre", 5), ("repair", 5), ("metering", 0)] {
            let inspector = people.server.test.user(&format!("qi-{unit}"), unit, roles).await;
            assert_eq!(records(&people, &inspector, "").await.len(), seen, "{unit}");
        }
    })
    .await;
}

#[actix_web::test]
async fn callback_records_are_kept_for_two_years_and_may_go_after_that_leaving_number_and_hash() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let manager = people.server.test.user("manager", "company", &["manager"]).await;
        closed(&people).await;
        let before = records(&people, &manager, "kind=callback_result").await;

        at(&people, "2028-05-01T17:00:00+08:00").await;
        let early = purge(&people, &manager, false).await;
        assert_eq!(purged(&early, "callback_result"), [0, 3, 0], "one year and eleven months");
        assert_eq!(records(&people, &manager, "kind=callback_result").await, before);

        at(&people, "2028-06-02T00:00:00+08:00").await;
        let dry = purge(&people, &manager, true).await;
        assert_eq!((purged(&dry, "callback_result"), &dry["dryRun"]), ([3, 0, 0], &json!(true)));
        assert_eq!(records(&people, &manager, "kind=callback_result").await, before);
        let report = purge(&people, &manager, false).await;
        assert_eq!(purged(&report, "callback_result"), [3, 0, 0]);
        let after = records(&people, &manager, "kind=callback_result").await;
        for (before, after) in before.iter().zip(&after) {
            for kept in ["id", "series", "no", "at", "contentHash", "seal"] {
                assert_eq!(before[kept], after[kept]);
            }
            assert!(after.get("content").is_none() && after.get("purgedBy").is_some(), "{after}");
        }
        let path = "/v1/record-series/callback_result/centre/2026";
        assert_eq!(people.server.get(&manager, path).await.good().json()["whole"], true);
    })
    .await;
}

#[actix_web::test]
async fn a_legal_hold_keeps_everything_of_a_ticket_until_it_is_lifted_and_grave_complaints_are_kept_longer() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let manager = people.server.test.user("manager", "company", &["manager"]).await;
        let ticket = closed(&people).await;
        let hold = json!({"ticketId": ticket.text("id"), "reason": "the customer sues"});
        let hold = people.server.post(&manager, "/v1/legal-holds", &hold).await.good();
        at(&people, "2030-01-01T00:00:00+08:00").await;
        let held = purge(&people, &manager, false).await;
        assert_eq!(purged(&held, "callback_result"), [0, 0, 3]);
        assert_eq!((&held["ticketsErased"], &held["ticketsHeld"]), (&json!(0), &json!(1)));

        let lift = format!("/v1/legal-holds/{}/actions/lift", hold.text("id"));
        let lifted = people.server.act(&manager, &lift, &hold, &json!({"reason": "settled"})).await.good();
        assert_eq!(lifted.json()["liftReason"], "settled");
        let again = people.server.act(&manager, &lift, &lifted, &json!({"reason": "settled"})).await;
        assert_eq!(again.problem().as_deref(), Some("wrong_stage"));
        assert_eq!(purged(&purge(&people, &manager, false).await, "callback_result"), [3, 0, 0]);
    })
    .await;
}

/// The customer's own words and numbers as they were entered.
const PERSONAL: &[&str] = &["王女士", "138 1234 5678", "和平路", "no light in the whole house", "own fuse"];

#[actix_web::test]
async fn complaint_39_an_old_ticket_forgets_its_customer_and_is_still_counted_by_region_and_kind() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let manager = people.server.test.user("manager", "company", &["manager"]).await;
        let ticket = closed(&people).await;
        let everything = async || {
            let mut all = people.ticket(&people.caller, &ticket).await.body;
            all +=
                &people.server.get(&manager, &format!("/v1/tickets/{}/timeline", ticket.text("id"))).await.good().body;
            all += &people.server.get(&people.caller, "/v1/work-orders").await.good().body;
            all += &people.server.get(&manager, "/v1/records").await.good().body;
            all
        };
        let before = everything().await;
        assert!(PERSONAL.iter().all(|word| before.contains(word)), "{before}");
        at(&people, "2028-07-01T00:00:00+08:00").await;
        assert_eq!(purge(&people, &manager, false).await["ticketsErased"], 0, "three years after its end");
        at(&people, "2029-06-02T00:00:00+08:00").await;
        assert_eq!(purge(&people, &manager, false).await["ticketsErased"], 1);

        let after = everything().await;
        for word in PERSONAL {
            assert!(!after.contains(word), "{word} is still there: {after}");
        }
        let (old, new) = (ticket.json(), people.ticket(&people.caller, &ticket).await.json());
        for counted in ["number", "kind", "type", "area", "channel", "region", "stage", "openedAt"] {
            assert_eq!(old.get(counted), new.get(counted), "{counted}");
        }
        assert_eq!(purge(&people, &manager, false).await["ticketsErased"], 0, "once");
    })
    .await;
}
