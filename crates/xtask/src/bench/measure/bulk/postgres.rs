use super::{ENDED, FOREIGN_PATH, ONE_WAITS_IN, SPREAD, WAITING};

/// Copies the one ticket, a second apart, each with an id, a number and a time of its own.
pub(super) fn statements(tickets: u32) -> String {
    let foreign = ONE_WAITS_IN * 2;
    format!(
        "INSERT INTO tickets (id, number, stage, kind, channel, area, system, external_id, phone_key, customer_id, \
           accept_path, opened_at, version, document)
         SELECT fresh.id, fresh.number, fresh.stage, kind, channel, area, system, external_id, phone_key, customer_id, \
           COALESCE(fresh.path, accept_path), fresh.opened_at, version,
           document || jsonb_build_object('id', fresh.id, 'number', fresh.number, 'opened_at', \
             to_char(fresh.opened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'))
         FROM tickets CROSS JOIN LATERAL (
           SELECT 'BULK' || n AS number,
             CASE WHEN n % {ONE_WAITS_IN} = 0 THEN '{WAITING}' ELSE '{ENDED}' END AS stage,
             CASE WHEN n % {foreign} = 0 THEN '{FOREIGN_PATH}' END AS path,
             tickets.opened_at - ({tickets} - n + 1) * INTERVAL '1 second' AS opened_at,
             CAST(lpad(to_hex(CAST(extract(epoch FROM tickets.opened_at) * 1000 AS BIGINT) - \
               ({tickets} - n + 1) * 1000), 12, '0') || '70008' || lpad(to_hex(n * {SPREAD}), 15, '0') AS UUID) AS id
           FROM generate_series(1, CAST({tickets} AS BIGINT)) AS n
         ) AS fresh;
         INSERT INTO ticket_scopes SELECT id, accept_path FROM tickets ON CONFLICT DO NOTHING;
         VACUUM ANALYZE tickets;
         VACUUM ANALYZE ticket_scopes;
         CHECKPOINT;"
    )
}
