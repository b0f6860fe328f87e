//! Copies of real cases, made in the database: each with ids and a number of its own, otherwise the same.

use anyhow::{Result, ensure};

use super::sql::{Both, Sql};

/// How a batch of copies is told from others.
#[derive(Debug, Clone, Copy)]
pub(in crate::bench::measure) struct Batch<'a> {
    /// In front of the running number.
    pub(in crate::bench::measure) prefix: &'a str,
    pub(in crate::bench::measure) count: u32,
    /// Milliseconds since 1970 in the ids: no other batch may come near.
    pub(in crate::bench::measure) millis: i64,
    /// Spreads alarms over this time behind that of the model; the clocks do not move with them.
    pub(in crate::bench::measure) spread_seconds: u32,
}

/// What differs between the engines.
struct Dialect {
    /// A running number `n` from 1.
    series: fn(u32) -> String,
    /// An id from 32 hexadecimal digits.
    id: fn(&str) -> String,
    /// An id as documents have it.
    id_text: fn(&str) -> String,
    /// A document as text.
    document: &'static str,
    /// A document from a text.
    parsed: fn(&str) -> String,
    /// An instant so many milliseconds later.
    later: fn(&str, &str) -> String,
    /// A number as so many hexadecimal digits.
    hex: fn(&str, u8) -> String,
    /// Before and after.
    begin: &'static str,
    end: &'static str,
}

/// Spreads the low bits of ids: a prime near the golden section of 32 bits.
const SPREAD: u64 = 2_654_435_761;
/// Milliseconds by which the alarms of neighbours differ, before they are folded into the spread.
const STRIDE_MILLIS: u32 = 7_919;

const POSTGRES: Dialect = Dialect {
    series: |count| format!("SELECT n FROM generate_series(1, CAST({count} AS BIGINT)) AS s(n)"),
    id: |hex| format!("CAST({hex} AS UUID)"),
    id_text: |id| format!("CAST({id} AS TEXT)"),
    document: "CAST(document AS TEXT)",
    parsed: |text| format!("CAST({text} AS JSONB)"),
    later: |at, millis| format!("{at} + ({millis}) * INTERVAL '1 millisecond'"),
    hex: |number, digits| format!("lpad(to_hex({number}), {digits}, '0')"),
    begin: "SET synchronous_commit = off; BEGIN;",
    end: "COMMIT; VACUUM ANALYZE; CHECKPOINT;",
};

const SQLITE: Dialect = Dialect {
    series: |count| {
        format!(
            "SELECT n FROM (WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {count}) \
             SELECT n FROM s)"
        )
    },
    id: |hex| format!("unhex({hex})"),
    id_text: |id| {
        let hex = format!("lower(hex({id}))");
        let part = |from: u8, length: u8| format!("substr({hex}, {from}, {length})");
        [part(1, 8), part(9, 4), part(13, 4), part(17, 4), part(21, 12)].join(" || '-' || ")
    },
    document: "document",
    parsed: |text| text.to_owned(),
    later: |at, millis| format!("{at} + ({millis}) * 1000"),
    hex: |number, digits| format!("printf('%0{digits}x', {number})"),
    begin: "BEGIN;",
    end: "COMMIT; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE);",
};

const MILLIS: u32 = 1_000;
/// Occurs in no document.
const NO_ORDER: &str = "(no order)";

/// Copies the tickets with these ids in turn, with their work orders, clocks, scopes and alarms.
pub(in crate::bench::measure) fn make(sql: &Sql, models: &[String], batch: Batch<'_>) -> Result<()> {
    let orders =
        "SELECT coalesce(max(held), 0) FROM (SELECT count(*) AS held FROM work_orders GROUP BY ticket_id) AS o";
    let most = sql.numbers(Both { postgres: orders, sqlite: orders })?;
    ensure!(most.iter().all(|most| *most <= 1.0), "a model with several work orders cannot be copied");
    sql.run(Both { postgres: &script(&POSTGRES, models, batch), sqlite: &script(&SQLITE, models, batch) })
}

fn script(dialect: &Dialect, models: &[String], batch: Batch<'_>) -> String {
    let Dialect { document, parsed, later, begin, end, .. } = dialect;
    let Batch { prefix, spread_seconds, .. } = batch;
    let ticket = format!("replace(replace({document}, old_ticket_text, new_ticket_text), number, '{prefix}' || n)");
    let part = format!("replace({document}, old_ticket_text, new_ticket_text)");
    let part = format!("replace({part}, coalesce(old_order_text, '{NO_ORDER}'), new_order_text)");
    let (ticket, part) = (parsed(&ticket), parsed(&part));
    let spread = format!("n * {STRIDE_MILLIS} % {}", spread_seconds.max(1) * MILLIS);
    let due_at = if spread_seconds == 0 { "due_at".to_owned() } else { later("due_at", &spread) };
    format!(
        "{begin}
         {copies}
         INSERT INTO tickets (id, number, stage, kind, channel, area, system, external_id, phone_key, customer_id, \
           accept_path, opened_at, changed_at, version, document)
         SELECT new_ticket, '{prefix}' || n, stage, kind, channel, area, system, external_id, phone_key, customer_id, \
           accept_path, opened_at, changed_at, version, {ticket}
         FROM copies JOIN of_tickets ON of_tickets.id = old_ticket;
         INSERT INTO work_orders (id, ticket_id, no, stage, holder_path, crew_path, dispatched_at, version, document)
         SELECT new_order, new_ticket, no, stage, holder_path, crew_path, dispatched_at, version, {part}
         FROM copies JOIN of_work_orders ON ticket_id = old_ticket;
         INSERT INTO clocks (ticket_id, no, code, work_order_id, due_at, ended_at, document)
         SELECT new_ticket, no, code, CASE WHEN work_order_id IS NULL THEN NULL ELSE new_order END, due_at, ended_at, \
           {part}
         FROM copies JOIN of_clocks ON ticket_id = old_ticket;
         INSERT INTO ticket_scopes (ticket_id, unit_path)
         SELECT new_ticket, unit_path FROM copies JOIN of_ticket_scopes ON ticket_id = old_ticket;
         INSERT INTO wakes (ticket_id, due_at, failures)
         SELECT new_ticket, {due_at}, 0 FROM copies JOIN of_wakes ON ticket_id = old_ticket;
         {end}",
        copies = copies(dialect, models, batch),
    )
}

/// Which model becomes which copy.
fn copies(dialect: &Dialect, models: &[String], batch: Batch<'_>) -> String {
    let Dialect { series, id, id_text, hex, .. } = dialect;
    let digits = |text: &str| text.replace('-', "");
    let listed: Vec<String> = models
        .iter()
        .enumerate()
        .map(|(place, model)| format!("({place}, {})", id(&format!("'{}'", digits(model)))))
        .collect();
    // Version 7, variant 2; the letter behind tells work orders from tickets.
    let fresh = |letter: char| {
        let (millis, low) = (format!("({} + n / 16)", batch.millis), format!("n * {SPREAD} % 1000000000000000"));
        id(&format!("{} || '7000{letter}' || {}", hex(&millis, 12), hex(&low, 15)))
    };
    let rows = |table: &str, key: &str| {
        format!(
            "CREATE TEMPORARY TABLE of_{table} AS SELECT {table}.* FROM models JOIN {table} ON {table}.{key} = ticket; \
             ANALYZE of_{table};"
        )
    };
    format!(
        "CREATE TEMPORARY TABLE models AS SELECT listed.place, listed.id AS ticket, work_orders.id AS work_order
           FROM (SELECT 0 AS place, NULL AS id WHERE 1 = 0 UNION ALL VALUES {listed}) AS listed
           LEFT JOIN work_orders ON work_orders.ticket_id = listed.id;
         {rows}
         CREATE TEMPORARY TABLE copies AS SELECT n, ticket AS old_ticket, {new_ticket} AS new_ticket, \
           {old_ticket_text} AS old_ticket_text, {new_ticket_text} AS new_ticket_text, {new_order} AS new_order, \
           {old_order_text} AS old_order_text, {new_order_text} AS new_order_text
           FROM ({series}) AS numbered JOIN models ON models.place = n % {count};
         ANALYZE copies;",
        listed = listed.join(", "),
        rows = [
            ("tickets", "id"),
            ("work_orders", "ticket_id"),
            ("clocks", "ticket_id"),
            ("ticket_scopes", "ticket_id"),
            ("wakes", "ticket_id")
        ]
        .map(|(table, key)| rows(table, key))
        .join("\n"),
        new_ticket = fresh('8'),
        new_order = fresh('9'),
        old_ticket_text = id_text("ticket"),
        new_ticket_text = id_text(&fresh('8')),
        old_order_text = id_text("work_order"),
        new_order_text = id_text(&fresh('9')),
        series = series(batch.count),
        count = models.len(),
    )
}
