//! Calls, customers, the policy and the sandbox clock.

use actix_web::http::{StatusCode, header};
use actix_web::test::TestRequest;
use bihuan_app::users::User;
use bihuan_persistence::Database;
use bihuan_testkit::app::START;
use bihuan_testkit::{TestApp, each_engine};
use serde_json::json;

use crate::server::Server;

async fn world(database: Database) -> (Server, User) {
    let test = TestApp::live(database).await;
    let ann = test.user("ann", "centre", &["agent"]).await;
    (Server::new(test).await, ann)
}

#[actix_web::test]
async fn a_call_begins_and_ends_once() {
    each_engine(|database| async {
        let (server, ann) = world(database).await;
        let begun = server.post(&ann, "/v1/calls", &json!({"channel": "phone", "phone": "138 1234 5678"})).await;
        assert_eq!(begun.status, StatusCode::CREATED);
        let body = begun.json();
        assert_eq!(
            (&body["direction"], &body["unit"], &body["beganAt"]),
            (&json!("inbound"), &json!("centre"), &json!(START))
        );
        assert_eq!(server.get(&ann, begun.header("location")).await.good().json(), body);
        server.test.pass(95);
        let end = format!("{}/actions/end", begun.header("location"));
        let ended = server.act(&ann, &end, &begun, &json!({})).await.good();
        assert_eq!((ended.text("endedAt").as_str(), ended.header("etag")), ("2026-06-01T01:01:35.000Z", "\"v2\""));
        assert_eq!(server.act(&ann, &end, &begun, &json!({})).await.problem().as_deref(), Some("version_conflict"));
        assert_eq!(server.act(&ann, &end, &ended, &json!({})).await.problem().as_deref(), Some("wrong_stage"));
    })
    .await;
}

#[actix_web::test]
async fn a_call_of_an_unknown_channel_or_customer_is_refused() {
    each_engine(|database| async {
        let (server, ann) = world(database).await;
        let stranger = json!({"channel": "phone", "customerId": "00000000-0000-7000-8000-000000000001"});
        for (body, pointer) in [
            (json!({"channel": "pigeon"}), "/channel"),
            (json!({"channel": "No Code"}), "/channel"),
            (stranger, "/customerId"),
        ] {
            let answer = server.post(&ann, "/v1/calls", &body).await;
            assert_eq!(
                (answer.problem().as_deref(), &answer.json()["errors"][0]["pointer"]),
                (Some("invalid_body"), &json!(pointer))
            );
        }
    })
    .await;
}

#[actix_web::test]
async fn calls_are_listed_newest_first_and_page_by_page() {
    each_engine(|database| async {
        let (server, ann) = world(database).await;
        let mut begun = Vec::new();
        for _ in 0..3 {
            begun.push(server.post(&ann, "/v1/calls", &json!({"channel": "phone"})).await.good().text("id"));
            server.test.pass(60);
        }
        let first = server.get(&ann, "/v1/calls?limit=2").await.good().json();
        let next = first["page"]["next"].as_str().unwrap_or_default();
        let second = server.get(&ann, &format!("/v1/calls?limit=2&cursor={next}")).await.good().json();
        let rows = [&first["data"][0], &first["data"][1], &second["data"][0]];
        let ids: Vec<&str> = rows.iter().filter_map(|row| row["id"].as_str()).collect();
        begun.reverse();
        assert_eq!(ids, begun);
        assert_eq!(second["page"], json!({"next": null, "hasMore": false}));
    })
    .await;
}

#[actix_web::test]
async fn a_customer_who_calls_again_is_found_by_phone_with_what_is_open() {
    each_engine(|database| async {
        let (server, ann) = world(database).await;
        let customer = json!({"name": "Li Lei", "phone": "+86 138-1234-5678", "account": "3301"});
        let created = server.post(&ann, "/v1/customers", &customer).await.good();
        let demand = |phone: &str| {
            json!({"kind": "consult", "channel": "phone", "topic": "T", "description": "D", "contact": {"phone": phone}})
        };
        let open = server.post(&ann, "/v1/tickets", &demand("13812345678")).await.good();
        server.post(&ann, "/v1/tickets", &demand("13900000000")).await.good();
        let answered = server.post(&ann, "/v1/tickets", &demand("13812345678")).await.good();
        let answer = format!("/v1/tickets/{}/actions/answer", answered.text("id"));
        server.act(&ann, &answer, &answered, &json!({"text": "So it is"})).await.good();
        let found = server.get(&ann, "/v1/customers?phone=138%201234%205678").await.good().json();
        assert_eq!(found["data"], json!([created.json()]));
        let shown = server.get(&ann, created.header("location")).await.good().json();
        let tickets = shown["openTickets"].as_array().cloned().unwrap_or_default();
        let ids: Vec<&str> = tickets.iter().filter_map(|ticket| ticket["id"].as_str()).collect();
        assert_eq!(ids, [open.text("id")]);
        let nobody = server.get(&ann, "/v1/customers?phone=139").await.good().json();
        assert_eq!(nobody["data"], json!([]));
    })
    .await;
}

#[actix_web::test]
async fn the_policy_is_shown_whole_and_by_version() {
    each_engine(|database| async {
        let (server, ann) = world(database).await;
        let current = server.get(&ann, "/v1/policy").await.good();
        let body = current.json();
        assert_eq!(
            (&body["version"], &body["code"], &body["zone"]),
            (&json!(1), &json!("95598"), &json!("Asia/Shanghai"))
        );
        assert!(body["bundle"]["kind"].as_array().is_some_and(|kinds| !kinds.is_empty()));
        assert_eq!(server.get(&ann, "/v1/policy/1").await.good().json(), body);
        for other in ["/v1/policy/2", "/v1/policy/latest"] {
            assert_eq!(server.get(&ann, other).await.problem().as_deref(), Some("not_found"));
        }
        let held = TestRequest::get().uri("/v1/policy").insert_header((header::IF_NONE_MATCH, current.header("etag")));
        assert_eq!(server.ask_as(&server.token(&ann), held).await.status, StatusCode::NOT_MODIFIED);
    })
    .await;
}

#[actix_web::test]
async fn the_sandbox_clock_moves_forward_only() {
    each_engine(|database| async {
        let test = TestApp::sandbox(database).await;
        let root = test.user("root", "company", &["administrator"]).await;
        let server = Server::new(test).await;
        let token = server.token(&root);
        assert_eq!(server.get(&root, "/v1/sandbox/clock").await.good().text("now"), START);
        let moved = server.ask_as(&token, move_to("2026-06-02T09:00:00+08:00")).await.good();
        assert_eq!(moved.json(), json!({"now": "2026-06-02T01:00:00.000Z"}));
        let back = server.ask_as(&token, move_to(START)).await;
        assert_eq!((back.status.as_u16(), back.problem().as_deref()), (409, Some("clock_backwards")));
    })
    .await;
}

#[actix_web::test]
async fn there_is_no_clock_to_move_outside_a_sandbox() {
    each_engine(|database| async {
        let (server, _) = world(database).await;
        let root = server.test.user("root", "company", &["administrator"]).await;
        assert_eq!(server.get(&root, "/v1/sandbox/clock").await.problem().as_deref(), Some("not_found"));
        let moved = server.ask_as(&server.token(&root), move_to("2027-01-01T00:00:00Z")).await;
        assert_eq!(moved.problem().as_deref(), Some("not_found"));
    })
    .await;
}

fn move_to(now: &str) -> TestRequest {
    TestRequest::put().uri("/v1/sandbox/clock").set_json(json!({"now": now}))
}
