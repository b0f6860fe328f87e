-- Figures that need what stands in lists, counted once more: in whose hands tickets were, and what customers measured. No fact,
-- no sum, no code of the program. For SQLite; the other engine has a script of its own that differs in how lists are taken
-- out of a document.
WITH
-- The parts of the time split, and what figures call them.
steps (holder, step) AS (
    VALUES ('intake', 'intake'), ('queue', 'queue'), ('unit', 'unit'), ('crew_travel', 'travel'), ('crew_work', 'work'),
        ('awaiting_customer', 'customer'), ('approved_pause', 'pause'), ('review', 'review'), ('callback', 'callback')
),
-- Demands that were accepted, not given up before dispatch, and came to an end. Calls of campaigns are none until they bring
-- something to do.
closed AS (
    SELECT subject_id AS id FROM events WHERE subject = 'ticket' GROUP BY subject_id
    HAVING COUNT(CASE WHEN name IN ('accepted', 'answered_on_spot') THEN 1 END) > 0
        AND COUNT(CASE WHEN name = 'cancelled' THEN 1 END) = 0
        AND (COUNT(CASE WHEN name IN ('dispatched', 'sent_back', 'reopened') THEN 1 END) > 0
            OR subject_id NOT IN (SELECT ticket_id FROM campaign_members))
        AND MAX(CASE WHEN name IN ('archived', 'answered_on_spot') THEN seq END)
            > COALESCE(MAX(CASE WHEN name = 'reopened' THEN seq END), 0)
),
-- From which millisecond on each ticket was in whose hands.
held AS (
    SELECT tickets.id, entries.key AS place, entries.value ->> 'holder' AS holder,
        CAST(ROUND((julianday(entries.value ->> 'since') - 2440587.5) * 86400000) AS BIGINT) AS since
    FROM tickets, json_each(tickets.document, '$.holdings') AS entries
),
legs AS (
    SELECT id, holder, LEAD(since) OVER (PARTITION BY id ORDER BY place) - since AS spent FROM held
),
-- Seconds in each pair of hands.
dwelt AS (
    SELECT closed.id, holder, CAST(SUM(spent) AS BIGINT) / 1000 AS seconds FROM legs JOIN closed ON closed.id = legs.id
    WHERE holder IS NOT NULL AND spent > 0 GROUP BY closed.id, holder
),
ranked AS (
    SELECT holder, seconds, ROW_NUMBER() OVER (PARTITION BY holder ORDER BY seconds) AS place,
        COUNT(*) OVER (PARTITION BY holder) AS number
    FROM dwelt
),
of_steps AS (
    SELECT step, COUNT(seconds) AS tickets, SUM(seconds) AS seconds,
        MIN(CASE WHEN place >= (number * 95 + 99) / 100 THEN seconds END) AS most
    FROM steps LEFT JOIN ranked ON ranked.holder = steps.holder GROUP BY step
),
-- Staff whom demands praise that were accepted and not given up before dispatch.
praised AS (
    SELECT tickets.id FROM tickets, json_each(tickets.document, '$.demand.praised') AS people
    WHERE tickets.stage NOT IN ('draft', 'cancelled')
),
-- Callbacks that count, in which the customer was spoken to, and have come to an end.
spoken AS (
    SELECT subject_id AS id FROM events WHERE subject = 'callback' GROUP BY subject_id
    HAVING COUNT(CASE WHEN name IN ('dropped', 'removed') THEN 1 END) = 0
        AND COUNT(CASE WHEN name IN ('satisfied', 'unsatisfied') THEN 1 END) > 0
),
-- What was measured, the latest on each scale. Agent, crew and channel may be rated on the scale of satisfaction, too, and
-- are no part of the index.
measured AS (
    SELECT surveys.ticket_id, surveys.document ->> 'id' AS survey,
        ratings.value -> 'scale' ->> 'code' AS scale, CAST(ratings.value ->> 'value' AS BIGINT) AS value,
        ROW_NUMBER() OVER (PARTITION BY surveys.id, ratings.value -> 'scale' ->> 'code' ORDER BY ratings.key DESC) AS place
    FROM surveys, json_each(surveys.document, '$.ratings') AS ratings
    WHERE surveys.stage = 'answered' AND ratings.value ->> 'value' IS NOT NULL
        AND (ratings.value -> 'scale' ->> 'code' <> 'satisfaction-4' OR ratings.value ->> 'subject' = 'handling')
),
-- Joined in this order: SQLite would otherwise go through all that was measured for every callback.
answered AS (
    SELECT measured.scale, measured.value FROM measured CROSS JOIN callbacks
    WHERE measured.place = 1 AND callbacks.ticket_id = measured.ticket_id AND callbacks.document ->> 'survey' = measured.survey
        AND callbacks.id IN (SELECT id FROM spoken)
),
of_answers AS (
    SELECT COUNT(CASE WHEN scale = 'nps' THEN 1 END) AS recommend_asked,
        COUNT(CASE WHEN scale = 'nps' AND value >= 9 THEN 1 END) - COUNT(CASE WHEN scale = 'nps' AND value <= 6 THEN 1 END)
            AS net,
        COUNT(CASE WHEN scale = 'ces' THEN 1 END) AS effort_asked, SUM(CASE WHEN scale = 'ces' THEN value END) AS effort,
        COUNT(CASE WHEN scale = 'satisfaction-4' THEN 1 END) AS scored,
        SUM(CASE WHEN scale = 'satisfaction-4' THEN value END) AS score
    FROM answered
),
figures AS (
    SELECT 'mean_' || step || '_time.denominator' AS figure, tickets AS number FROM of_steps
    UNION ALL SELECT 'mean_' || step || '_time.numerator', seconds FROM of_steps
    UNION ALL SELECT 'p95_' || step || '_time.denominator', tickets FROM of_steps
    UNION ALL SELECT 'p95_' || step || '_time.value', most FROM of_steps
    UNION ALL SELECT 'praises.numerator', COUNT(*) FROM praised
    UNION ALL SELECT 'net_promoter_score.denominator', recommend_asked FROM of_answers
    UNION ALL SELECT 'net_promoter_score.numerator', net FROM of_answers
    UNION ALL SELECT 'customer_effort_score.denominator', effort_asked FROM of_answers
    UNION ALL SELECT 'customer_effort_score.numerator', effort FROM of_answers
    UNION ALL SELECT 'customer_satisfaction_index.denominator', scored FROM of_answers
    UNION ALL SELECT 'customer_satisfaction_index.numerator', score FROM of_answers
)
SELECT figure || ' ' || CAST(CAST(COALESCE(number, 0) AS BIGINT) AS TEXT) AS text FROM figures ORDER BY 1
