//! The queries of the hot paths use their indexes: asked of each engine's own planner, on tables that are not small.

use bihuan_persistence::{DbError, Engine};
use bihuan_testkit::each_engine;

/// A hot query, as the code sends it, and the index that must serve it on PostgreSQL and on SQLite.
const HOT: &[(&str, &str, &str)] = &[
    (
        "a page of a queue of tickets",
        "SELECT version, document FROM tickets WHERE stage = 'pending_dispatch' ORDER BY opened_at, id LIMIT 51",
        "tickets_stage",
    ),
    (
        "a later page of all tickets, newest first",
        "SELECT version, document FROM tickets WHERE opened_at <= {instant} \
         AND (opened_at < {instant} OR id < {uuid}) ORDER BY opened_at DESC, id DESC LIMIT 51",
        "tickets_opened",
    ),
    (
        "a page of a queue of work orders",
        "SELECT version, document FROM work_orders WHERE stage = 'received' ORDER BY dispatched_at, id LIMIT 51",
        "work_orders_stage",
    ),
    (
        "callbacks that may be made",
        "SELECT version, document FROM callbacks WHERE stage = 'due' ORDER BY due_at, id LIMIT 51",
        "callbacks_stage",
    ),
    ("whether anything is due", "SELECT due_at FROM wakes ORDER BY due_at LIMIT 1", "wakes_due"),
    (
        "a batch of what is due",
        "SELECT wakes.due_at, tickets.version, tickets.document FROM wakes INNER JOIN tickets \
         ON tickets.id = wakes.ticket_id WHERE wakes.due_at <= {instant} ORDER BY wakes.due_at LIMIT 200{lock}",
        "wakes_due",
    ),
    (
        "the timeline of a ticket",
        "SELECT seq FROM events WHERE ticket_id = {uuid} AND seq > 0 ORDER BY seq LIMIT 51",
        "events_ticket",
    ),
    (
        "the ticket another system knows",
        "SELECT id FROM tickets WHERE system = 'a' AND external_id = 'b'",
        "tickets_system_external_id",
    ),
    (
        "a caller's tickets",
        "SELECT version FROM tickets WHERE phone_key = '1' ORDER BY opened_at DESC",
        "tickets_phone",
    ),
];

/// Enough rows, of one moment each, that reading them all is never the cheaper plan; most of the work is done, as in life.
fn fill(engine: Engine) -> String {
    let (series, id, at, json) = match engine {
        Engine::Postgres => (
            "SELECT n FROM generate_series(1, 20000) AS s(n)",
            "CAST('00000000-0000-7000-8000-' || lpad(CAST(n AS TEXT), 12, '0') AS UUID)",
            "to_timestamp(1700000000 + n)",
            "CAST('{}' AS JSONB)",
        ),
        Engine::Sqlite => (
            "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 20000) SELECT n FROM s",
            "unhex('00000000000070008000' || printf('%012d', n))",
            "(1700000000 + n) * 1000000",
            "'{}'",
        ),
    };
    format!(
        "INSERT INTO tickets (id, number, stage, kind, channel, area, system, external_id, phone_key, accept_path, \
         opened_at, version, document) SELECT {id}, 'N' || n, CASE n % 100 WHEN 0 THEN 'pending_dispatch' WHEN 1 THEN \
         'handling' ELSE 'archived' END, 'fault', 'phone', 'urban', 's', 'x' || n, 'p' || n, 'company/centre/', {at}, \
         1, {json} FROM ({series}) AS series; \
         INSERT INTO work_orders (id, ticket_id, no, stage, holder_path, dispatched_at, version, document) \
         SELECT {id}, {id}, 1, CASE n % 100 WHEN 0 THEN 'received' ELSE 'approved' END, 'company/repair/', {at}, 1, \
         {json} FROM ({series}) AS series; \
         INSERT INTO callbacks (id, ticket_id, stage, due_at, version, document) SELECT {id}, {id}, CASE n % 100 WHEN 0 \
         THEN 'due' ELSE 'satisfied' END, {at}, 1, {json} FROM ({series}) AS series; \
         INSERT INTO wakes (ticket_id, due_at, failures) SELECT {id}, {at}, 0 FROM ({series}) AS series; \
         INSERT INTO events (id, ticket_id, subject, subject_id, name, at, actor, data) SELECT {id}, {id}, 'ticket', \
         {id}, 'opened', {at}, {json}, {json} FROM ({series}) AS series; ANALYZE;"
    )
}

#[tokio::test]
async fn every_hot_query_is_served_by_its_index() {
    each_engine(|database| async move {
        let engine = database.engine();
        let filling = fill(engine);
        database.write(move |tx| tx.script(&filling)).await.unwrap();
        for (what, query, index) in HOT {
            let (uuid, instant) = match engine {
                Engine::Postgres => {
                    ("CAST('00000000-0000-7000-8000-000000000100' AS UUID)", "to_timestamp(1700000100)")
                }
                Engine::Sqlite => ("unhex('00000000000070008000000000000100')", "1700000100000000"),
            };
            let lock = if engine == Engine::Postgres { " FOR UPDATE SKIP LOCKED" } else { "" };
            let query = query.replace("{uuid}", uuid).replace("{instant}", instant).replace("{lock}", lock);
            let plan = database.read(move |tx| Ok::<_, DbError>(tx.plan(&query)?.join("\n"))).await.unwrap();
            let served = plan.contains(index) || plan.contains("sqlite_autoindex_tickets");
            assert!(served, "{what} on {engine:?}:\n{plan}");
            let scans = plan.contains("Seq Scan") || plan.contains("SCAN tickets\n") || plan.contains("TEMP B-TREE");
            assert!(!scans, "{what} on {engine:?}:\n{plan}");
        }
    })
    .await;
}
