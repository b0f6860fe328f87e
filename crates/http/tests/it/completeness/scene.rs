//! A day at the hotline, in steps that tests put together.
#![expect(clippy::panic, reason = "tests fail by panicking")]

use actix_web::http::header;
use bihuan_app::users::User;
use bihuan_domain::policy::{Bundle, check};
use bihuan_persistence::Database;
use bihuan_testkit::{TestApp, policy};
use serde_json::{Value, json};

use crate::server::{Answer, Server, post};

/// Every role of people; together they permit everything.
pub(super) const ALL_ROLES: &[&str] = &[
    "agent",
    "shift-supervisor",
    "dispatcher",
    "handler",
    "crew",
    "reviewer",
    "callback-agent",
    "quality-inspector",
    "liaison",
    "appeal-officer",
    "manager",
    "administrator",
    "policy-manager",
    "message-gateway",
];

/// A server, and the chief, who may do everything everywhere.
pub(super) struct Scene {
    pub(super) server: Server,
    pub(super) chief: User,
    /// Calls customers back: the chief had a hand in the handling.
    pub(super) caller: User,
}

/// A body without members.
pub(super) fn nothing() -> Value {
    json!({})
}

/// A reply that says the matter is solved.
pub(super) fn solved() -> Value {
    json!({"outcome": "resolved", "text": "Done"})
}

impl Scene {
    /// A sandbox.
    pub(super) async fn new(database: Database) -> Self {
        let test = TestApp::sandbox(database).await;
        let chief = test.user("chief", "company", ALL_ROLES).await;
        let caller = test.user("caller", "company", &["callback-agent", "shift-supervisor"]).await;
        Self { server: Server::new(test).await, chief, caller }
    }

    /// A user beside the chief.
    pub(super) async fn user(&self, login: &str, unit: &str, roles: &[&str]) -> User {
        self.server.test.user(login, unit, roles).await
    }

    /// Publishes the bundle of the hotline with something changed; tickets opened from now on follow it.
    pub(super) async fn reconfigure(&self, change: impl FnOnce(&mut Bundle)) {
        let mut bundle = policy::bundle();
        change(&mut bundle);
        assert_eq!(check(&bundle), vec![], "the bundle is good");
        assert!(bihuan_app::policies::publish(&self.server.test.app, bundle).await.is_ok());
    }

    /// Reads as the chief.
    pub(super) async fn get(&self, path: &str) -> Answer {
        self.server.get(&self.chief, path).await
    }

    /// Posts as the chief.
    pub(super) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.server.post(&self.chief, path, body).await
    }

    /// A ticket of a kind, accepted.
    pub(super) async fn ticket(&self, kind: &str) -> Answer {
        let contact = json!({"name": "Li Lei", "phone": "13812345678"});
        let body = json!({
            "kind": kind, "channel": "phone", "topic": "Topic", "description": "Description", "contact": contact
        });
        self.post("/v1/tickets", &body).await.good()
    }

    /// Does something to the ticket, work order, callback or call that was seen.
    pub(super) async fn act(&self, noun: &str, seen: &Answer, action: &str, body: &Value) -> Answer {
        let user = if noun == "callbacks" { &self.caller } else { &self.chief };
        self.act_as(user, noun, seen, action, body).await
    }

    /// The same as somebody else.
    pub(super) async fn act_as(&self, user: &User, noun: &str, seen: &Answer, action: &str, body: &Value) -> Answer {
        let request = post(&format!("/v1/{noun}/{}/actions/{action}", seen.text("id")), body);
        let request = request.insert_header((header::IF_MATCH, seen.header("etag")));
        self.server.ask_as(&self.server.token(user), request).await
    }

    /// Does something to a work order, successfully.
    pub(super) async fn work(&self, seen: &Answer, action: &str, body: &Value) -> Answer {
        self.act("work-orders", seen, action, body).await.good()
    }

    /// The ticket as it is now.
    pub(super) async fn again(&self, ticket: &Answer) -> Answer {
        self.get(&format!("/v1/tickets/{}", ticket.text("id"))).await.good()
    }

    /// A ticket of a kind, dispatched to a unit.
    pub(super) async fn dispatched(&self, kind: &str, unit: &str) -> Answer {
        let ticket = self.ticket(kind).await;
        self.act("tickets", &ticket, "dispatch", &json!({"units": [unit]})).await.good()
    }

    /// The first work order of a ticket.
    pub(super) async fn order(&self, ticket: &Answer) -> Answer {
        let id = ticket.json()["workOrders"][0]["id"].as_str().map(str::to_owned);
        let id = id.unwrap_or_else(|| panic!("no work order in {}", ticket.body));
        self.get(&format!("/v1/work-orders/{id}")).await.good()
    }

    /// The work order of a ticket of a kind, received by a unit.
    pub(super) async fn received(&self, kind: &str, unit: &str) -> Answer {
        let order = self.order(&self.dispatched(kind, unit).await).await;
        self.work(&order, "receive", &nothing()).await
    }

    /// A ticket of a kind whose department is done.
    pub(super) async fn done(&self, kind: &str) -> Answer {
        let ticket = self.dispatched(kind, "marketing").await;
        let order = self.order(&ticket).await;
        self.work(&order, "receive", &nothing()).await;
        let order = self.work(&order, "contact", &json!({"note": "Called"})).await;
        let order = self.work(&order, "reply", &solved()).await;
        self.work(&order, "review", &json!({"decision": "approve"})).await;
        self.again(&ticket).await
    }

    /// The callback of a complaint, due now.
    pub(super) async fn callback(&self) -> Answer {
        let ticket = self.done("complaint").await;
        let id = ticket.json()["callback"]["id"].as_str().map(str::to_owned);
        let id = id.unwrap_or_else(|| panic!("no callback in {}", ticket.body));
        self.get(&format!("/v1/callbacks/{id}")).await.good()
    }

    /// Some time passes.
    pub(super) fn pass(&self, seconds: i64) {
        self.server.test.pass(seconds);
    }
}
