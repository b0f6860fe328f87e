//! Signing in and out, and how long tokens are good.

use actix_web::http::{StatusCode, header};
use actix_web::test::TestRequest;
use bihuan_app::users::User;
use bihuan_http::auth::{ACCESS_TOKEN_SECONDS, CLOCK_LEEWAY_SECONDS};
use bihuan_persistence::Database;
use bihuan_testkit::app::PASSWORD;
use bihuan_testkit::{TestApp, each_engine};
use serde_json::json;

use crate::server::{Answer, Server, post};

/// A server with the agent Ann and the administrator Root.
async fn world(database: Database) -> (Server, User, User) {
    let test = TestApp::live(database).await;
    let ann = test.user("ann", "centre", &["agent"]).await;
    let root = test.user("root", "company", &["administrator"]).await;
    (Server::new(test).await, ann, root)
}

async fn sign_in(server: &Server, login: &str, password: &str) -> Answer {
    server.ask(post("/v1/sessions", &json!({"login": login, "password": password}))).await
}

async fn refresh(server: &Server, token: &str) -> Answer {
    server.ask(post("/v1/sessions/refresh", &json!({"refreshToken": token}))).await
}

async fn me(server: &Server, token: &str) -> Answer {
    server.ask_as(token, TestRequest::get().uri("/v1/me")).await
}

fn problem(answer: &Answer) -> (u16, String) {
    (answer.status.as_u16(), answer.problem().unwrap_or_default())
}

fn refused(code: &str) -> (u16, String) {
    (401, code.to_owned())
}

#[actix_web::test]
async fn whoever_signs_in_gets_a_token_that_says_who_he_is() {
    each_engine(|database| async {
        let (server, ann, _) = world(database).await;
        let session = sign_in(&server, "ann", PASSWORD).await;
        assert_eq!(session.status, StatusCode::CREATED);
        assert_eq!(session.header("cache-control"), "no-store");
        let body = session.json();
        assert_eq!(body["tokenType"], "Bearer");
        assert_eq!(body["expiresInSeconds"], ACCESS_TOKEN_SECONDS);
        assert_eq!(
            body["user"],
            json!({"id": ann.id, "login": "ann", "name": "ann", "unit": "centre", "roles": ["agent"]})
        );
        let me = me(&server, &session.text("accessToken")).await.good().json();
        assert_eq!((&me["login"], &me["unitPath"]), (&json!("ann"), &json!("company/centre/")));
    })
    .await;
}

#[actix_web::test]
async fn a_wrong_password_and_an_unknown_login_get_the_same_answer() {
    each_engine(|database| async {
        let (server, ..) = world(database).await;
        let wrong = sign_in(&server, "ann", "wrong horse battery").await;
        let unknown = sign_in(&server, "nobody", PASSWORD).await;
        assert_eq!(problem(&wrong), refused("invalid_credentials"));
        assert_eq!(wrong.body, unknown.body);
        assert_eq!(wrong.header("www-authenticate"), unknown.header("www-authenticate"));
    })
    .await;
}

#[actix_web::test]
async fn a_disabled_user_loses_the_session_at_once_and_cannot_sign_in_until_enabled() {
    each_engine(|database| async {
        let (server, ann, root) = world(database).await;
        let session = sign_in(&server, "ann", PASSWORD).await.good();
        let user = format!("/v1/users/{}", ann.id);
        let seen = server.get(&root, &user).await.good();
        let disabled = server.act(&root, &format!("{user}/actions/disable"), &seen, &json!({})).await.good();
        assert_eq!(disabled.json()["disabled"], true);
        assert_eq!(problem(&me(&server, &session.text("accessToken")).await), refused("session_ended"));
        assert_eq!(problem(&refresh(&server, &session.text("refreshToken")).await), refused("session_ended"));
        assert_eq!(problem(&sign_in(&server, "ann", PASSWORD).await), refused("invalid_credentials"));
        server.act(&root, &format!("{user}/actions/enable"), &disabled, &json!({})).await.good();
        sign_in(&server, "ann", PASSWORD).await.good();
    })
    .await;
}

#[actix_web::test]
async fn a_new_password_ends_all_sessions_and_replaces_the_old_one() {
    each_engine(|database| async {
        let (server, ann, root) = world(database).await;
        let session = sign_in(&server, "ann", PASSWORD).await.good();
        let user = format!("/v1/users/{}", ann.id);
        let seen = server.get(&root, &user).await.good();
        let body = json!({"password": "another horse battery"});
        server.act(&root, &format!("{user}/actions/set-password"), &seen, &body).await.good();
        assert_eq!(problem(&refresh(&server, &session.text("refreshToken")).await), refused("session_ended"));
        assert_eq!(problem(&sign_in(&server, "ann", PASSWORD).await), refused("invalid_credentials"));
        sign_in(&server, "ann", "another horse battery").await.good();
    })
    .await;
}

#[actix_web::test]
async fn every_refresh_gives_a_new_refresh_token_and_a_good_access_token() {
    each_engine(|database| async {
        let (server, ..) = world(database).await;
        let first = sign_in(&server, "ann", PASSWORD).await.good();
        let second = refresh(&server, &first.text("refreshToken")).await;
        assert_eq!(second.status, StatusCode::OK);
        assert_ne!(first.text("refreshToken"), second.text("refreshToken"));
        me(&server, &second.text("accessToken")).await.good();
        refresh(&server, &second.text("refreshToken")).await.good();
    })
    .await;
}

#[actix_web::test]
async fn a_refresh_token_used_a_second_time_ends_the_session() {
    each_engine(|database| async {
        let (server, ..) = world(database).await;
        let first = sign_in(&server, "ann", PASSWORD).await.good().text("refreshToken");
        let second = refresh(&server, &first).await.good().text("refreshToken");
        assert_eq!(problem(&refresh(&server, &first).await), refused("session_ended"));
        assert_eq!(problem(&refresh(&server, &second).await), refused("session_ended"));
    })
    .await;
}

#[actix_web::test]
async fn a_refresh_token_that_was_never_given_out_is_refused() {
    each_engine(|database| async {
        let (server, ..) = world(database).await;
        let good = sign_in(&server, "ann", PASSWORD).await.good().text("refreshToken");
        for token in ["nonsense", "00000000-0000-7000-8000-000000000000.00", "."] {
            assert_eq!(problem(&refresh(&server, token).await), refused("session_ended"), "{token}");
        }
        refresh(&server, &good).await.good();
    })
    .await;
}

#[actix_web::test]
async fn a_refresh_token_is_too_old_after_two_weeks() {
    each_engine(|database| async {
        let (server, ..) = world(database).await;
        let token = sign_in(&server, "ann", PASSWORD).await.good().text("refreshToken");
        server.test.pass_for_sessions(bihuan_app::sessions::REFRESH_TOKEN_SECONDS);
        assert_eq!(problem(&refresh(&server, &token).await), refused("session_ended"));
    })
    .await;
}

#[actix_web::test]
async fn signing_out_ends_the_session_and_no_other() {
    each_engine(|database| async {
        let (server, ..) = world(database).await;
        let [desk, phone] = [sign_in(&server, "ann", PASSWORD).await, sign_in(&server, "ann", PASSWORD).await];
        let request = TestRequest::delete().uri("/v1/sessions/current");
        let answer = server.ask_as(&desk.text("accessToken"), request).await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::NO_CONTENT, ""));
        assert_eq!(problem(&refresh(&server, &desk.text("refreshToken")).await), refused("session_ended"));
        refresh(&server, &phone.text("refreshToken")).await.good();
    })
    .await;
}

#[actix_web::test]
async fn a_token_issued_before_the_user_changed_is_good_no_more() {
    each_engine(|database| async {
        let (server, ann, root) = world(database).await;
        let token = server.token(&ann);
        me(&server, &token).await.good();
        let user = format!("/v1/users/{}", ann.id);
        let seen = server.get(&root, &user).await.good();
        let body = json!({"password": "another horse battery"});
        let changed = server.act(&root, &format!("{user}/actions/set-password"), &seen, &body).await.good();
        assert_eq!(changed.json()["version"], 2);
        assert_eq!(problem(&me(&server, &token).await), refused("session_ended"));
    })
    .await;
}

#[actix_web::test]
async fn an_access_token_is_good_for_a_quarter_of_an_hour() {
    each_engine(|database| async {
        let (server, ..) = world(database).await;
        let token = sign_in(&server, "ann", PASSWORD).await.good().text("accessToken");
        server.test.pass_for_sessions(ACCESS_TOKEN_SECONDS);
        me(&server, &token).await.good();
        server.test.pass_for_sessions(CLOCK_LEEWAY_SECONDS + 1);
        let expired = me(&server, &token).await;
        assert_eq!(problem(&expired), refused("token_expired"));
        assert!(expired.header(header::WWW_AUTHENTICATE.as_str()).contains("invalid_token"));
    })
    .await;
}
