-- Figures counted once more, from the log, the clocks and what customers answered: no fact, no sum, no code of the program.
-- Runs as it stands on PostgreSQL and on SQLite; a test runs it beside the program and compares number for number. What
-- needs arithmetic with time, which the engines write differently, stands in recompute-times.postgres.sql and .sqlite.sql; what
-- needs the rules of clocks, in recompute-limits.postgres.sql and .sqlite.sql.
WITH
-- What happened to each ticket, work order and callback: the place in the log of the latest of each, and how often.
told AS (
    SELECT subject, subject_id AS id, ticket_id,
        MAX(CASE WHEN name IN ('accepted', 'answered_on_spot') THEN seq END) AS accepted,
        -- Who refuses what is unreasonable has not met the demand.
        MAX(CASE WHEN name = 'answered_on_spot' AND data -> 'event' ->> 'reason' IS NULL THEN seq END) AS on_spot,
        MAX(CASE WHEN name = 'cancelled' THEN seq END) AS cancelled,
        -- A ticket that was merged went where its main ticket was sent.
        MAX(CASE WHEN name IN ('dispatched', 'merged') THEN seq END) AS dispatched,
        MAX(CASE WHEN name IN ('archived', 'answered_on_spot') THEN seq END) AS ended,
        MAX(CASE WHEN name = 'archived' THEN seq END) AS archived,
        MAX(CASE WHEN name = 'reopened' THEN seq END) AS reopened,
        MAX(CASE WHEN name = 'sent_back' THEN seq END) AS sent_back,
        MAX(CASE WHEN name = 'withdrawn' THEN seq END) AS withdrawn,
        MAX(CASE WHEN name = 'escalated' THEN seq END) AS escalated,
        MAX(CASE WHEN name = 'verdict_given' THEN seq END) AS judged,
        MAX(CASE WHEN name = 'finally_answered' THEN seq END) AS finally_answered,
        COUNT(CASE WHEN name = 'urged' THEN 1 END) AS urges,
        MAX(CASE WHEN name = 'returned' THEN seq END) AS returned,
        MAX(CASE WHEN name = 'suspended' THEN seq END) AS suspended,
        MAX(CASE WHEN name = 'extended' THEN seq END) AS extended,
        MAX(CASE WHEN name = 'approved' THEN seq END) AS approved,
        MAX(CASE WHEN name IN ('redo_ordered', 'refill_ordered') THEN seq END) AS reworked,
        MAX(CASE WHEN name = 'opened' THEN seq END) AS opened,
        MAX(CASE WHEN name IN ('dropped', 'removed') THEN seq END) AS void,
        MAX(CASE WHEN name IN ('attempted', 'answered', 'unreachable') THEN seq END) AS attempted,
        MAX(CASE WHEN name = 'overdue' THEN seq END) AS overdue,
        MAX(CASE WHEN name IN ('satisfied', 'unsatisfied') THEN seq END) AS reached,
        MAX(CASE WHEN name IN ('satisfied', 'unsatisfied', 'unreachable') THEN seq END) AS concluded,
        MAX(CASE WHEN name = 'reviewed' THEN seq END) AS reviewed
    FROM events WHERE subject IN ('ticket', 'work_order', 'callback') GROUP BY subject, subject_id, ticket_id
),
-- Demands that were accepted and not given up before dispatch. Calls of campaigns are none until they bring something to do.
accepted AS (
    SELECT * FROM told WHERE subject = 'ticket' AND accepted IS NOT NULL AND cancelled IS NULL
        AND (COALESCE(dispatched, sent_back, reopened) IS NOT NULL OR id NOT IN (SELECT ticket_id FROM campaign_members))
),
-- Those of them that have come to an end and were not opened again.
closed AS (
    SELECT * FROM accepted WHERE ended > COALESCE(reopened, 0)
),
-- Work orders that were not called off.
sent AS (
    SELECT * FROM told WHERE subject = 'work_order' AND dispatched IS NOT NULL AND cancelled IS NULL
),
approved AS (
    SELECT * FROM sent WHERE approved > COALESCE(reworked, 0)
),
-- Callbacks that count.
planned AS (
    SELECT * FROM told WHERE subject = 'callback' AND opened IS NOT NULL AND void IS NULL
),
-- What customers answered to the two questions that decide; what was invalidated does not count.
answered AS (
    SELECT surveys.document -> 'answers' ->> 'solved' AS solved,
        surveys.document -> 'answers' ->> 'satisfied' AS satisfied
    FROM planned JOIN callbacks ON callbacks.id = planned.id
        JOIN surveys ON surveys.ticket_id = callbacks.ticket_id
            AND surveys.document ->> 'id' = callbacks.document ->> 'survey'
    WHERE planned.reached IS NOT NULL AND surveys.stage = 'answered'
),
-- Tickets of which a clock stopped late, or was found to be used up and runs still.
late AS (
    SELECT ticket_id AS id FROM clocks
    WHERE document -> 'end' ->> 'how' = 'stopped' AND document -> 'end' ->> 'at' > document ->> 'due_at'
    UNION
    SELECT clocks.ticket_id FROM clocks JOIN events ON events.ticket_id = clocks.ticket_id
    WHERE clocks.ended_at IS NULL AND events.subject = 'clock' AND events.name = 'breached'
        AND events.data -> 'alarm' ->> 'no' = clocks.document ->> 'no'
),
-- Tickets of which a clock climbed above its breach.
climbed AS (
    SELECT DISTINCT ticket_id AS id FROM events WHERE subject = 'clock' AND name = 'escalated'
),
of_accepted AS (
    SELECT COUNT(*) AS tickets, COUNT(CASE WHEN on_spot > COALESCE(reopened, 0) THEN 1 END) AS on_spot, SUM(urges) AS urges,
        COUNT(CASE WHEN urges > 0 THEN 1 END) AS urged FROM accepted
),
of_closed AS (
    SELECT COUNT(*) AS tickets,
        COUNT(CASE WHEN closed.id IN (SELECT id FROM late) THEN 1 END) AS overdue,
        COUNT(CASE WHEN escalated IS NOT NULL OR closed.id IN (SELECT id FROM climbed) THEN 1 END) AS escalated,
        COUNT(finally_answered) AS finally_answered, COUNT(judged) AS judged,
        COUNT(CASE WHEN closed.id IN (SELECT id FROM tickets WHERE document -> 'refused' ->> 'reason' IS NOT NULL) THEN 1 END)
            AS refused,
        COUNT(CASE WHEN withdrawn > COALESCE(reopened, 0) THEN 1 END) AS withdrawn,
        COUNT(dispatched) AS dispatched, COUNT(CASE WHEN dispatched IS NOT NULL THEN sent_back END) AS sent_back,
        COUNT(CASE WHEN archived = ended THEN 1 END) AS archived,
        COUNT(CASE WHEN archived = ended THEN reopened END) AS reopened
    FROM closed
),
of_sent AS (
    SELECT COUNT(*) AS orders, COUNT(returned) AS returned, COUNT(suspended) AS suspended, COUNT(extended) AS extended
    FROM sent
),
of_approved AS (
    SELECT COUNT(*) AS orders, COUNT(CASE WHEN reworked IS NULL THEN 1 END) AS at_once FROM approved
),
of_planned AS (
    SELECT COUNT(*) AS callbacks, COUNT(attempted) AS attempted,
        COUNT(CASE WHEN overdue IS NULL THEN 1 END) AS in_time, COUNT(concluded) AS concluded,
        COUNT(reached) AS reached, COUNT(reviewed) AS reviewed
    FROM planned
),
of_answered AS (
    SELECT COUNT(CASE WHEN solved IN ('yes', 'no') THEN 1 END) AS solved_asked,
        COUNT(CASE WHEN solved = 'yes' THEN 1 END) AS solved,
        COUNT(CASE WHEN satisfied IN ('very-satisfied', 'satisfied', 'fair', 'dissatisfied') THEN 1 END) AS satisfied_asked,
        COUNT(CASE WHEN satisfied IN ('very-satisfied', 'satisfied', 'fair') THEN 1 END) AS satisfied
    FROM answered
),
figures AS (
    SELECT 'tickets.numerator' AS figure, tickets AS number FROM of_accepted
    UNION ALL SELECT 'closed_on_spot_rate.denominator', tickets FROM of_accepted
    UNION ALL SELECT 'closed_on_spot_rate.numerator', on_spot FROM of_accepted
    UNION ALL SELECT 'urge_rate.numerator', urged FROM of_accepted
    UNION ALL SELECT 'urges_per_ticket.numerator', urges FROM of_accepted
    UNION ALL SELECT 'tickets_closed.numerator', tickets FROM of_closed
    UNION ALL SELECT 'overdue_rate.denominator', tickets FROM of_closed
    UNION ALL SELECT 'overdue_rate.numerator', overdue FROM of_closed
    UNION ALL SELECT 'escalation_rate.numerator', escalated FROM of_closed
    UNION ALL SELECT 'final_answer_rate.numerator', finally_answered FROM of_closed
    UNION ALL SELECT 'refused_rate.numerator', refused FROM of_closed
    UNION ALL SELECT 'substantiated_rate.denominator', judged FROM of_closed
    UNION ALL SELECT 'withdrawal_rate.numerator', withdrawn FROM of_closed
    UNION ALL SELECT 'redo_rate.denominator', dispatched FROM of_closed
    UNION ALL SELECT 'redo_rate.numerator', sent_back FROM of_closed
    UNION ALL SELECT 'reopen_rate.denominator', archived FROM of_closed
    UNION ALL SELECT 'reopen_rate.numerator', reopened FROM of_closed
    UNION ALL SELECT 'work_orders.numerator', orders FROM of_sent
    UNION ALL SELECT 'return_rate.denominator', orders FROM of_sent
    UNION ALL SELECT 'return_rate.numerator', returned FROM of_sent
    UNION ALL SELECT 'suspension_rate.numerator', suspended FROM of_sent
    UNION ALL SELECT 'extension_rate.numerator', extended FROM of_sent
    UNION ALL SELECT 'first_reply_accepted_rate.denominator', orders FROM of_approved
    UNION ALL SELECT 'first_reply_accepted_rate.numerator', at_once FROM of_approved
    UNION ALL SELECT 'callbacks.numerator', callbacks FROM of_planned
    UNION ALL SELECT 'callback_rate.denominator', callbacks FROM of_planned
    UNION ALL SELECT 'callback_rate.numerator', attempted FROM of_planned
    UNION ALL SELECT 'callback_in_time_rate.numerator', in_time FROM of_planned
    UNION ALL SELECT 'callback_success_rate.denominator', concluded FROM of_planned
    UNION ALL SELECT 'callback_success_rate.numerator', reached FROM of_planned
    UNION ALL SELECT 'unqualified_callback_rate.denominator', reviewed FROM of_planned
    UNION ALL SELECT 'solution_rate.denominator', solved_asked FROM of_answered
    UNION ALL SELECT 'solution_rate.numerator', solved FROM of_answered
    UNION ALL SELECT 'satisfaction_rate.denominator', satisfied_asked FROM of_answered
    UNION ALL SELECT 'satisfaction_rate.numerator', satisfied FROM of_answered
)
SELECT figure || ' ' || CAST(COALESCE(number, 0) AS TEXT) AS text FROM figures ORDER BY 1
