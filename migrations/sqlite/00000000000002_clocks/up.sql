-- Clocks are stored whole: they have pauses, cycles, generations and earlier deadlines. What was stored before is carried
-- over as a limit that is counted day and night to the deadline it had.
CREATE TABLE clocks_as_documents (
    ticket_id BLOB NOT NULL REFERENCES tickets (id),
    no INTEGER NOT NULL,
    code TEXT NOT NULL,
    work_order_id BLOB,
    due_at INTEGER NOT NULL,
    ended_at INTEGER,
    document TEXT NOT NULL,
    PRIMARY KEY (ticket_id, no)
) STRICT, WITHOUT ROWID;
INSERT INTO clocks_as_documents
SELECT ticket_id, no, code, work_order_id, due_at, ended_at, json_patch('{}', json_object(
    'no', no,
    'code', code,
    'subject', CASE WHEN work_order_id IS NULL THEN json_object('of', 'ticket')
                    ELSE json_object('of', 'work_order', 'id', lower(
                        substr(hex(work_order_id), 1, 8) || '-' || substr(hex(work_order_id), 9, 4) || '-' ||
                        substr(hex(work_order_id), 13, 4) || '-' || substr(hex(work_order_id), 17, 4) || '-' ||
                        substr(hex(work_order_id), 21, 12))) END,
    'cycle', 1,
    'generation', 1,
    'started_at', strftime('%Y-%m-%dT%H:%M:%fZ', started_at / 1000000.0, 'unixepoch'),
    'started_by', CASE WHEN work_order_id IS NULL THEN 'accepted' ELSE 'dispatched' END,
    'plan', json_object(
        'policy', (SELECT json_extract(tickets.document, '$.policy') FROM tickets WHERE tickets.id = ticket_id),
        'calendars', (SELECT json_extract(tickets.document, '$.policy') FROM tickets WHERE tickets.id = ticket_id),
        'rule', 65535,
        'from', strftime('%Y-%m-%dT%H:%M:%fZ', started_at / 1000000.0, 'unixepoch'),
        'amount', json_object('value', (due_at - started_at) / 60000000, 'unit', 'minutes'),
        'remainder', json('true'),
        'budget', json_object(
            'from', strftime('%Y-%m-%dT%H:%M:%fZ', started_at / 1000000.0, 'unixepoch'),
            'micros', due_at - started_at,
            'counting', 'always')),
    'due_at', strftime('%Y-%m-%dT%H:%M:%fZ', due_at / 1000000.0, 'unixepoch'),
    'first_due_at', strftime('%Y-%m-%dT%H:%M:%fZ', due_at / 1000000.0, 'unixepoch'),
    'alarms', json_array(json_patch('{}', json_object(
        'level', 'breach',
        'at', strftime('%Y-%m-%dT%H:%M:%fZ', due_at / 1000000.0, 'unixepoch'),
        'fired_at', strftime('%Y-%m-%dT%H:%M:%fZ', breached_at / 1000000.0, 'unixepoch')))),
    'end', CASE WHEN end_how IS NULL THEN NULL ELSE json_object(
        'how', end_how,
        'at', strftime('%Y-%m-%dT%H:%M:%fZ', ended_at / 1000000.0, 'unixepoch')) END))
FROM clocks;
DROP TABLE clocks;
ALTER TABLE clocks_as_documents RENAME TO clocks;
