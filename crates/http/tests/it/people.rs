//! The people of the sample organisation who carry a ticket round the loop.

use bihuan_app::clocks;
use bihuan_app::users::User;
use bihuan_persistence::Database;
use bihuan_testkit::TestApp;
use serde_json::{Value, json};

use crate::server::{Answer, Server, post};

/// A server, and who works with it.
pub(crate) struct People {
    pub(crate) server: Server,
    /// Takes demands in the centre.
    pub(crate) agent: User,
    /// Receives and replies for the repair department.
    pub(crate) handler: User,
    /// Goes out for the repair department.
    pub(crate) crew: User,
    /// Reviews the replies of the whole company.
    pub(crate) reviewer: User,
    /// Calls customers back from the centre, and archives.
    pub(crate) caller: User,
    /// Works for another department.
    pub(crate) stranger: User,
}

impl People {
    /// Everybody, over an empty database.
    pub(crate) async fn new(database: Database) -> Self {
        let test = TestApp::live(database).await;
        Self {
            agent: test.user("agent", "centre", &["agent"]).await,
            handler: test.user("handler", "repair", &["handler"]).await,
            crew: test.user("crew", "repair-crew-1", &["crew"]).await,
            reviewer: test.user("reviewer", "company", &["reviewer"]).await,
            caller: test.user("caller", "centre", &["callback-agent"]).await,
            stranger: test.user("stranger", "metering", &["handler"]).await,
            server: Server::new(test).await,
        }
    }

    /// The agent opens a ticket.
    pub(crate) async fn open(&self, demand: &Value) -> Answer {
        self.server.post(&self.agent, "/v1/tickets", demand).await
    }

    /// The agent opens a fault that goes out to the repair department at once.
    pub(crate) async fn fault(&self) -> Answer {
        self.open(&fault("dispatched")).await.good()
    }

    /// Somebody does something, on the version of the answer before; `what` is `tickets`, `work-orders` or `callbacks`.
    pub(crate) async fn act(&self, who: &User, what: &str, action: &str, seen: &Answer, body: &Value) -> Answer {
        let path = format!("/v1/{what}/{}/actions/{action}", seen.text("id"));
        self.server.act(who, &path, seen, body).await
    }

    /// The same with a work order, which must succeed.
    pub(crate) async fn work(&self, who: &User, action: &str, seen: &Answer, body: &Value) -> Answer {
        self.act(who, "work-orders", action, seen, body).await.good()
    }

    /// The only work order of a ticket, as its unit sees it.
    pub(crate) async fn order(&self, who: &User, ticket: &Answer) -> Answer {
        let path = format!("/v1/work-orders?ticketId={}", ticket.text("id"));
        let list = self.server.get(who, &path).await.good().json();
        assert_eq!(list["data"].as_array().map(Vec::len), Some(1), "{list}");
        self.server.get(who, &format!("/v1/work-orders/{}", text(&list["data"][0]["id"]))).await.good()
    }

    /// A ticket as it stands now.
    pub(crate) async fn ticket(&self, who: &User, ticket: &Answer) -> Answer {
        self.server.get(who, &format!("/v1/tickets/{}", ticket.text("id"))).await.good()
    }

    /// The callback of a ticket, once time has told that it is due.
    pub(crate) async fn callback(&self, ticket: &Answer) -> Answer {
        clocks::wake_due(&self.server.test.app).await.ok();
        let ticket = self.ticket(&self.caller, ticket).await.json();
        self.server.get(&self.caller, &format!("/v1/callbacks/{}", text(&ticket["callback"]["id"]))).await.good()
    }

    /// Somebody whom the complaint is not about says that it is so: it is archived no sooner.
    pub(crate) async fn judge(&self, ticket: &Answer) -> Answer {
        let test = &self.server.test;
        let login = format!("judge-of-{}", ticket.text("id"));
        let judge = test.user(&login, "centre", &["quality-inspector"]).await;
        let body = json!({"finding": "substantiated", "text": "The recording shows it.", "evidence": ["recording 17"]});
        let seen = self.ticket(&judge, ticket).await;
        self.act(&judge, "tickets", "verdict", &seen, &body).await.good()
    }

    /// A post with an idempotency key.
    pub(crate) async fn post_once(&self, who: &User, key: &str, path: &str, body: &Value) -> Answer {
        let request = post(path, body).insert_header(("Idempotency-Key", key));
        self.server.ask_as(&self.server.token(who), request).await
    }
}

/// A fault as the agent takes it; `until` says how far it goes at once.
pub(crate) fn fault(until: &str) -> Value {
    json!({
        "type": "fault.lv.line", "area": "urban", "channel": "phone",
        "contact": {"name": "王女士", "phone": "138 1234 5678", "address": "和平路1号"},
        "topic": "no light in the whole house", "description": "The neighbours have light.",
        "until": until
    })
}

/// Answers that leave the customer content.
pub(crate) fn content() -> Value {
    json!({"result": "answered", "answers": {"solved": "yes", "satisfied": "satisfied"}})
}

/// A value that is a text.
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
