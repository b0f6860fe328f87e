//! The inbox: what somebody was told, in his language, and nobody else's.

use actix_web::http::{StatusCode, header};
use actix_web::test::TestRequest;
use bihuan_app::users::User;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use crate::people::{People, fault, text};
use crate::server::Answer;

/// The rows of somebody's inbox, newest first.
pub(crate) async fn inbox(people: &People, who: &User) -> Vec<Value> {
    let page = people.server.get(who, "/v1/notifications").await.good().json();
    page["data"].as_array().cloned().unwrap_or_default()
}

/// The codes of somebody's inbox, oldest first.
pub(crate) async fn told(people: &People, who: &User) -> Vec<String> {
    inbox(people, who).await.iter().rev().map(|row| text(&row["code"])).collect()
}

/// The customer presses.
async fn press(people: &People, ticket: &Answer) {
    let path = format!("/v1/tickets/{}/actions/urge", ticket.text("id"));
    people.server.post(&people.agent, &path, &json!({})).await.good();
}

async fn unread(people: &People, who: &User) -> Value {
    people.server.get(who, "/v1/notifications/unread-count").await.good().json()["count"].clone()
}

#[actix_web::test]
async fn the_inbox_speaks_the_language_asked_for_and_names_no_customer() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.fault().await;
        assert_eq!(told(&people, &people.handler).await, [""; 0], "nothing unusual, nothing told");
        press(&people, &opened).await;
        let number = opened.text("number");
        for (language, title, place) in [
            ("en", format!("The customer presses: ticket {number}"), "It is with: Repair department."),
            ("zh-CN", format!("客户催办：工单 {number}"), "所在单位：配电抢修中心。"),
        ] {
            let request =
                TestRequest::get().uri("/v1/notifications").insert_header((header::ACCEPT_LANGUAGE, language));
            let page = people.server.ask_as(&people.server.token(&people.handler), request).await.good();
            assert_eq!(
                (page.header("content-language"), page.header("vary").contains("accept-language")),
                (language, true)
            );
            let row = &page.json()["data"][0];
            assert_eq!(row["title"], title);
            assert!(text(&row["text"]).ends_with(place), "{row}");
            assert_eq!((&row["ticketId"], &row["emergency"]), (&opened.json()["id"], &json!(false)));
            assert!(!page.body.contains("王女士") && !page.body.contains("138"), "{}", page.body);
        }
    })
    .await;
}

#[actix_web::test]
async fn what_was_told_is_read_and_acknowledged_once_and_for_all() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.fault().await;
        press(&people, &opened).await;
        people.server.test.pass(60);
        press(&people, &opened).await;
        assert_eq!(unread(&people, &people.handler).await, 2);
        let rows = inbox(&people, &people.handler).await;
        let (newest, oldest) = (text(&rows[0]["id"]), text(&rows[1]["id"]));
        let act = async |id: &str, what: &str| {
            people
                .server
                .post(&people.handler, &format!("/v1/notifications/{id}/{what}"), &json!({}))
                .await
                .good()
                .json()
        };
        assert_eq!(act(&oldest, "read").await["readAt"], "2026-06-01T01:01:00.000Z");
        people.server.test.pass(60);
        assert_eq!(act(&oldest, "read").await["readAt"], "2026-06-01T01:01:00.000Z", "the first time counts");
        assert_eq!(unread(&people, &people.handler).await, 1);
        let taken = act(&newest, "acknowledge").await;
        assert_eq!(
            (&taken["readAt"], &taken["acknowledgedAt"]),
            (&taken["acknowledgedAt"], &json!("2026-06-01T01:02:00.000Z"))
        );
        for (filter, expected) in [("unread=true", 0), ("unacknowledged=true", 1), ("unread=false", 2)] {
            let page = people.server.get(&people.handler, &format!("/v1/notifications?{filter}")).await.good().json();
            assert_eq!(page["data"].as_array().map(Vec::len), Some(expected), "{filter}");
        }
        press(&people, &opened).await;
        let all = people.server.post(&people.handler, "/v1/notifications/read-all", &json!({})).await.good().json();
        assert_eq!(all, json!({"count": 1, "hasMore": false}));
        assert_eq!(unread(&people, &people.handler).await, 0);
    })
    .await;
}

#[actix_web::test]
async fn an_inbox_is_read_page_by_page_and_by_nobody_else() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.fault().await;
        for _ in 0..5 {
            press(&people, &opened).await;
        }
        let (mut seen, mut path) = (Vec::new(), "/v1/notifications?limit=2".to_owned());
        loop {
            let page = people.server.get(&people.handler, &path).await.good().json();
            seen.extend(page["data"].as_array().into_iter().flatten().map(|row| text(&row["id"])));
            let Some(next) = page["page"]["next"].as_str() else { break };
            path = format!("/v1/notifications?limit=2&cursor={next}");
        }
        let mut distinct = seen.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!((seen.len(), distinct.len()), (5, 5));
        assert_eq!(inbox(&people, &people.stranger).await.len(), 0);
        for what in ["read", "acknowledge"] {
            let path = format!("/v1/notifications/{}/{what}", seen[0]);
            let refused = people.server.post(&people.stranger, &path, &json!({})).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND);
        }
    })
    .await;
}

async fn duty(people: &People, who: &User, on_duty: bool) {
    let request = TestRequest::put().uri("/v1/me/duty").set_json(json!({"onDuty": on_duty}));
    let answer = people.server.ask_as(&people.server.token(who), request).await.good().json();
    assert_eq!(answer["onDuty"], on_duty);
    let again = people.server.get(who, "/v1/me/duty").await.good().json();
    assert_eq!((&again["onDuty"], again["since"].is_string()), (&json!(on_duty), on_duty));
}

#[actix_web::test]
async fn those_on_duty_are_told_or_else_everybody_or_else_whoever_is_above() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let second = people.server.test.user("second", "repair", &["handler"]).await;
        let opened = people.fault().await;
        let counts = async || (inbox(&people, &people.handler).await.len(), inbox(&people, &second).await.len());
        press(&people, &opened).await;
        assert_eq!(counts().await, (1, 1), "nobody is on duty");
        duty(&people, &second, true).await;
        press(&people, &opened).await;
        assert_eq!(counts().await, (1, 2));
        duty(&people, &second, false).await;
        press(&people, &opened).await;
        assert_eq!(counts().await, (2, 3));

        // Marketing has no handler: the company's is told.
        let above = people.server.test.user("above", "company", &["handler"]).await;
        let complaint = json!({
            "kind": "complaint", "channel": "phone", "topic": "Rude", "description": "Very", "until": "accepted",
            "contact": {"name": "Li Lei", "phone": "13812345678"}
        });
        let complaint = people.open(&complaint).await.good();
        let to = json!({"units": ["marketing"]});
        people.act(&people.agent, "tickets", "dispatch", &complaint, &to).await.good();
        press(&people, &complaint).await;
        assert_eq!(told(&people, &above).await, ["urged"]);
    })
    .await;
}

#[actix_web::test]
async fn an_alarm_never_goes_to_nobody() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.fault().await;
        let order = people.order(&people.handler, &opened).await;
        let body = json!({"to": "construction", "reason": "theirs"});
        people.work(&people.handler, "transfer", &order, &body).await;
        // Nobody is in construction, and nobody above is a handler or a manager: the reviewer of the company is somebody.
        press(&people, &opened).await;
        assert_eq!(told(&people, &people.reviewer).await, ["urged"]);
    })
    .await;
}

#[actix_web::test]
async fn nothing_is_written_for_a_ticket_of_which_nobody_needs_to_know() {
    each_engine(|database| async {
        let people = People::new(database).await;
        people.fault().await;
        people.open(&fault("accepted")).await.good();
        let app = &people.server.test.app;
        let rows = app.database.read(|tx| tx.number("SELECT count(*) FROM notifications")).await;
        assert!(rows.is_ok_and(|rows| rows == 0));
    })
    .await;
}

#[actix_web::test]
async fn an_address_for_mail_is_given_changed_and_taken_away() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let admin = people.server.test.user("admin", "company", &["administrator"]).await;
        let new = |email: &str| {
            json!({"login": "fresh", "name": "Fresh", "unit": "repair", "roles": ["handler"],
                "password": "long enough to be one", "email": email})
        };
        for bad in
            ["", "nobody", "@", "a@", "two words@example.org", "a@b@c", &format!("{}@example.org", "a".repeat(250))]
        {
            let refused = people.server.post(&admin, "/v1/users", &new(bad)).await;
            assert_eq!(refused.json()["errors"][0]["pointer"], "/email", "{bad}");
        }
        let user = people.server.post(&admin, "/v1/users", &new("fresh@example.org")).await.good();
        assert_eq!(user.text("email"), "fresh@example.org");
        let path = format!("/v1/users/{}/actions/set-email", user.text("id"));
        let user = people.server.act(&admin, &path, &user, &json!({"email": "new@example.org"})).await.good();
        assert_eq!(user.text("email"), "new@example.org");
        let user = people.server.act(&admin, &path, &user, &json!({})).await.good();
        assert!(user.json()["email"].is_null());
    })
    .await;
}
