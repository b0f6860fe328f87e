use std::path::Path;

use anyhow::Result;
use rusqlite::Connection;

use super::{ENDED, FOREIGN_PATH, ONE_WAITS_IN, SPREAD, WAITING};

/// Copies the one ticket, a second apart, each with an id, a number and a time of its own.
pub(super) fn load(file: &Path, tickets: u32) -> Result<()> {
    let connection = Connection::open(file)?;
    // What is lost in a power cut is made again.
    connection.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -262144;")?;
    connection.execute_batch(&statements(tickets))?;
    Ok(())
}

fn statements(tickets: u32) -> String {
    let foreign = ONE_WAITS_IN * 2;
    format!(
        "BEGIN;
         WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {tickets}),
         fresh AS (
           SELECT n, opened_at - ({tickets} - n + 1) * 1000000 AS at,
             printf('%012x', opened_at / 1000 - ({tickets} - n + 1) * 1000) || '70008' || \
               printf('%015x', n * {SPREAD}) AS hex,
             tickets.*
           FROM tickets CROSS JOIN counted
         )
         INSERT INTO tickets (id, number, stage, kind, channel, area, system, external_id, phone_key, customer_id, \
           accept_path, opened_at, version, document)
         SELECT unhex(hex), 'BULK' || n, iif(n % {ONE_WAITS_IN} = 0, '{WAITING}', '{ENDED}'), kind, channel, area, \
           system, external_id, phone_key, customer_id, iif(n % {foreign} = 0, '{FOREIGN_PATH}', accept_path), at, \
           version,
           json_set(document, '$.number', 'BULK' || n, '$.opened_at', strftime('%Y-%m-%dT%H:%M:%fZ', at / 1e6, \
             'unixepoch'), '$.id', substr(hex, 1, 8) || '-' || substr(hex, 9, 4) || '-' || substr(hex, 13, 4) || \
             '-' || substr(hex, 17, 4) || '-' || substr(hex, 21))
         FROM fresh;
         INSERT OR IGNORE INTO ticket_scopes SELECT id, accept_path FROM tickets;
         COMMIT;
         ANALYZE;
         PRAGMA wal_checkpoint(TRUNCATE);"
    )
}
