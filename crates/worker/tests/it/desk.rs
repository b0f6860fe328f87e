//! Somebody who may do everything, and tickets that are opened without ado.

use std::sync::Arc;

use bihuan_app::App;
use bihuan_app::caller::Caller;
use bihuan_app::jobs::{self, JobRecord, ResultRow};
use bihuan_app::reply::{Reply, StoredReply};
use bihuan_app::tickets::{self, NewTicket, Opened, Proceed};
use bihuan_domain::id::{JobId, TicketId};
use bihuan_domain::ticket::{Contact, ExternalReference};
use bihuan_testkit::TestApp;

/// More than any of these tests finds.
const RESULTS: i64 = 10_000;

/// Every role of people; together they permit everything.
const ALL_ROLES: &[&str] = &[
    "agent",
    "shift-supervisor",
    "dispatcher",
    "handler",
    "crew",
    "reviewer",
    "callback-agent",
    "liaison",
    "manager",
    "administrator",
    "policy-manager",
];

/// Somebody of a unit who may do everything there.
pub(crate) async fn chief(centre: &TestApp, unit: &str) -> Caller {
    let user = centre.user(&format!("chief-of-{unit}"), unit, ALL_ROLES).await;
    let principal = centre.app.directory.principal(user.id, user.version, None).unwrap();
    Caller { principal, request_id: Some("a request".to_owned()) }
}

/// A demand of a kind, known elsewhere by a name, by a customer who can be called.
pub(crate) fn demand(kind: &str, external: &str, proceed: Proceed) -> NewTicket {
    let contact =
        Contact { name: Some("Li Lei".into()), phone: Some("13812345678".into()), address: None, hours: Vec::new() };
    NewTicket {
        kind: Some(kind.parse().unwrap()),
        service_type: None,
        level: None,
        area: None,
        region: None,
        line: None,
        position: None,
        channel: "phone".parse().unwrap(),
        call: None,
        external: Some(ExternalReference { system: "test".into(), id: external.into() }),
        customer: None,
        contact,
        topic: "no power".into(),
        description: "dark".into(),
        confidential: false,
        anonymous: false,
        callback_wanted: true,
        target_at: None,
        segment: None,
        risks: Default::default(),
        accused: Default::default(),
        praised: Default::default(),
        proceed,
    }
}

/// Opens a ticket.
pub(crate) async fn open(app: &Arc<App>, caller: &Caller, new: NewTicket) -> TicketId {
    fn id_of(opened: &Opened) -> StoredReply {
        StoredReply { status: 201, headers: Vec::new(), body: opened.view.stored.case.ticket.id.to_string() }
    }
    tickets::open(app, caller, new, Reply::unkeyed(id_of)).await.unwrap().body.parse().unwrap()
}

/// The answer of a use case that queues a job: its id.
pub(crate) fn queued() -> Reply<JobRecord> {
    Reply::unkeyed(|job| StoredReply { status: 202, headers: Vec::new(), body: job.id.to_string() })
}

/// A job as it stands.
pub(crate) async fn job(app: &Arc<App>, caller: &Caller, id: JobId) -> JobRecord {
    jobs::get(app, caller, id).await.unwrap()
}

/// Everything a job found that the caller may see.
pub(crate) async fn found(app: &Arc<App>, caller: &Caller, id: JobId) -> Vec<ResultRow> {
    jobs::results(app, caller, id, 0, RESULTS).await.unwrap()
}

/// How often this happened. Asked of the table itself: the feed may lag behind while other databases of the cluster
/// are written to.
pub(crate) async fn count(app: &Arc<App>, name: &'static str) -> i64 {
    let query = format!("SELECT count(*) FROM events WHERE name = '{name}'");
    app.database.read(move |tx| tx.number(&query)).await.unwrap()
}
