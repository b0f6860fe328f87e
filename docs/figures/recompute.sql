-- Some figures counted once more, from nothing but the log: no fact, no sum, no code of the program. Runs as it stands on
-- PostgreSQL and on SQLite; a test runs it beside the program and compares.
SELECT figure || ' ' || CAST(number AS TEXT) AS text FROM (
    SELECT 'tickets.numerator' AS figure, COUNT(*) AS number FROM (
        SELECT ticket_id FROM events WHERE subject = 'ticket' AND name IN ('accepted', 'answered_on_spot')
        EXCEPT
        SELECT ticket_id FROM events WHERE subject = 'ticket' AND name = 'cancelled'
    ) AS accepted
    UNION ALL
    SELECT 'closed_on_spot_rate.numerator', COUNT(DISTINCT ticket_id) FROM events
    WHERE subject = 'ticket' AND name = 'answered_on_spot'
    UNION ALL
    SELECT 'urge_rate.numerator', COUNT(DISTINCT ticket_id) FROM events WHERE subject = 'ticket' AND name = 'urged'
    UNION ALL
    SELECT 'urges_per_ticket.numerator', COUNT(*) FROM events WHERE subject = 'ticket' AND name = 'urged'
    UNION ALL
    SELECT 'work_orders.numerator', COUNT(*) FROM (
        SELECT subject_id FROM events WHERE subject = 'work_order' AND name = 'dispatched'
        EXCEPT
        SELECT subject_id FROM events WHERE subject = 'work_order' AND name = 'cancelled'
    ) AS sent
    UNION ALL
    SELECT 'return_rate.numerator', COUNT(DISTINCT subject_id) FROM events
    WHERE subject = 'work_order' AND name = 'returned'
    UNION ALL
    SELECT 'callback_success_rate.numerator', COUNT(DISTINCT subject_id) FROM events
    WHERE subject = 'callback' AND name IN ('satisfied', 'unsatisfied')
    UNION ALL
    SELECT 'callback_success_rate.denominator', COUNT(DISTINCT subject_id) FROM events
    WHERE subject = 'callback' AND name IN ('satisfied', 'unsatisfied', 'unreachable')
    UNION ALL
    SELECT 'satisfaction_rate.numerator', COUNT(DISTINCT subject_id) FROM events
    WHERE subject = 'callback' AND name = 'satisfied'
) AS figures ORDER BY 1
