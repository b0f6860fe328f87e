//! A centre in which something is told: a ticket that is pressed.

use std::sync::Arc;

use bihuan_app::caller::Caller;
use bihuan_app::cases::CaseView;
use bihuan_app::reply::{Reply, StoredReply};
use bihuan_app::tickets::{self, NewTicket, Opened, Proceed};
use bihuan_app::users::User;
use bihuan_domain::id::TicketId;
use bihuan_domain::policy::notifications::PushChannel;
use bihuan_domain::ticket::{Contact, TicketCommand};
use bihuan_persistence::Database;
use bihuan_testkit::TestApp;
use bihuan_worker::DeliveryStatistics;
use bihuan_worker::channels::Channel;

/// The centre, and an open ticket that the repair department holds.
pub(crate) struct Centre {
    pub(crate) test: TestApp,
    pub(crate) agent: Caller,
    pub(crate) ticket: TicketId,
}

impl Centre {
    /// A centre that pushes by these channels, with people who are told when a customer presses.
    pub(crate) async fn new(database: Database, channels: &[PushChannel], people: &[&str]) -> Self {
        let test = TestApp::sandbox(database).await;
        test.app.pushes.open(channels.to_vec());
        for login in people {
            let address = format!("{login}@example.org");
            test.user_with_mail(login, "repair", &["handler"], Some(&address)).await;
        }
        let agent = test.user("agent", "centre", &["agent"]).await;
        test.user("boss", "company", &["manager"]).await;
        let agent = caller(&test, &agent);
        let ticket = open_fault(&test, &agent).await;
        Self { test, agent, ticket }
    }

    /// The customer presses: everybody with the role is told once.
    pub(crate) async fn press(&self) {
        let reply: Reply<CaseView> =
            Reply::unkeyed(|_| StoredReply { status: 200, headers: Vec::new(), body: String::new() });
        let command = TicketCommand::Urge { note: Some("still dark".to_owned()) };
        tickets::act(&self.test.app, &self.agent, self.ticket, None, command, reply).await.unwrap();
    }

    /// Pushes what is due, once; answers how many attempts that took.
    pub(crate) async fn deliver(&self, channel: &Arc<dyn Channel>) -> usize {
        let statistics = Arc::new(DeliveryStatistics::default());
        bihuan_worker::deliver_due(&self.test.app, channel, &statistics).await.unwrap()
    }

    /// A number from the database itself.
    pub(crate) async fn count(&self, query: &str) -> i64 {
        let query = format!("SELECT count(*) FROM {query}");
        self.test.app.database.read(move |tx| tx.number(&query)).await.unwrap()
    }

    /// How many deliveries are in this state.
    pub(crate) async fn deliveries(&self, state: &str) -> i64 {
        self.count(&format!("notification_deliveries WHERE state = '{state}'")).await
    }
}

/// A user who asks for something.
pub(crate) fn caller(test: &TestApp, user: &User) -> Caller {
    let principal = test.app.directory.principal(user.id, user.version, None).unwrap();
    Caller { principal, request_id: None }
}

fn id_of(opened: &Opened) -> StoredReply {
    StoredReply { status: 201, headers: Vec::new(), body: opened.view.stored.case.ticket.id.to_string() }
}

/// A fault in the city that goes out to the repair department at once.
pub(crate) async fn open_fault(test: &TestApp, caller: &Caller) -> TicketId {
    let new = NewTicket {
        kind: Some("fault".parse().unwrap()),
        service_type: Some("fault.lv.line".parse().unwrap()),
        level: None,
        area: Some("urban".parse().unwrap()),
        segment: None,
        risks: Default::default(),
        accused: Default::default(),
        praised: Default::default(),
        region: None,
        line: None,
        position: None,
        channel: "phone".parse().unwrap(),
        call: None,
        external: None,
        customer: None,
        contact: Contact {
            name: Some("王女士".into()),
            phone: Some("13812345678".into()),
            address: None,
            hours: Vec::new(),
        },
        topic: "no power".into(),
        description: "dark".into(),
        confidential: false,
        anonymous: false,
        callback_wanted: true,
        target_at: None,
        proceed: Proceed::Dispatched,
    };
    tickets::open(&test.app, caller, new, Reply::unkeyed(id_of)).await.unwrap().body.parse().unwrap()
}
