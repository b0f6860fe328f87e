//! The process dies at any moment: what was acknowledged is there afterwards, once.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bihuan_testkit::TestDatabase;
use bihuan_testkit::engines::every_engine;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::node::{Node, Person, prepare};

const CLIENTS: usize = 8;
const TICKETS_EACH: usize = 200;
/// Acknowledged tickets after which the process is killed, in the middle of the stream.
const KILL_AFTER: usize = 100;

fn demand(name: &str) -> Value {
    json!({
        "kind": "fault", "channel": "phone", "topic": "no power", "description": "dark",
        "system": "stream", "externalId": name,
    })
}

/// Creates tickets one after the other until the connection breaks; what was acknowledged, by external name.
async fn stream(person: Person, client: usize, acknowledged: Arc<AtomicUsize>) -> BTreeMap<String, Value> {
    let mut created = BTreeMap::new();
    for no in 0..TICKETS_EACH {
        let name = format!("{client}-{no}");
        let Some((status, ticket)) = person.post("/tickets", &name, &demand(&name)).await else { break };
        assert_eq!(status, 201, "{ticket}");
        created.insert(name, ticket);
        acknowledged.fetch_add(1, Ordering::SeqCst);
    }
    created
}

async fn create_until_killed(database: &TestDatabase) -> BTreeMap<String, Value> {
    let node = Node::start(database, &[]);
    let agent = node.sign_in("agent").await;
    let acknowledged = Arc::new(AtomicUsize::new(0));
    let mut clients = JoinSet::new();
    for client in 0..CLIENTS {
        clients.spawn(stream(agent.clone(), client, acknowledged.clone()));
    }
    while acknowledged.load(Ordering::SeqCst) < KILL_AFTER {
        tokio::task::yield_now().await;
    }
    node.kill();
    let mut created = BTreeMap::new();
    while let Some(ended) = clients.join_next().await {
        created.extend(ended.unwrap());
    }
    assert!(created.len() < CLIENTS * TICKETS_EACH, "the kill came in the middle");
    created
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_kill_in_a_stream_of_creates_every_acknowledged_ticket_is_there_once() {
    for database in every_engine() {
        prepare(&database, &["agent:company:agent"]);
        let created = create_until_killed(&database).await;
        let node = Node::start(&database, &[]);
        let agent = node.sign_in("agent").await;
        for (name, before) in &created {
            let id = before["id"].as_str().unwrap();
            let after = agent.get(&format!("/tickets/{id}")).await;
            assert_eq!(after["number"], before["number"]);
            let clocks: Vec<&str> =
                after["clocks"].as_array().unwrap().iter().map(|clock| clock["code"].as_str().unwrap()).collect();
            assert_eq!(clocks.iter().filter(|code| **code == "dispatch").count(), 1, "{name}: {clocks:?}");
            let timeline = agent.all(&format!("/tickets/{id}/timeline")).await;
            let happened: Vec<&str> = timeline.iter().map(|entry| entry["type"].as_str().unwrap()).collect();
            let by_hand: Vec<&&str> = happened.iter().filter(|name| name.starts_with("ticket.")).collect();
            assert_eq!(by_hand, [&"ticket.opened", &"ticket.accepted"], "{name}");
        }
        // Whoever got no answer sends again with the same key: one ticket each, whether or not the first was heard.
        for client in 0..CLIENTS {
            let next = (0..TICKETS_EACH).map(|no| format!("{client}-{no}")).find(|name| !created.contains_key(name));
            let name = next.unwrap();
            let (status, ticket) = agent.post("/tickets", &name, &demand(&name)).await.unwrap();
            assert_eq!(status, 201, "{ticket}");
        }
        let all = agent.all("/tickets?limit=200").await;
        assert_eq!(all.len(), created.len() + CLIENTS, "nothing is lost and nothing is there twice");
        assert!(node.terminate());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_on_one_postgresql_share_tickets_users_and_numbers() {
    let Some(database) = bihuan_testkit::engines::postgres() else { return };
    prepare(&database, &["agent:company:agent"]);
    let (one, two) = (Node::start(&database, &[]), Node::start(&database, &[]));
    let here = one.sign_in("agent").await;
    // A token of one node is good at the other: they share the secret.
    let there = here.clone().at(&two);
    let (_, first) = here.post("/tickets", "a", &demand("a")).await.unwrap();
    let (status, again) = there.post("/tickets", "a", &demand("a")).await.unwrap();
    assert_eq!((status, &again), (201, &first), "the same request at another node is the same request");
    let (_, second) = there.post("/tickets", "b", &demand("b")).await.unwrap();
    assert_ne!(first["number"], second["number"]);
    assert_eq!(here.all("/tickets").await.len(), 2);
    assert!(one.terminate() && two.terminate());
}

/// Signing in takes long, because hashing does, and only two are hashed at once: the rest wait inside the server.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_to_stop_lets_running_requests_end() {
    const WAITING: usize = 12;
    let database = bihuan_testkit::sqlite();
    prepare(&database, &["agent:company:agent"]);
    let node = Node::start(&database, &[]);
    let mut answers = JoinSet::new();
    for _ in 0..WAITING {
        answers.spawn(node.try_sign_in("agent"));
    }
    while node.sign_ins_heard().await < WAITING {
        tokio::task::yield_now().await;
    }
    assert!(tokio::task::spawn_blocking(move || node.terminate()).await.unwrap());
    while let Some(status) = answers.join_next().await {
        assert_eq!(status.unwrap(), Some(201), "a request that had begun was cut off");
    }
}
