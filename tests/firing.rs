//! A process dies while clocks run out by the thousand: every one of them is announced, once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bihuan_persistence::{Database, Engine};
use bihuan_testkit::TestDatabase;
use bihuan_testkit::engines::{postgres, sqlite};
use serde_json::json;
use tokio::task::JoinSet;

use crate::node::{Node, Person, prepare};

const CLIENTS: usize = 8;
const TICKETS: usize = 2_400;
/// Announcements after which the process is killed, in the middle of the burst.
const KILL_AFTER: i64 = 300;
/// Longer than any of these tests needs; a test that waits longer hangs.
const PATIENCE: Duration = Duration::from_secs(120);

/// Opens tickets in a sandbox whose clock stands long ago: on a real clock all of them are overdue.
async fn open_long_ago(database: &TestDatabase) {
    prepare(database, &["agent:company:agent"]);
    let node = Node::start(database, &["--sandbox", "--sandbox-start", "2026-01-05T01:00:00Z"]);
    let agent = node.sign_in("agent").await;
    let opened = Arc::new(AtomicUsize::new(0));
    let mut clients = JoinSet::new();
    for _ in 0..CLIENTS {
        clients.spawn(open_share(agent.clone(), opened.clone()));
    }
    while let Some(ended) = clients.join_next().await {
        ended.unwrap();
    }
    assert!(node.terminate());
}

async fn open_share(agent: Person, opened: Arc<AtomicUsize>) {
    loop {
        let no = opened.fetch_add(1, Ordering::SeqCst);
        if no >= TICKETS {
            return;
        }
        let until = if no.is_multiple_of(2) { "accepted" } else { "dispatched" };
        let demand =
            json!({ "kind": "fault", "channel": "phone", "topic": "no power", "description": "dark", "until": until });
        assert_eq!(agent.post("/tickets", &no.to_string(), &demand).await.unwrap().0, 201);
    }
}

async fn count(database: &Database, query: &'static str) -> i64 {
    database.read(move |tx| tx.number(query)).await.unwrap()
}

const ANNOUNCED: &str = "SELECT count(*) FROM events WHERE subject = 'clock'";
/// Clocks that have run out without an end; each owes one announcement, whatever else it announces.
const RUN_OUT: &str = "SELECT count(*) FROM clocks WHERE ended_at IS NULL";
const BREACHED: &str = "SELECT count(*) FROM events WHERE name = 'breached'";
const OPENED: &str = "SELECT count(*) FROM tickets";

/// Announcements of the same level of the same deadline of the same clock.
fn repeated(engine: Engine) -> &'static str {
    match engine {
        Engine::Postgres => {
            "SELECT count(*) FROM (SELECT 1 FROM events WHERE subject = 'clock' GROUP BY ticket_id, data #> '{alarm,no}', \
             data #> '{alarm,generation}', data #> '{alarm,level}', data #> '{alarm,rung}' HAVING count(*) > 1) AS again"
        }
        Engine::Sqlite => {
            "SELECT count(*) FROM (SELECT 1 FROM events WHERE subject = 'clock' GROUP BY ticket_id, data ->> '$.alarm.no', \
             data ->> '$.alarm.generation', data ->> '$.alarm.level', data ->> '$.alarm.rung' HAVING count(*) > 1) AS again"
        }
    }
}

/// Tickets that somebody still has to be told of.
fn overdue(engine: Engine) -> &'static str {
    match engine {
        Engine::Postgres => "SELECT count(*) FROM wakes WHERE due_at <= now()",
        Engine::Sqlite => "SELECT count(*) FROM wakes WHERE due_at <= unixepoch() * 1000000",
    }
}

async fn kill_in_the_middle(database: &Database, victim: Node) {
    while count(database, ANNOUNCED).await < KILL_AFTER {
        tokio::task::yield_now().await;
    }
    victim.kill();
    let left = count(database, overdue(database.engine())).await;
    assert!(left > 0, "the kill came in the middle");
}

async fn all_announced_once(database: &Database) {
    let engine = database.engine();
    let done = async {
        while count(database, overdue(engine)).await > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, done).await.unwrap();
    assert_eq!(count(database, OPENED).await, i64::try_from(TICKETS).unwrap());
    assert_eq!(count(database, BREACHED).await, count(database, RUN_OUT).await);
    assert_eq!(count(database, repeated(engine)).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn complaint_34_after_a_kill_of_one_of_two_processes_every_clock_is_announced_once() {
    let Some(place) = postgres() else { return };
    open_long_ago(&place).await;
    let database = place.open();
    let (victim, survivor) = (Node::start(&place, &[]), Node::start(&place, &[]));
    kill_in_the_middle(&database, victim).await;
    all_announced_once(&database).await;
    assert!(survivor.terminate());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_kill_of_the_only_process_the_next_announces_the_rest_once() {
    for place in [Some(sqlite()), postgres()].into_iter().flatten() {
        open_long_ago(&place).await;
        let database = place.open();
        kill_in_the_middle(&database, Node::start(&place, &[])).await;
        let next = Node::start(&place, &[]);
        all_announced_once(&database).await;
        assert!(next.terminate());
    }
}
