//! What is wrong with one ticket, or with the clock of one node, harms no other.

use std::sync::Arc;

use bihuan_app::App;
use bihuan_app::clock::{Clock as _, VirtualClock};
use bihuan_app::clocks::{self, BACKLOG_MAX};
use bihuan_app::directory::Directory;
use bihuan_app::ids::RandomIds;
use bihuan_app::reply::{Reply, StoredReply};
use bihuan_app::tickets;
use bihuan_domain::ticket::TicketCommand;
use bihuan_persistence::Engine;
use bihuan_testkit::{TestApp, each_engine};

use crate::waking::{caller, count, open_fault, pass};

/// Changes the document of the ticket that was opened first.
async fn spoil(app: &Arc<App>, document: &str) {
    let sql = format!("UPDATE tickets SET document = {document} WHERE number = (SELECT min(number) FROM tickets)");
    app.database.write(move |tx| tx.execute(&sql)).await.unwrap();
}

async fn poisoned(centre: &TestApp, document: &str) {
    let agent = caller(centre).await;
    for _ in 0..6 {
        open_fault(&centre.app, &agent).await;
    }
    spoil(&centre.app, document).await;
    centre.pass(600);
    let report = clocks::wake_due(&centre.app).await.unwrap();
    assert_eq!((report.due, report.woken.len(), report.failed), (6, 5, 1));
    let again = clocks::wake_due(&centre.app).await.unwrap();
    assert_eq!(again.due, 0, "it is put off, not tried at once");
    centre.pass(6);
    assert_eq!(clocks::wake_due(&centre.app).await.unwrap().failed, 1, "and tried again later");
    centre.pass(6);
    assert_eq!(clocks::wake_due(&centre.app).await.unwrap().due, 0, "after a longer pause");
    assert_eq!(count(&centre.app, "breached").await, 5);
}

#[tokio::test]
async fn a_ticket_that_cannot_be_decided_on_keeps_no_other_waiting() {
    each_engine(|database| async move {
        // A policy version that nobody has.
        let document = match database.engine() {
            Engine::Postgres => "jsonb_set(document, '{policy}', '99')",
            Engine::Sqlite => "json_set(document, '$.policy', 99)",
        };
        poisoned(&TestApp::sandbox(database).await, document).await;
    })
    .await;
}

#[tokio::test]
async fn a_ticket_that_cannot_be_read_spoils_its_batch_once_and_keeps_no_other_waiting() {
    each_engine(|database| async move { poisoned(&TestApp::sandbox(database).await, "'{}'").await }).await;
}

#[tokio::test]
async fn a_wake_that_comes_too_early_is_put_right_and_says_nothing() {
    each_engine(|database| async move {
        let centre = TestApp::sandbox(database).await;
        open_fault(&centre.app, &caller(&centre).await).await;
        let due = clocks::next_due(&centre.app).await.unwrap();
        let early = match centre.app.database.engine() {
            Engine::Postgres => "UPDATE wakes SET due_at = due_at - INTERVAL '1 hour'",
            Engine::Sqlite => "UPDATE wakes SET due_at = due_at - 3600000000",
        };
        centre.app.database.write(move |tx| tx.execute(early)).await.unwrap();
        assert_eq!(clocks::backlog(&centre.app).await.unwrap().tickets, 1);
        let report = clocks::wake_due(&centre.app).await.unwrap();
        assert_eq!((report.due, report.woken.len(), report.failed), (1, 0, 0));
        assert_eq!(clocks::next_due(&centre.app).await.unwrap(), due);
        assert_eq!(count(&centre.app, "warned").await, 0);
    })
    .await;
}

#[tokio::test]
async fn complaint_33_the_backlog_tells_how_much_is_late_and_for_how_long() {
    each_engine(|database| async move {
        let centre = TestApp::sandbox(database).await;
        let agent = caller(&centre).await;
        for _ in 0..3 {
            open_fault(&centre.app, &agent).await;
        }
        assert_eq!(clocks::backlog(&centre.app).await.unwrap().tickets, 0);
        // Warned after a minute.
        centre.pass(60 + 45);
        let backlog = clocks::backlog(&centre.app).await.unwrap();
        assert_eq!((backlog.tickets, backlog.oldest_micros), (3, 45_000_000));
        assert!(backlog.tickets < BACKLOG_MAX);
        pass(&centre, 0).await;
        assert_eq!(clocks::backlog(&centre.app).await.unwrap().tickets, 0);
    })
    .await;
}

fn nothing(_: &bihuan_app::cases::CaseView) -> StoredReply {
    StoredReply { status: 200, headers: Vec::new(), body: String::new() }
}

#[tokio::test]
async fn on_a_node_whose_clock_lags_nothing_happens_before_what_happened_already() {
    each_engine(|database| async move {
        let centre = TestApp::sandbox(database.clone()).await;
        let agent = caller(&centre).await;
        let behind = Arc::new(VirtualClock::at(centre.clock.now().plus_seconds(-30)));
        let other = App::new(database, Some(behind.clone()), Arc::new(RandomIds::default()));
        Directory::refresh(&other).await.unwrap();
        let ticket = open_fault(&centre.app, &agent).await;
        let urge = TicketCommand::Urge { note: None };
        tickets::act(&other, &agent, ticket, None, urge, Reply::unkeyed(nothing)).await.unwrap();
        let early = "SELECT count(*) FROM events e JOIN tickets t ON t.id = e.ticket_id WHERE e.at < t.opened_at";
        assert_eq!(count(&centre.app, "urged").await, 1);
        assert_eq!(centre.app.database.read(move |tx| tx.number(early)).await.unwrap(), 0);
    })
    .await;
}
