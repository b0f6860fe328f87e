//! Users and units.

use actix_web::http::StatusCode;
use actix_web::test::TestRequest;
use bihuan_app::users::User;
use bihuan_persistence::Database;
use bihuan_testkit::{TestApp, each_engine};
use serde_json::{Value, json};

use crate::server::Server;

/// A server with the administrator of the company.
async fn world(database: Database) -> (Server, User) {
    let test = TestApp::live(database).await;
    let root = test.user("root", "company", &["administrator"]).await;
    (Server::new(test).await, root)
}

fn new_user(login: &str, unit: &str, roles: &[&str]) -> Value {
    json!({"login": login, "name": "New", "unit": unit, "roles": roles, "password": "long enough to be one"})
}

fn pointers(body: &Value) -> Vec<&str> {
    body["errors"].as_array().into_iter().flatten().filter_map(|error| error["pointer"].as_str()).collect()
}

#[actix_web::test]
async fn an_administrator_creates_a_user_who_is_found_where_the_answer_says() {
    each_engine(|database| async {
        let (server, root) = world(database).await;
        let created = server.post(&root, "/v1/users", &new_user("ann", "centre", &["agent"])).await;
        assert_eq!(created.status, StatusCode::CREATED);
        let found = server.get(&root, created.header("location")).await.good();
        assert_eq!(found.json(), created.json());
        assert_eq!((created.header("etag"), found.header("etag")), ("\"v1\"", "\"v1\""));
        assert!(!found.body.contains("password"), "{}", found.body);
        let again = server.post(&root, "/v1/users", &new_user("ann", "centre", &[])).await;
        assert_eq!(again.problem().as_deref(), Some("already_exists"));
    })
    .await;
}

#[actix_web::test]
async fn nobody_gives_a_role_or_changes_an_account_that_is_not_his_to_give() {
    each_engine(|database| async {
        let (server, root) = world(database).await;
        let refused = server.post(&root, "/v1/users", &new_user("ann", "centre", &["agent", "administrator"])).await;
        assert_eq!((refused.status, refused.problem().as_deref()), (StatusCode::FORBIDDEN, Some("account_protected")));
        assert_eq!(refused.json()["parameters"]["what"], "administrator");
        let other = server.test.user("other", "company", &["administrator"]).await;
        for (user, action, body) in [
            (&other, "set-password", json!({"password": "long enough for all"})),
            (&other, "disable", json!({})),
            (&root, "disable", json!({})),
        ] {
            let seen = server.get(&root, &format!("/v1/users/{}", user.id)).await.good();
            let path = format!("/v1/users/{}/actions/{action}", user.id);
            let refused = server.act(&root, &path, &seen, &body).await;
            assert_eq!(refused.problem().as_deref(), Some("account_protected"), "{action} {}", user.login);
        }
    })
    .await;
}

#[actix_web::test]
async fn what_is_wrong_with_a_user_is_named_by_its_pointer() {
    each_engine(|database| async {
        let (server, root) = world(database).await;
        for (member, value, pointer) in [
            ("login", json!("a b"), "/login"),
            ("login", json!("x".repeat(65)), "/login"),
            ("name", json!(""), "/name"),
            ("unit", json!("No Code"), "/unit"),
            ("unit", json!("nowhere"), "/unit"),
            ("roles", json!(["No Code"]), "/roles/0"),
            ("roles", json!(["no-such-role"]), "/roles/0"),
            ("password", json!("too short"), "/password"),
            ("colour", json!("red"), "/colour"),
        ] {
            let mut body = new_user("ann", "centre", &[]);
            body[member] = value;
            let answer = server.post(&root, "/v1/users", &body).await;
            assert_eq!(answer.problem().as_deref(), Some("invalid_body"), "{}", answer.body);
            assert_eq!(pointers(&answer.json()), [pointer]);
        }
    })
    .await;
}

#[actix_web::test]
async fn users_and_units_are_listed_page_by_page_within_the_own_unit() {
    each_engine(|database| async {
        let (server, root) = world(database).await;
        let local = server.test.user("local", "repair", &["administrator"]).await;
        server.test.user("mate", "repair-crew-1", &[]).await;
        for (path, member, expected) in [
            ("/v1/users?limit=1", "login", vec!["local", "mate"]),
            (
                "/v1/units?limit=2",
                "code",
                vec!["repair", "repair-crew-1", "repair-crew-2", "repair-crew-3", "rural-station-1", "rural-station-2"],
            ),
        ] {
            assert_eq!(read_all(&server, &local, path, member).await, expected);
        }
        assert_eq!(read_all(&server, &root, "/v1/users", "login").await, ["local", "mate", "root"]);
    })
    .await;
}

async fn read_all(server: &Server, user: &User, path: &str, member: &str) -> Vec<String> {
    let (mut seen, mut next) = (Vec::new(), String::new());
    loop {
        let page = server.get(user, &format!("{path}{next}")).await.good().json();
        seen.extend(
            page["data"].as_array().into_iter().flatten().filter_map(|row| row[member].as_str().map(str::to_owned)),
        );
        match page["page"]["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => return seen,
        }
    }
}

#[actix_web::test]
async fn a_unit_is_added_below_another_and_only_within_the_own_subtree() {
    each_engine(|database| async {
        let (server, _) = world(database).await;
        let local = server.test.user("local", "repair", &["administrator"]).await;
        let unit = |parent: &str| {
            json!({"code": "repair-crew-9", "parent": parent, "function": "crew", "name": {"zh": "九班", "en": "Crew 9"}})
        };
        let refused = server.post(&local, "/v1/units", &unit("marketing")).await;
        assert_eq!(pointers(&refused.json()), ["/parent"]);
        let created = server.post(&local, "/v1/units", &unit("repair")).await;
        assert_eq!(created.status, StatusCode::CREATED);
        assert_eq!(created.json()["path"], "company/repair/repair-crew-9/");
        assert_eq!(server.get(&local, created.header("location")).await.json(), created.json());
        assert_eq!(
            server.post(&local, "/v1/units", &unit("repair")).await.problem().as_deref(),
            Some("already_exists")
        );
    })
    .await;
}

#[actix_web::test]
async fn a_unit_has_its_own_calendar_or_that_of_the_nearest_unit_above() {
    each_engine(|database| async {
        let (server, root) = world(database).await;
        let calendar_of = |unit: &str| {
            let organisation = server.test.app.directory.organisation();
            organisation.calendar_of(&unit.parse().expect("a code")).map(ToString::to_string)
        };
        assert_eq!(calendar_of("repair-crew-1"), None);
        let token = server.token(&root);
        let put = |unit: &str, body: Value| {
            let request = TestRequest::put().uri(&format!("/v1/units/{unit}/calendar")).set_json(body);
            server.ask_as(&token, request)
        };
        assert_eq!(put("company", json!({"calendar": "china"})).await.good().json()["calendar"], "china");
        assert_eq!(put("repair", json!({"calendar": "cn-office"})).await.good().json()["calendar"], "cn-office");
        assert_eq!(calendar_of("repair-crew-1").as_deref(), Some("cn-office"));
        assert_eq!(calendar_of("centre").as_deref(), Some("china"));
        assert_eq!(server.get(&root, "/v1/units/repair").await.good().json()["calendar"], "cn-office");
        put("repair", json!({"calendar": null})).await.good();
        assert_eq!(calendar_of("repair-crew-1").as_deref(), Some("china"));
        let own = json!({"code": "night", "parent": "repair", "function": "crew", "calendar": "cn-office",
            "name": {"zh": "夜班", "en": "Night"}});
        assert_eq!(server.post(&root, "/v1/units", &own).await.good().json()["calendar"], "cn-office");
        assert_eq!(calendar_of("night").as_deref(), Some("cn-office"));
        for answer in [
            put("repair", json!({"calendar": "moon"})).await,
            server
                .post(
                    &root,
                    "/v1/units",
                    &json!({"code": "other", "parent": "repair", "function": "crew",
                "calendar": "moon", "name": {"zh": "甲", "en": "A"}}),
                )
                .await,
        ] {
            assert_eq!(pointers(&answer.json()), ["/calendar"]);
        }
        let local = server.test.user("local", "repair", &["administrator"]).await;
        let request = TestRequest::put().uri("/v1/units/centre/calendar").set_json(json!({"calendar": "china"}));
        assert_eq!(server.ask_as(&server.token(&local), request).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[actix_web::test]
async fn a_repeated_request_with_the_same_key_creates_one_user() {
    each_engine(|database| async {
        let (server, root) = world(database).await;
        let token = server.token(&root);
        let ask = || {
            let request = crate::server::post("/v1/users", &new_user("ann", "centre", &[]));
            server.ask_as(&token, request.insert_header(("Idempotency-Key", "k-1")))
        };
        let (first, again) = (ask().await.good(), ask().await.good());
        assert_eq!((first.status, &first.body), (again.status, &again.body));
    })
    .await;
}
