-- Figures counted once more, from the log, the clocks and what customers answered: no fact, no sum, no code of the program.
-- Runs as it stands on PostgreSQL and on SQLite; a test runs it beside the program and compares number for number. What
-- needs arithmetic with time, which the engines write differently, stands in recompute-times.postgres.sql and .sqlite.sql; what
-- needs the rules of clocks, in recompute-limits.postgres.sql and .sqlite.sql; what stands in lists, in
-- recompute-lists.postgres.sql and .sqlite.sql.
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
        MAX(CASE WHEN name = 'replied' THEN seq END) AS replied,
        MAX(CASE WHEN name = 'approved' THEN seq END) AS approved,
        MAX(CASE WHEN name IN ('redo_ordered', 'refill_ordered') THEN seq END) AS reworked,
        MAX(CASE WHEN name = 'opened' THEN seq END) AS opened,
        MAX(CASE WHEN name IN ('dropped', 'removed') THEN seq END) AS void,
        MAX(CASE WHEN name = 'overdue' THEN seq END) AS overdue,
        MAX(CASE WHEN name IN ('satisfied', 'unsatisfied') THEN seq END) AS reached,
        MAX(CASE WHEN name IN ('satisfied', 'unsatisfied', 'unreachable') THEN seq END) AS concluded,
        -- Whether a call was in time is known once the customer has spoken, it has ended, or its window is over.
        MAX(CASE WHEN name IN ('answered', 'satisfied', 'unsatisfied', 'unreachable', 'overdue') THEN seq END) AS timed,
        MAX(CASE WHEN name = 'reviewed' THEN seq END) AS reviewed,
        MAX(CASE WHEN name = 'customer_answered' THEN seq END) AS told_how,
        -- Whoever asks for another time is not tried in vain.
        COUNT(CASE WHEN name IN ('number_sought', 'reached', 'answered') THEN 1
            WHEN name IN ('attempted', 'unreachable') AND data -> 'event' ->> 'result' <> 'other_time' THEN 1 END) AS tries,
        MAX(CASE WHEN name = 'number_sought' THEN seq END) AS sought,
        MAX(CASE WHEN name IN ('number_found', 'attempted', 'reached') THEN seq END) AS found
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
-- Replies that were approved. Work that others did for it, and said nothing of, is approved without one.
approved AS (
    SELECT * FROM sent WHERE approved > COALESCE(reworked, 0) AND replied IS NOT NULL
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
-- What the latest of those entries say that say more than that something happened.
said AS (
    SELECT seq, data -> 'event' ->> 'how' AS how, data -> 'event' ->> 'finding' AS finding,
        CAST(data -> 'event' ->> 'qualified' AS TEXT) AS qualified
    FROM events WHERE subject IN ('ticket', 'callback') AND name IN ('customer_answered', 'verdict_given', 'reviewed')
),
-- Tickets taken in emergency mode, and those under supervision.
marked AS (
    SELECT id, CAST(document -> 'demand' ->> 'emergency' AS TEXT) AS emergency,
        CAST(document ->> 'supervised' AS TEXT) AS supervised
    FROM tickets
),
-- How many units have work orders that were not called off.
shared AS (
    SELECT ticket_id AS id, COUNT(DISTINCT holder_path) AS units FROM work_orders WHERE stage <> 'cancelled'
    GROUP BY ticket_id
),
-- Inspections whose sheets were filled in, and whose defects stand.
inspected AS (
    SELECT inspections.id,
        COUNT(CASE WHEN stands THEN 1 END) AS defects,
        COUNT(CASE WHEN stands AND staff_errors.document ->> 'side' = 'agent' THEN 1 END) AS of_agent,
        COUNT(CASE WHEN stands AND staff_errors.document ->> 'side' = 'handler' THEN 1 END) AS of_handler
    FROM inspections LEFT JOIN staff_errors ON staff_errors.inspection_id = inspections.id
    WHERE done GROUP BY inspections.id
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
        COUNT(CASE WHEN urges > 0 THEN 1 END) AS urged,
        COUNT(CASE WHEN id IN (SELECT id FROM marked WHERE emergency IN ('1', 'true')) THEN 1 END) AS emergency,
        COUNT(CASE WHEN id IN (SELECT id FROM shared WHERE units > 1) THEN 1 END) AS shared
    FROM accepted
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
        COUNT(CASE WHEN archived = ended THEN reopened END) AS reopened,
        COUNT(CASE WHEN archived = ended AND told_how IN (SELECT seq FROM said WHERE how = 'declined') THEN 1 END) AS declined,
        COUNT(CASE WHEN judged IN (SELECT seq FROM said WHERE finding = 'substantiated') THEN 1 END) AS substantiated,
        COUNT(CASE WHEN id IN (SELECT id FROM marked WHERE supervised IN ('1', 'true')) THEN 1 END) AS supervised
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
    SELECT COUNT(*) AS callbacks, COUNT(CASE WHEN tries > 0 THEN 1 END) AS attempted,
        COUNT(timed) AS timed, COUNT(CASE WHEN overdue IS NULL THEN timed END) AS in_time, COUNT(concluded) AS concluded,
        COUNT(reached) AS reached, COUNT(reviewed) AS reviewed,
        COUNT(CASE WHEN reviewed IN (SELECT seq FROM said WHERE qualified IN ('0', 'false')) THEN 1 END) AS unqualified,
        -- The end of a search for a number is no call.
        SUM(CASE WHEN concluded IS NULL THEN 0 WHEN sought > COALESCE(found, 0) THEN tries - 1 ELSE tries END) AS tries
    FROM planned
),
of_inspected AS (
    SELECT COUNT(*) AS inspected, COUNT(CASE WHEN defects = 0 THEN 1 END) AS good,
        COUNT(CASE WHEN of_agent = 0 THEN 1 END) AS well_taken, COUNT(CASE WHEN of_handler = 0 THEN 1 END) AS well_handled
    FROM inspected
),
of_answered AS (
    SELECT COUNT(CASE WHEN solved IN ('yes', 'no') THEN 1 END) AS solved_asked,
        COUNT(CASE WHEN solved = 'yes' THEN 1 END) AS solved,
        COUNT(CASE WHEN satisfied IN ('very-satisfied', 'satisfied', 'fair', 'dissatisfied') THEN 1 END) AS satisfied_asked,
        COUNT(CASE WHEN satisfied IN ('very-satisfied', 'satisfied') THEN 1 END) AS satisfied
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
    UNION ALL SELECT 'declined_callback_rate.denominator', tickets FROM of_closed
    UNION ALL SELECT 'declined_callback_rate.numerator', declined FROM of_closed
    UNION ALL SELECT 'substantiated_rate.numerator', substantiated FROM of_closed
    UNION ALL SELECT 'supervision_rate.numerator', supervised FROM of_closed
    UNION ALL SELECT 'emergency_share.numerator', emergency FROM of_accepted
    UNION ALL SELECT 'co_handled_tickets.numerator', shared FROM of_accepted
    UNION ALL SELECT 'co_handled_in_time_rate.denominator', shared FROM of_accepted
    UNION ALL SELECT 'inspections.numerator', inspected FROM of_inspected
    UNION ALL SELECT 'work_order_quality_rate.denominator', inspected FROM of_inspected
    UNION ALL SELECT 'work_order_quality_rate.numerator', good FROM of_inspected
    UNION ALL SELECT 'form_filling_rate.numerator', well_taken FROM of_inspected
    UNION ALL SELECT 'handling_compliance_rate.numerator', well_handled FROM of_inspected
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
    UNION ALL SELECT 'callback_in_time_rate.denominator', timed FROM of_planned
    UNION ALL SELECT 'callback_in_time_rate.numerator', in_time FROM of_planned
    UNION ALL SELECT 'callback_success_rate.denominator', concluded FROM of_planned
    UNION ALL SELECT 'callback_success_rate.numerator', reached FROM of_planned
    UNION ALL SELECT 'unqualified_callback_rate.denominator', reviewed FROM of_planned
    UNION ALL SELECT 'unqualified_callback_rate.numerator', unqualified FROM of_planned
    UNION ALL SELECT 'attempts_per_callback.denominator', concluded FROM of_planned
    UNION ALL SELECT 'attempts_per_callback.numerator', tries FROM of_planned
    UNION ALL SELECT 'solution_rate.denominator', solved_asked FROM of_answered
    UNION ALL SELECT 'solution_rate.numerator', solved FROM of_answered
    UNION ALL SELECT 'satisfaction_rate.denominator', satisfied_asked FROM of_answered
    UNION ALL SELECT 'satisfaction_rate.numerator', satisfied FROM of_answered
)
SELECT figure || ' ' || CAST(COALESCE(number, 0) AS TEXT) AS text FROM figures ORDER BY 1
