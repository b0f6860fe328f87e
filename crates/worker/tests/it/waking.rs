//! Time runs out, once, whoever looks.

use std::sync::Arc;
use std::time::Duration;

use bihuan_app::caller::Caller;
use bihuan_app::clocks::{Backlog, WAKE_BATCH};
use bihuan_app::ids::RandomIds;
use bihuan_app::reply::{Reply, StoredReply};
use bihuan_app::tickets::{self, NewTicket, Opened, Proceed};
use bihuan_app::{App, clocks};
use bihuan_domain::id::TicketId;
use bihuan_domain::ticket::Contact;
use bihuan_persistence::Database;
use bihuan_testkit::{TestApp, each_engine};
use bihuan_worker::statistics::WorkerStatistics;
use tokio_util::sync::CancellationToken;

/// Longer than any of these tests needs; a test that waits longer hangs.
const PATIENCE: Duration = Duration::from_secs(30);

fn id_of(opened: &Opened) -> StoredReply {
    StoredReply { status: 201, headers: Vec::new(), body: opened.view.stored.case.ticket.id.to_string() }
}

pub(crate) async fn open_fault(app: &Arc<App>, caller: &Caller) -> TicketId {
    let new = NewTicket {
        kind: Some("fault".parse().unwrap()),
        service_type: None,
        level: None,
        area: None,
        region: None,
        line: None,
        position: None,
        channel: "phone".parse().unwrap(),
        call: None,
        external: None,
        customer: None,
        contact: Contact::default(),
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
        proceed: Proceed::Accepted,
    };
    tickets::open(app, caller, new, Reply::unkeyed(id_of)).await.unwrap().body.parse().unwrap()
}

/// Somebody who may take demands.
pub(crate) async fn caller(centre: &TestApp) -> Caller {
    let user = centre.user("agent", "company", &["agent"]).await;
    let principal = centre.app.directory.principal(user.id, user.version, None).unwrap();
    Caller { principal, request_id: None }
}

/// Moves the clock and wakes what is due by then.
pub(crate) async fn pass(centre: &TestApp, seconds: i64) {
    centre.pass(seconds);
    while !clocks::wake_due(&centre.app).await.unwrap().woken.is_empty() {}
}

/// How often this happened. Asked of the table itself: the feed may lag behind while other databases of the cluster
/// are written to.
pub(crate) async fn count(app: &Arc<App>, name: &'static str) -> i64 {
    let query = format!("SELECT count(*) FROM events WHERE name = '{name}'");
    app.database.read(move |tx| tx.number(&query)).await.unwrap()
}

/// Announcements that were made more than once of the same clock and level.
async fn said_again(app: &Arc<App>) -> i64 {
    let query = "SELECT count(*) FROM (SELECT 1 FROM events WHERE subject = 'clock' \
                 GROUP BY ticket_id, CAST(data AS TEXT) HAVING count(*) > 1) AS again";
    app.database.read(move |tx| tx.number(query)).await.unwrap()
}

#[tokio::test]
async fn a_warning_and_a_breach_are_announced_once_at_their_time() {
    each_engine(|database| async move {
        let centre = TestApp::sandbox(database).await;
        let agent = caller(&centre).await;
        open_fault(&centre.app, &agent).await;
        // The dispatch clock of a fault has two minutes and warns one minute before.
        pass(&centre, 59).await;
        assert_eq!(count(&centre.app, "warned").await, 0);
        pass(&centre, 1).await;
        assert_eq!(count(&centre.app, "warned").await, 1);
        pass(&centre, 60).await;
        assert_eq!(count(&centre.app, "breached").await, 0, "exactly on the deadline is in time");
        pass(&centre, 1).await;
        assert_eq!(count(&centre.app, "breached").await, 1);
        pass(&centre, 86_400).await;
        assert_eq!((count(&centre.app, "warned").await, count(&centre.app, "breached").await), (1, 1));
    })
    .await;
}

/// A second node on the same database, with the same clock.
async fn second_node(centre: &TestApp, database: Database) -> Arc<App> {
    let node = App::new(database, Some(centre.clock.clone()), Arc::new(RandomIds::default()));
    bihuan_app::directory::Directory::refresh(&node).await.unwrap();
    node
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn complaint_34_two_nodes_on_one_database_announce_every_breach_once() {
    // Several batches, so that each node finds some.
    const TICKETS: i64 = 3 * WAKE_BATCH + 60;
    for database in bihuan_testkit::engines::every_engine() {
        let centre = TestApp::sandbox(database.open()).await;
        let agent = caller(&centre).await;
        for _ in 0..TICKETS {
            open_fault(&centre.app, &agent).await;
        }
        let other = second_node(&centre, database.open()).await;
        centre.pass(600);
        let (stop, mut nodes) = (CancellationToken::new(), tokio::task::JoinSet::new());
        for app in [centre.app.clone(), other.clone()] {
            nodes.spawn(bihuan_worker::run(app, Arc::new(WorkerStatistics::default()), stop.clone()));
        }
        let all_announced = async {
            while count(&centre.app, "breached").await < TICKETS {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, all_announced).await.unwrap();
        stop.cancel();
        while let Some(ended) = nodes.join_next().await {
            ended.unwrap();
        }
        assert_eq!(count(&centre.app, "breached").await, TICKETS);
        assert_eq!(said_again(&centre.app).await, 0);
        assert_eq!(clocks::backlog(&centre.app).await.unwrap(), Backlog::default());
        other.database.close().await;
        centre.app.database.close().await;
    }
}
