-- Clocks are stored whole: they have pauses, cycles, generations and earlier deadlines. What was stored before is carried
-- over as a limit that is counted day and night to the deadline it had.
ALTER TABLE clocks ADD COLUMN document JSONB;
UPDATE clocks SET document = jsonb_strip_nulls(jsonb_build_object(
    'no', no,
    'code', code,
    'subject', CASE WHEN work_order_id IS NULL THEN jsonb_build_object('of', 'ticket')
                    ELSE jsonb_build_object('of', 'work_order', 'id', work_order_id) END,
    'cycle', 1,
    'generation', 1,
    'started_at', to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'started_by', CASE WHEN work_order_id IS NULL THEN 'accepted' ELSE 'dispatched' END,
    'plan', jsonb_build_object(
        'policy', (SELECT (tickets.document ->> 'policy')::bigint FROM tickets WHERE tickets.id = ticket_id),
        'calendars', (SELECT (tickets.document ->> 'policy')::bigint FROM tickets WHERE tickets.id = ticket_id),
        'rule', 65535,
        'from', to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'amount', jsonb_build_object('value', floor(extract(epoch FROM due_at - started_at) / 60)::bigint, 'unit', 'minutes'),
        'remainder', true,
        'budget', jsonb_build_object(
            'from', to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            'micros', (extract(epoch FROM due_at - started_at) * 1000000)::bigint,
            'counting', 'always')),
    'due_at', to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'first_due_at', to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'alarms', jsonb_build_array(jsonb_build_object(
        'level', 'breach',
        'at', to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'fired_at', to_char(breached_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))),
    'end', CASE WHEN end_how IS NULL THEN NULL ELSE jsonb_build_object(
        'how', end_how,
        'at', to_char(ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) END));
ALTER TABLE clocks ALTER COLUMN document SET NOT NULL;
ALTER TABLE clocks DROP COLUMN started_at;
ALTER TABLE clocks DROP COLUMN warn_at;
ALTER TABLE clocks DROP COLUMN warned_at;
ALTER TABLE clocks DROP COLUMN breached_at;
ALTER TABLE clocks DROP COLUMN end_how;
