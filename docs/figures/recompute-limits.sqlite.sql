-- Rates of what was done in time, counted once more from the clocks' own records, the rules they follow and the log: no
-- fact, no sum, no code of the program. For SQLite; the other engine has a script of its own that differs in how
-- lists are taken out of a document.
WITH
-- By which milestones the clocks of each code stop, by the version of the policy that a ticket is under.
waits AS (
    SELECT DISTINCT policies.version AS policy, rules.value ->> 'code' AS code, stops.value AS milestone
    FROM policies, json_each(bundle, '$.clock') AS rules, json_each(rules.value, '$.stop') AS stops
),
-- For which deadline of a clock it was announced that its time is used up.
announced AS (
    SELECT DISTINCT ticket_id, CAST(data -> 'alarm' ->> 'no' AS INTEGER) AS no,
        data -> 'alarm' ->> 'generation' AS generation
    FROM events WHERE subject = 'clock' AND name = 'breached'
),
-- What each clock says: late when it stopped behind its deadline, or runs and is announced; in time when it stopped before.
said AS (
    SELECT clocks.ticket_id, clocks.work_order_id, clocks.code, tickets.document ->> 'policy' AS policy,
        CASE WHEN clocks.ended_at IS NULL OR clocks.document -> 'end' ->> 'at' > clocks.document ->> 'due_at'
            THEN 1 ELSE 0 END AS late
    FROM clocks JOIN tickets ON tickets.id = clocks.ticket_id
        LEFT JOIN announced ON announced.ticket_id = clocks.ticket_id AND announced.no = clocks.no
            AND (announced.generation = clocks.document ->> 'generation'
                -- It moved, to a moment that was over already.
                OR clocks.document ->> 'due_at' <= clocks.document ->> '$.revisions[#-1].at')
    WHERE clocks.document -> 'end' ->> 'how' = 'stopped' OR (clocks.ended_at IS NULL AND announced.no IS NOT NULL)
),
-- Late when one of the clocks that wait for the milestone says so.
judged AS (
    SELECT said.ticket_id, said.work_order_id, waits.milestone, MAX(said.late) AS late
    FROM said JOIN waits ON waits.policy = said.policy AND waits.code = said.code
    GROUP BY said.ticket_id, said.work_order_id, waits.milestone
),
dispatched AS (SELECT ticket_id, MAX(late) AS late FROM judged WHERE milestone = 'dispatched' GROUP BY ticket_id),
-- Demands that were accepted and not given up before dispatch. Calls of campaigns are none until they bring something to do.
accepted AS (
    SELECT subject_id AS id FROM events WHERE subject = 'ticket' GROUP BY subject_id
    HAVING COUNT(CASE WHEN name IN ('accepted', 'answered_on_spot') THEN 1 END) > 0
        AND COUNT(CASE WHEN name = 'cancelled' THEN 1 END) = 0
        AND (COUNT(CASE WHEN name IN ('dispatched', 'sent_back', 'reopened') THEN 1 END) > 0
            OR subject_id NOT IN (SELECT ticket_id FROM campaign_members))
),
-- Tickets that wait, or waited to the end, for the crew of another: nobody goes there for them.
spared AS (
    SELECT subject_id AS id FROM events WHERE subject = 'ticket' AND name IN ('merged', 'unmerged') GROUP BY subject_id
    HAVING COALESCE(MAX(CASE WHEN name = 'merged' THEN seq END), 0)
        > COALESCE(MAX(CASE WHEN name = 'unmerged' THEN seq END), 0)
),
-- Work orders that were not called off, and what happened to them.
sent AS (
    SELECT events.subject_id AS id, events.ticket_id,
        MAX(CASE WHEN name = 'contacted' THEN seq END) AS contacted,
        MAX(CASE WHEN name = 'arrived' THEN seq END) AS arrived,
        MAX(CASE WHEN name = 'replied' THEN seq END) AS replied
    FROM events WHERE subject = 'work_order' GROUP BY events.subject_id, events.ticket_id
    HAVING COUNT(CASE WHEN name = 'dispatched' THEN 1 END) > 0 AND COUNT(CASE WHEN name = 'cancelled' THEN 1 END) = 0
),
timed AS (
    SELECT sent.id, sent.replied, judged.milestone, judged.late FROM sent JOIN judged ON judged.work_order_id = sent.id
    WHERE judged.milestone <> 'arrived' OR sent.arrived IS NOT NULL OR sent.ticket_id NOT IN (SELECT id FROM spared)
),
leads AS (
    SELECT COUNT(*) AS orders,
        COUNT(CASE WHEN sent.contacted IS NOT NULL AND sent.id NOT IN (
            SELECT id FROM timed WHERE milestone = 'contacted' AND late = 1
        ) THEN 1 END) AS answered
    FROM sent JOIN work_orders ON work_orders.id = sent.id WHERE work_orders.document ->> 'lead' IN (1, 'true')
),
-- Whether a clock over the handling, up to a reply, its approval or the end, says that it took too long.
handled AS (
    SELECT ticket_id, MAX(late) AS late FROM judged
    WHERE milestone IN ('replied', 'approved', 'department_done', 'finally_answered', 'archived') GROUP BY ticket_id
),
-- Demands with work orders to more than one unit, and whether they ended.
shared AS (
    SELECT accepted.id, tickets.stage IN ('archived', 'closed_on_spot') AS ended, handled.late
    FROM accepted JOIN tickets ON tickets.id = accepted.id LEFT JOIN handled ON handled.ticket_id = accepted.id
    WHERE accepted.id IN (
        SELECT ticket_id FROM work_orders WHERE stage <> 'cancelled' GROUP BY ticket_id HAVING COUNT(DISTINCT holder_path) > 1
    )
),
figures AS (
    SELECT 'dispatch_in_time_rate.denominator' AS figure, COUNT(*) AS number
        FROM dispatched JOIN accepted ON accepted.id = dispatched.ticket_id
    UNION ALL SELECT 'dispatch_in_time_rate.numerator', COUNT(CASE WHEN late = 0 THEN 1 END)
        FROM dispatched JOIN accepted ON accepted.id = dispatched.ticket_id
    UNION ALL SELECT 'receipt_in_time_rate.denominator', COUNT(*) FROM timed WHERE milestone = 'received'
    UNION ALL SELECT 'receipt_in_time_rate.numerator', COUNT(*) FROM timed WHERE milestone = 'received' AND late = 0
    UNION ALL SELECT 'arrival_in_time_rate.denominator', COUNT(*) FROM timed WHERE milestone = 'arrived'
    UNION ALL SELECT 'arrival_in_time_rate.numerator', COUNT(*) FROM timed WHERE milestone = 'arrived' AND late = 0
    UNION ALL SELECT 'contact_in_time_rate.denominator', COUNT(*) FROM timed WHERE milestone = 'contacted'
    UNION ALL SELECT 'contact_in_time_rate.numerator', COUNT(*) FROM timed WHERE milestone = 'contacted' AND late = 0
    UNION ALL SELECT 'reply_in_time_rate.denominator', COUNT(*) FROM timed
        WHERE milestone = 'replied' AND replied IS NOT NULL
    UNION ALL SELECT 'reply_in_time_rate.numerator', COUNT(*) FROM timed
        WHERE milestone = 'replied' AND replied IS NOT NULL AND late = 0
    UNION ALL SELECT 'co_handled_in_time_rate.numerator', COUNT(CASE WHEN ended AND COALESCE(late, 0) = 0 THEN 1 END)
        FROM shared
    UNION ALL SELECT 'response_rate.denominator', orders FROM leads
    UNION ALL SELECT 'response_rate.numerator', answered FROM leads
)
SELECT figure || ' ' || CAST(COALESCE(number, 0) AS TEXT) AS text FROM figures ORDER BY 1
