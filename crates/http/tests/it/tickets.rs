//! Opening a ticket and acting on it: what is refused, what is repeated, and who may.

use actix_web::http::StatusCode;
use actix_web::test::TestRequest;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use crate::people::{People, fault};
use crate::server::{Answer, post};

/// Where and why a body was refused.
fn errors(answer: &Answer) -> Vec<(String, String)> {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    let body = answer.json();
    let errors = body["errors"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    errors.iter().map(|error| (text(&error["pointer"]), text(&error["code"]))).collect()
}

/// A fault with one member replaced, or taken out by null.
fn with(member: &str, value: Value) -> Value {
    let mut demand = fault("accepted");
    if let Some(members) = demand.as_object_mut() {
        members.remove(member);
        if !value.is_null() {
            members.insert(member.to_owned(), value);
        }
    }
    demand
}

#[actix_web::test]
async fn what_is_wrong_with_a_demand_is_named_where_it_stands() {
    each_engine(|database| async {
        let people = People::new(database).await;
        for (demand, pointer, code) in [
            (with("type", Value::Null), "/kind", "required"),
            (with("type", json!("No Code")), "/type", "invalid_value"),
            (with("type", json!("fault.nothing")), "/type", "unknown"),
            (with("channel", json!("pigeon")), "/channel", "unknown"),
            (with("topic", json!("x".repeat(201))), "/topic", "length"),
            (with("topic", json!("")), "/topic", "length"),
            (with("description", json!("x".repeat(8001))), "/description", "length"),
            (with("contact", json!({"phone": "1".repeat(33)})), "/contact/phone", "length"),
            (with("contact", json!({"fax": "1"})), "/contact/fax", "unknown_member"),
            (with("externalId", json!("A-1")), "/system", "required"),
            (with("system", json!("oms")), "/externalId", "required"),
            (with("targetAt", json!("tomorrow")), "/targetAt", "invalid_value"),
            (with("until", json!("archived")), "/until", "unknown_value"),
            (with("callId", json!("00000000-0000-7000-8000-000000000001")), "/callId", "unknown"),
        ] {
            let refused = people.open(&demand).await;
            assert!(errors(&refused).contains(&(pointer.to_owned(), code.to_owned())), "{}", refused.body);
        }
    })
    .await;
}

#[actix_web::test]
async fn all_members_that_are_missing_or_unknown_are_named_at_once() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let refused = people.open(&json!({"kind": "fault", "colour": "red", "size/width": 1, "topic": "Dark"})).await;
        assert_eq!(refused.problem().as_deref(), Some("invalid_body"));
        let mut found = errors(&refused);
        found.sort();
        let wanted = [
            ("/channel", "required"),
            ("/colour", "unknown_member"),
            ("/description", "required"),
            ("/size~1width", "unknown_member"),
        ];
        assert_eq!(found, wanted.map(|(pointer, code)| (pointer.to_owned(), code.to_owned())), "{}", refused.body);
        let all_wrong: serde_json::Map<String, Value> = (0..500).map(|n| (format!("m{n}"), Value::Null)).collect();
        assert_eq!(errors(&people.open(&Value::Object(all_wrong)).await).len(), 20, "an answer has an end");
    })
    .await;
}

#[actix_web::test]
async fn a_repeated_request_with_its_key_opens_one_ticket_and_gets_the_same_answer() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let first = people.post_once(&people.agent, "k-1", "/v1/tickets", &fault("accepted")).await;
        let again = people.post_once(&people.agent, "k-1", "/v1/tickets", &fault("accepted")).await;
        assert_eq!(first.status, StatusCode::CREATED);
        assert_eq!((first.status, &first.body), (again.status, &again.body));
        assert_eq!(first.header("location"), again.header("location"));
        assert_eq!(again.header("etag"), "\"v1\"");
        let other = people.post_once(&people.agent, "k-1", "/v1/tickets", &fault("dispatched")).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(other.problem().as_deref(), Some("idempotency_mismatch"));
        let list = people.server.get(&people.agent, "/v1/tickets").await.good().json();
        assert_eq!(list["data"].as_array().map(Vec::len), Some(1));
    })
    .await;
}

#[actix_web::test]
async fn a_repeated_action_with_its_key_happens_once_though_the_version_has_moved_on() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.open(&fault("accepted")).await.good();
        let path = format!("/v1/tickets/{}/actions/cancel", opened.text("id"));
        let ask = || {
            let request = post(&path, &json!({"reason": "called off"}));
            request.insert_header(("If-Match", "\"v1\"")).insert_header(("Idempotency-Key", "k-2"))
        };
        let token = people.server.token(&people.agent);
        let first = people.server.ask_as(&token, ask()).await.good();
        let again = people.server.ask_as(&token, ask()).await.good();
        assert_eq!((first.header("etag"), &first.body), ("\"v2\"", &again.body));
    })
    .await;
}

#[actix_web::test]
async fn a_demand_that_another_system_sends_twice_is_refused_and_names_the_ticket() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let mut demand = with("system", json!("oms"));
        demand["externalId"] = json!("A-1");
        let opened = people.open(&demand).await.good();
        let twice = people.open(&demand).await;
        assert_eq!((twice.status, twice.problem().as_deref()), (StatusCode::CONFLICT, Some("already_exists")));
        assert_eq!(twice.json()["parameters"]["id"], opened.json()["id"]);
        demand["externalId"] = json!("A-2");
        people.open(&demand).await.good();
    })
    .await;
}

#[actix_web::test]
async fn an_action_needs_the_current_version_unless_it_commutes() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.fault().await;
        let path = |action: &str| format!("/v1/tickets/{}/actions/{action}", opened.text("id"));
        let proof = json!({"proof": {"kind": "recording", "reference": "17"}});
        let blind = people.server.post(&people.agent, &path("withdraw"), &proof).await;
        assert_eq!(blind.status, StatusCode::PRECONDITION_REQUIRED);
        let note = people.server.post(&people.agent, &path("note"), &json!({"text": "dog in the yard"})).await.good();
        assert_eq!(note.header("etag"), "\"v2\"");
        let late = people.act(&people.agent, "tickets", "withdraw", &opened, &proof).await;
        assert_eq!(
            (late.status, late.problem().as_deref()),
            (StatusCode::PRECONDITION_FAILED, Some("version_conflict"))
        );
        assert_eq!(late.header("etag"), "\"v2\"");
        people.act(&people.agent, "tickets", "withdraw", &note, &proof).await.good();
    })
    .await;
}

#[actix_web::test]
async fn a_refused_action_says_which_are_open_and_the_ticket_says_it_beforehand() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.fault().await;
        let refused = people.act(&people.agent, "tickets", "cancel", &opened, &json!({"reason": "no"})).await;
        assert_eq!((refused.status, refused.problem().as_deref()), (StatusCode::CONFLICT, Some("wrong_stage")));
        assert_eq!(
            refused.json()["openActions"],
            json!([
                "dispatch",
                "urge",
                "note",
                "withdraw",
                "reclassify",
                "mark",
                "contact",
                "flag-risk",
                "follow-script",
                "ask-help",
                "verdict",
                "merge"
            ])
        );
        let actions = opened.json()["actions"].clone();
        let of = |name: &str| {
            let all = actions.as_array().cloned().unwrap_or_default();
            all.into_iter().find(|action| action["action"] == name).unwrap_or_default()
        };
        assert_eq!(of("urge"), json!({"action": "urge", "allowed": true}));
        assert_eq!(of("cancel"), json!({"action": "cancel", "allowed": false, "reason": "wrong_stage"}));
        let seen = people.ticket(&people.handler, &opened).await.json();
        let urge = &seen["actions"][3];
        assert_eq!(urge, &json!({"action": "urge", "allowed": false, "reason": "forbidden"}));
    })
    .await;
}

#[actix_web::test]
async fn pressing_counts_and_moves_no_deadline_and_what_has_ended_cannot_be_pressed() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.fault().await;
        let deadlines = |ticket: &Value| -> Vec<Value> {
            ticket["clocks"].as_array().into_iter().flatten().map(|clock| clock["dueAt"].clone()).collect()
        };
        let path = format!("/v1/tickets/{}/actions/urge", opened.text("id"));
        people.server.post(&people.agent, &path, &json!({})).await.good();
        let urged = people.server.post(&people.agent, &path, &json!({"note": "a baby at home"})).await.good();
        assert_eq!(urged.json()["urgeCount"], 2);
        assert_eq!(deadlines(&urged.json()), deadlines(&opened.json()));
        let other = people.open(&fault("accepted")).await.good();
        let ended = people.act(&people.agent, "tickets", "cancel", &other, &json!({"reason": "no"})).await.good();
        let path = format!("/v1/tickets/{}/actions/urge", ended.text("id"));
        let refused = people.server.post(&people.agent, &path, &json!({})).await;
        assert_eq!(refused.problem().as_deref(), Some("wrong_stage"));
    })
    .await;
}

#[actix_web::test]
async fn a_reader_who_holds_the_version_gets_no_body() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.fault().await;
        let path = format!("/v1/tickets/{}", opened.text("id"));
        let request = TestRequest::get().uri(&path).insert_header(("If-None-Match", opened.header("etag")));
        let answer = people.server.ask_as(&people.server.token(&people.agent), request).await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    })
    .await;
}

#[actix_web::test]
async fn a_unit_that_has_nothing_to_do_with_a_ticket_does_not_learn_of_it() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.fault().await;
        let order = people.order(&people.handler, &opened).await;
        let (ticket, order_id) = (opened.text("id"), order.text("id"));
        for path in [
            format!("/v1/tickets/{ticket}"),
            format!("/v1/tickets/{ticket}/timeline"),
            format!("/v1/work-orders/{order_id}"),
        ] {
            assert_eq!(people.server.get(&people.stranger, &path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let hidden = people.act(&people.stranger, "work-orders", "receive", &order, &json!({})).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
        for path in ["/v1/tickets", "/v1/work-orders", "/v1/callbacks", "/v1/surveys"] {
            let list = people.server.get(&people.stranger, path).await.good().json();
            assert_eq!(list["data"], json!([]), "{path}");
        }
    })
    .await;
}

#[actix_web::test]
async fn whoever_sees_a_work_order_of_another_unit_may_not_act_on_it() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.open(&fault("accepted")).await.good();
        let both = json!({"units": ["repair", "metering"]});
        let sent = people.act(&people.agent, "tickets", "dispatch", &opened, &both).await.good();
        let lead = sent.json()["workOrders"][0].clone();
        assert_eq!((&lead["lead"], &lead["holder"]), (&json!(true), &json!("repair")));
        let path = format!("/v1/work-orders/{}", crate::people::text(&lead["id"]));
        let seen = people.server.get(&people.stranger, &path).await.good();
        let refused = people.act(&people.stranger, "work-orders", "receive", &seen, &json!({})).await;
        assert_eq!((refused.status, refused.problem().as_deref()), (StatusCode::CONFLICT, Some("not_held")));
        let forbidden = people.act(&people.agent, "work-orders", "receive", &seen, &json!({})).await;
        assert_eq!((forbidden.status, forbidden.problem().as_deref()), (StatusCode::FORBIDDEN, Some("forbidden")));
    })
    .await;
}
