-- Figures that need arithmetic with time, counted once more from the log and the tickets: no fact, no sum, no code of the
-- program. For PostgreSQL; the other engine has a script of its own that differs in nothing but that.
WITH
accepted AS (
    SELECT subject_id AS id FROM events WHERE subject = 'ticket' GROUP BY subject_id
    HAVING COUNT(CASE WHEN name IN ('accepted', 'answered_on_spot') THEN 1 END) > 0
        AND COUNT(CASE WHEN name = 'cancelled' THEN 1 END) = 0
        -- Calls of campaigns are no demands until they bring something to do.
        AND (COUNT(CASE WHEN name IN ('dispatched', 'sent_back', 'reopened') THEN 1 END) > 0
            OR subject_id NOT IN (SELECT ticket_id FROM campaign_members))
),
-- When tickets were opened, ended and opened again.
spans AS (
    SELECT events.subject_id AS id, MIN(CASE WHEN name = 'opened' THEN at END) AS opened,
        MAX(CASE WHEN name IN ('archived', 'answered_on_spot') THEN seq END) AS ended_seq,
        MAX(CASE WHEN name IN ('archived', 'answered_on_spot') THEN at END) AS ended,
        MAX(CASE WHEN name = 'reopened' THEN seq END) AS reopened_seq
    FROM events WHERE subject = 'ticket' GROUP BY events.subject_id
),
closed AS (
    SELECT spans.* FROM spans JOIN accepted ON accepted.id = spans.id WHERE ended_seq > COALESCE(reopened_seq, 0)
),
-- When work orders that were not called off were sent out and last replied to, unless their work is being done again.
replied AS (
    SELECT subject_id AS id, MIN(CASE WHEN name = 'dispatched' THEN at END) AS sent,
        MAX(CASE WHEN name = 'replied' THEN at END) AS replied
    FROM events WHERE subject = 'work_order' GROUP BY subject_id
    HAVING COUNT(CASE WHEN name = 'cancelled' THEN 1 END) = 0 AND COUNT(CASE WHEN name = 'replied' THEN 1 END) > 0
),
-- When crews arrived and restored the matter: what one crew did says nothing about the next, nor about work done again.
crews AS (
    SELECT subject_id AS id, MIN(CASE WHEN name = 'dispatched' THEN at END) AS sent,
        MAX(CASE WHEN name = 'arrived' THEN at END) AS arrived, MAX(CASE WHEN name = 'arrived' THEN seq END) AS arrived_seq,
        MAX(CASE WHEN name = 'restored' THEN at END) AS restored, MAX(CASE WHEN name = 'restored' THEN seq END) AS restored_seq,
        COALESCE(MAX(CASE WHEN name IN ('crew_assigned', 'transferred', 'redo_ordered') THEN seq END), 0) AS left_seq
    FROM events WHERE subject = 'work_order' GROUP BY subject_id
    HAVING COUNT(CASE WHEN name = 'cancelled' THEN 1 END) = 0
),
-- Who asks for the same thing: a customer or a number, about a kind of matter at a place.
asked AS MATERIALIZED (
    SELECT id, opened_at, COALESCE(document -> 'demand' ->> 'customer', phone_key) AS who, kind,
        COALESCE(document -> 'demand' ->> 'region', '') AS place
    FROM tickets
),
-- How often the same was asked within the thirty days before.
repeats AS (
    SELECT later.id, COUNT(*) AS earlier FROM asked AS later JOIN asked AS before
        ON before.who = later.who AND before.kind = later.kind AND before.place = later.place
        AND (before.opened_at < later.opened_at OR (before.opened_at = later.opened_at AND before.id < later.id))
        AND later.opened_at - before.opened_at <= INTERVAL '30 days'
    JOIN accepted ON accepted.id = later.id GROUP BY later.id
),
figures AS (
    SELECT 'mean_handling_time.denominator' AS figure, COUNT(*) AS number FROM closed
    UNION ALL SELECT 'mean_handling_time.numerator', SUM(FLOOR(EXTRACT(EPOCH FROM ended - opened))) FROM closed
    UNION ALL SELECT 'mean_reply_time.denominator', COUNT(*) FROM replied
    UNION ALL SELECT 'mean_reply_time.numerator', SUM(FLOOR(EXTRACT(EPOCH FROM replied - sent))) FROM replied
    UNION ALL SELECT 'mean_arrival_time.denominator', COUNT(*) FROM crews WHERE arrived_seq > left_seq
    UNION ALL SELECT 'mean_arrival_time.numerator', SUM(FLOOR(EXTRACT(EPOCH FROM arrived - sent))) FROM crews WHERE arrived_seq > left_seq
    UNION ALL SELECT 'mean_repair_time.denominator', COUNT(*) FROM crews WHERE restored_seq > left_seq
    UNION ALL SELECT 'mean_repair_time.numerator', SUM(FLOOR(EXTRACT(EPOCH FROM restored - sent))) FROM crews WHERE restored_seq > left_seq
    UNION ALL SELECT 'repeat_rate.denominator', COUNT(*) FROM accepted
    UNION ALL SELECT 'repeat_rate.numerator', COUNT(*) FROM repeats
    UNION ALL SELECT 'third_call_rate.numerator', COUNT(CASE WHEN earlier = 2 THEN 1 END) FROM repeats
)
SELECT figure || ' ' || CAST(CAST(COALESCE(number, 0) AS BIGINT) AS TEXT) AS text FROM figures ORDER BY 1
