//! The queries of the hot paths use their indexes: asked of each engine's own planner, on tables that are not small.

use bihuan_domain::fact::{Day, Family, Flag};
use bihuan_domain::indicator::{CohortDay, Condition, Measure, Sum};
use bihuan_persistence::facts::{self, FactFilter};
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
        "whether another ticket of a call names its customer",
        "SELECT EXISTS (SELECT 1 FROM tickets WHERE call_id = {uuid} AND id <> {uuid} AND erased_at IS NULL)",
        "tickets_call",
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
    (
        "the next plan of which calls are open",
        "SELECT MIN(plan) FROM callbacks WHERE ended_at IS NULL AND plan > 'a'",
        "callbacks_next",
    ),
    (
        "the next calls of a plan",
        "SELECT document FROM callbacks WHERE ended_at IS NULL AND plan = 'fault' AND stage = 'due' \
         AND until_at IS NOT NULL ORDER BY until_at, due_at, id LIMIT 50",
        "callbacks_next",
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
        "what was put right in the file of a customer",
        "SELECT seq FROM events WHERE subject_id = {uuid} AND events.subject = 'customer' AND seq > 0 ORDER BY seq LIMIT 51",
        "events_customer",
    ),
    (
        "the ticket another system knows",
        "SELECT id FROM tickets WHERE system = 'a' AND external_id = 'b'",
        "tickets_system_external_id",
    ),
    (
        "how far a campaign has come",
        "SELECT standing, called, outcome, count(*) FROM campaign_members WHERE campaign_id = {uuid} \
         GROUP BY standing, called, outcome",
        "campaign_members_counted",
    ),
    (
        "a later page of the members of a campaign",
        "SELECT ticket_id FROM campaign_members WHERE campaign_id = {uuid} AND added_at >= {instant} \
         AND (added_at > {instant} OR ticket_id > {uuid}) ORDER BY added_at, ticket_id LIMIT 51",
        "campaign_members_added",
    ),
    (
        "whom a list names",
        "SELECT ticket_id FROM campaign_members WHERE campaign_id = {uuid} AND reference = 'a'",
        "campaign_members_reference",
    ),
    (
        "calls of a closed campaign that are open",
        "SELECT ticket_id FROM campaign_members WHERE campaign_id = {uuid} AND standing = 'open' \
         ORDER BY ticket_id LIMIT 100",
        "campaign_members_open",
    ),
    (
        "the closed campaign that is to be swept",
        "SELECT id FROM campaigns WHERE closed_at IS NOT NULL AND swept_at IS NULL ORDER BY closed_at LIMIT 1",
        "campaigns_unswept",
    ),
    (
        "whether a unit handed anybody in",
        "SELECT 1 FROM campaign_members WHERE handed_in_by = 'a' AND added_at >= {instant} AND added_at < {instant} LIMIT 1",
        "campaign_members_handed",
    ),
    (
        "a caller's tickets",
        "SELECT version FROM tickets WHERE phone_key = '1' ORDER BY opened_at DESC",
        "tickets_phone",
    ),
    (
        "whether whoever has this phone wants no calls",
        "SELECT id FROM customers WHERE calls_declined_at IS NOT NULL AND phone_key = '1'",
        "customers_calls_declined",
    ),
    (
        "the tickets of a customer who wants no calls",
        "SELECT id FROM tickets WHERE customer_id = {uuid} AND stage <> 'archived' LIMIT 500",
        "tickets_of_customer",
    ),
    (
        "a page of an inbox",
        "SELECT id FROM notifications WHERE user_id = {user} AND created_at <= {instant} \
         AND (created_at < {instant} OR id < {uuid}) ORDER BY created_at DESC, id DESC LIMIT 51",
        "notifications_user",
    ),
    (
        "what somebody has not read",
        "SELECT id FROM notifications WHERE user_id = {user} AND read_at IS NULL LIMIT 200",
        "notifications_unread",
    ),
    (
        "pushes of the last hour",
        "SELECT user_id, count(*) FROM notifications WHERE user_id IN ({user}) AND pushed \
         AND push_after > {instant} AND push_after <= {instant} GROUP BY user_id",
        "notifications_pushed",
    ),
    (
        "pushes that are due",
        "SELECT notification_id, attempts FROM notification_deliveries WHERE channel = 'smtp' AND state = 'pending' \
         AND next_attempt_at <= {instant} ORDER BY next_attempt_at LIMIT 8",
        "notification_deliveries_due",
    ),
    ("the job that is due", "SELECT id FROM jobs WHERE due_at <= {instant} ORDER BY due_at LIMIT 1", "jobs_due"),
    (
        "a page of jobs",
        "SELECT id FROM jobs WHERE created_at <= {instant} AND (created_at < {instant} OR id < {uuid}) \
         ORDER BY created_at DESC, id DESC LIMIT 51",
        "jobs_created",
    ),
    (
        "the next tickets whose clocks run",
        "SELECT DISTINCT ticket_id FROM clocks WHERE ended_at IS NULL AND ticket_id > {uuid} ORDER BY ticket_id LIMIT 50",
        "clocks_running",
    ),
    (
        "earlier tickets of a matter, locked for counting",
        "SELECT ticket_matters.ticket_id FROM ticket_matters INNER JOIN tickets ON tickets.id = ticket_matters.ticket_id \
         WHERE ticket_matters.key = 'k7' AND ticket_matters.opened_at >= {instant} AND tickets.stage <> 'cancelled' \
         LIMIT 1000",
        "ticket_matters_pkey",
    ),
    (
        "a later page of the tickets of a matter",
        "SELECT tickets.version, tickets.document FROM ticket_matters INNER JOIN tickets \
         ON tickets.id = ticket_matters.ticket_id WHERE ticket_matters.key = 'k7' AND ticket_matters.opened_at <= {instant} \
         AND (ticket_matters.opened_at < {instant} OR ticket_matters.ticket_id < {uuid}) \
         ORDER BY ticket_matters.opened_at DESC, ticket_matters.ticket_id DESC LIMIT 51",
        "ticket_matters_pkey",
    ),
    (
        "the matters of a ticket",
        "SELECT key FROM ticket_matters WHERE ticket_id = {uuid} ORDER BY key",
        "ticket_matters_ticket",
    ),
    (
        "a page of the appeals to be ruled on",
        "SELECT version, document FROM appeals WHERE stage = 'raised' ORDER BY raised_at, id LIMIT 51",
        "appeals_stage",
    ),
    (
        "the appeal that somebody is to be told of next",
        "SELECT version, document FROM appeals WHERE watch_at < {instant} ORDER BY watch_at LIMIT 1{lock}",
        "appeals_watch",
    ),
    (
        "the appeals of a ticket",
        "SELECT version, document FROM appeals WHERE ticket_id = {uuid} ORDER BY raised_at, id LIMIT 51",
        "appeals_ticket",
    ),
    (
        "tickets that wait for one whose department is done",
        "SELECT merges.ticket_id, merges.main_id FROM merges INNER JOIN tickets ON tickets.id = merges.main_id \
         WHERE merges.waiting AND tickets.stage NOT IN ('draft', 'pending_dispatch', 'handling') \
         ORDER BY merges.ticket_id LIMIT 100",
        "merges_waiting",
    ),
    (
        "tickets that were brought before the team",
        "SELECT helps.asked_at, tickets.version, tickets.document FROM helps INNER JOIN tickets \
         ON tickets.id = helps.ticket_id ORDER BY helps.asked_at, helps.ticket_id LIMIT 51",
        "helps_asked",
    ),
    (
        "whether others wait for a ticket",
        "SELECT 1 FROM merges WHERE main_id = {uuid} AND waiting LIMIT 1",
        "merges_main",
    ),
    (
        "the first page of what a number counts",
        "SELECT ticket_id FROM facts WHERE family = 'ticket' AND standing <> 'adjusted' AND begun_day >= 3 \
         AND begun_day <= 20 AND (flags & 1) <> 0 ORDER BY begun_day, subject_id LIMIT 201",
        "facts_begun",
    ),
    (
        "a later page of what a number counts",
        "SELECT ticket_id FROM facts WHERE family = 'ticket' AND standing <> 'adjusted' AND done_day >= 3 \
         AND done_day <= 20 AND (flags & 1) <> 0 AND done_day >= 7 AND (done_day > 7 OR subject_id > {uuid}) \
         ORDER BY done_day, subject_id LIMIT 201",
        "facts_done",
    ),
    (
        "how long tickets were in a step",
        "SELECT queue_seconds / 3600 FROM facts WHERE family = 'ticket' AND standing <> 'adjusted' AND done_day >= 3 \
         AND done_day <= 5 AND (flags & 1) <> 0 AND queue_seconds IS NOT NULL",
        "facts_done",
    ),
    (
        "tickets about the same matter",
        "SELECT matter, opened_at, ticket_id FROM facts WHERE matter IN ('m7', 'm8') AND opened_at BETWEEN {instant} \
         AND {instant} AND standing <> 'adjusted'",
        "facts_matter",
    ),
    ("the facts of a ticket", "SELECT subject_id FROM facts WHERE ticket_id IN ({uuid})", "facts_ticket"),
    (
        "a sum over a month",
        "SELECT sum_key, SUM(value) FROM figure_sums WHERE sum_key IN ('s7') AND day >= 3 AND day <= 20 GROUP BY sum_key",
        "figure_sums_pkey",
    ),
    (
        "what upheld appeals change about a ticket",
        "SELECT appeal_id FROM adjustments WHERE ticket_id IN ({uuid})",
        "adjustments_ticket",
    ),
    (
        "the next tickets of a period",
        "SELECT document FROM tickets WHERE opened_at >= {instant} AND opened_at < {instant} AND opened_at >= {instant} \
         AND (opened_at > {instant} OR id > {uuid}) ORDER BY opened_at, id LIMIT 50",
        "tickets_opened",
    ),
];

/// Enough rows, of one moment each, that reading them all is never the cheaper plan; most of the work is done, as in life.
fn fill(engine: Engine) -> String {
    let (series, id, at, json, no) = match engine {
        Engine::Postgres => (
            "SELECT n FROM generate_series(1, 20000) AS s(n)",
            "CAST('00000000-0000-7000-8000-' || lpad(CAST(n AS TEXT), 12, '0') AS UUID)",
            "to_timestamp(1700000000 + n)",
            "CAST('{}' AS JSONB)",
            "FALSE",
        ),
        Engine::Sqlite => (
            "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 20000) SELECT n FROM s",
            "unhex('00000000000070008000' || printf('%012d', n))",
            "(1700000000 + n) * 1000000",
            "'{}'",
            "0",
        ),
    };
    let user = id
        .replace("CAST(n AS TEXT)", "CAST(n % 10 + 1 AS TEXT)")
        .replace("printf('%012d', n)", "printf('%012d', n % 10 + 1)");
    let campaign = user.replace("n % 10 + 1", "n % 100 + 1");
    format!(
        "INSERT INTO tickets (id, number, stage, kind, channel, area, system, external_id, phone_key, accept_path, \
         opened_at, version, document, call_id) SELECT {id}, 'N' || n, CASE n % 100 WHEN 0 THEN 'pending_dispatch' WHEN 1 THEN \
         'handling' ELSE 'archived' END, 'fault', 'phone', 'urban', 's', 'x' || n, 'p' || n, 'company/centre/', {at}, \
         1, {json}, {id} FROM ({series}) AS series; \
         INSERT INTO work_orders (id, ticket_id, no, stage, holder_path, dispatched_at, version, document) \
         SELECT {id}, {id}, 1, CASE n % 100 WHEN 0 THEN 'received' ELSE 'approved' END, 'company/repair/', {at}, 1, \
         {json} FROM ({series}) AS series; \
         INSERT INTO callbacks (id, ticket_id, plan, stage, due_at, until_at, ended_at, version, document) SELECT {id}, {id}, \
         'fault', CASE n % 100 WHEN 0 THEN 'due' ELSE 'satisfied' END, {at}, {at}, CASE n % 100 WHEN 0 THEN NULL ELSE {at} \
         END, 1, {json} FROM ({series}) AS series; \
         INSERT INTO customers (id, name, phone_key, version, created_at, calls_declined_at) SELECT {id}, 'c', 'p' || n, 1, \
         {at}, CASE n % 10 WHEN 0 THEN {at} ELSE NULL END FROM ({series}) AS series; \
         INSERT INTO wakes (ticket_id, due_at, failures) SELECT {id}, {at}, 0 FROM ({series}) AS series; \
         INSERT INTO events (id, ticket_id, subject, subject_id, name, at, actor, data) SELECT {id}, {id}, 'ticket', \
         {id}, 'opened', {at}, {json}, {json} FROM ({series}) AS series; \
         INSERT INTO units (code, name_zh, name_en, function) VALUES ('u', 'u', 'u', 'group'); \
         INSERT INTO users (id, login, name, unit, roles, password_hash, disabled, version, created_at) \
         SELECT {id}, 'l' || n, 'n', 'u', {json}, 'x', {no}, 1, {at} FROM ({series}) AS series WHERE n <= 10; \
         INSERT INTO notifications (id, user_id, ticket_id, event_id, policy, code, subject, emergency, pushed, \
         push_after, created_at, read_at) SELECT {id}, {user}, {id}, {id}, 1, 'urged', {json}, {no}, n % 2 = 0, {at}, \
         {at}, CASE n % 100 WHEN 0 THEN NULL ELSE {at} END FROM ({series}) AS series; \
         INSERT INTO notification_deliveries (notification_id, channel, state, attempts, next_attempt_at) \
         SELECT {id}, 'smtp', CASE n % 100 WHEN 0 THEN 'pending' ELSE 'sent' END, 0, {at} FROM ({series}) AS series; \
         INSERT INTO jobs (id, kind, state, unit_path, actor, input, done, failures, cancel_asked, due_at, created_at) \
         SELECT {id}, 'policy_preview', 'succeeded', '', {json}, {json}, 0, 0, {no}, CASE n % 1000 WHEN 0 THEN {at} \
         ELSE NULL END, {at} FROM ({series}) AS series; \
         INSERT INTO clocks (ticket_id, no, code, due_at, ended_at, document) SELECT {id}, 1, 'handle', {at}, \
         CASE n % 100 WHEN 0 THEN NULL ELSE {at} END, {json} FROM ({series}) AS series; \
         INSERT INTO ticket_matters (key, opened_at, ticket_id) SELECT 'k' || (n / 4), {at}, {id} FROM ({series}) AS series; \
         INSERT INTO appeals (id, ticket_id, against, stage, unit_path, raised_at, watch_at, version, document) SELECT {id}, \
         {id}, 'level', CASE n % 100 WHEN 0 THEN 'raised' ELSE 'upheld' END, 'company/', {at}, CASE n % 100 WHEN 0 THEN {at} \
         ELSE NULL END, 1, {json} FROM ({series}) AS series; \
         INSERT INTO merges (ticket_id, main_id, waiting) SELECT {id}, {id}, n % 100 = 0 FROM ({series}) AS series; \
         INSERT INTO helps (ticket_id, asked_at) SELECT {id}, {at} FROM ({series}) AS series; \
         INSERT INTO campaigns (id, unit_path, opened_at, closed_at, swept_at, version, document) SELECT {id}, 'company/', {at}, \
         {at}, CASE n % 1000 WHEN 0 THEN NULL ELSE {at} END, 1, {json} FROM ({series}) AS series; \
         INSERT INTO campaign_members (ticket_id, campaign_id, reference, handed_in_by, added_at, called, standing) \
         SELECT {id}, {campaign}, 'r' || n, 'u' || (n % 50), {at}, {no}, CASE n % 1000 WHEN 99 THEN 'open' ELSE 'reached' END \
         FROM ({series}) AS series; \
         INSERT INTO facts (subject_id, standing, family, ticket_id, opened_at, policy, begun_day, done_day, unit_path, \
         intake_path, kind, area, channel, matter, flags) SELECT {id}, 'both', 'ticket', {id}, {at}, 1, n / 200, n * 7919 % 100, \
         'company/', 'company/', 'fault', 'urban', 'phone', 'm' || (n / 4), 1 FROM ({series}) AS series; \
         INSERT INTO figure_sums (sum_key, day, unit_path, kind, value) SELECT 's' || (n % 200), n, 'company/', 'fault', 1 \
         FROM ({series}) AS series; \
         INSERT INTO adjustments (appeal_id, ticket_id, against, subject, adjusted, unit_path, ruled_at) \
         SELECT {id}, {id}, 'level', 'ticket', 'excluded', 'company/', {at} FROM ({series}) AS series; \
         ANALYZE;"
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
            let user = uuid.replace("000100'", "000003'");
            let lock = if engine == Engine::Postgres { " FOR UPDATE SKIP LOCKED" } else { "" };
            let query = query
                .replace("{uuid}", uuid)
                .replace("{instant}", instant)
                .replace("{lock}", lock)
                .replace("{user}", &user);
            let plan = database.read(move |tx| Ok::<_, DbError>(tx.plan(&query)?.join("\n"))).await.unwrap();
            let served = plan.contains(index)
                || plan.contains("sqlite_autoindex_tickets")
                || (index.ends_with("_pkey") && plan.contains("USING PRIMARY KEY"));
            assert!(served, "{what} on {engine:?}:\n{plan}");
            let scans = plan.contains("Seq Scan") || plan.contains("SCAN tickets\n") || plan.contains("TEMP B-TREE");
            assert!(!scans, "{what} on {engine:?}:\n{plan}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_page_of_what_a_number_counts_reads_little_more_than_the_page_however_few_the_planner_expects() {
    each_engine(|database| async move {
        let engine = database.engine();
        let filling = fill(engine);
        database.write(move |tx| tx.script(&filling)).await.unwrap();
        // Each condition on a flag looks to PostgreSQL as if one row in two hundred met it. Here all do.
        let among = Condition::All(&[Condition::Is(Flag::Accepted), Condition::Not(Flag::Cancelled)]);
        let sum = Sum::new(Family::Ticket, CohortDay::Done, among, Measure::Count(Condition::Always));
        let day = |text: &str| text.parse::<Day>().unwrap();
        let filter = FactFilter::days(day("1970-01-01"), day("1970-06-01"));
        let read = move |tx: &mut bihuan_persistence::Tx<'_>| {
            let page = facts::list(tx, &sum, &filter, None, 200)?;
            let little = "SELECT 1 FROM pg_stat_xact_user_tables WHERE relname = 'facts' \
                          AND seq_tup_read + COALESCE(idx_tup_fetch, 0) < 1000";
            Ok::<_, DbError>((page.len(), if engine == Engine::Postgres { tx.execute(little)? } else { 1 }))
        };
        assert_eq!(database.snapshot(read).await.unwrap(), (200, 1));
    })
    .await;
}
