-- Pauses, cycles and earlier deadlines are lost on the way back.
CREATE TABLE clocks_as_columns (
    ticket_id BLOB NOT NULL REFERENCES tickets (id),
    no INTEGER NOT NULL,
    code TEXT NOT NULL,
    work_order_id BLOB,
    started_at INTEGER NOT NULL,
    warn_at INTEGER,
    due_at INTEGER NOT NULL,
    warned_at INTEGER,
    breached_at INTEGER,
    end_how TEXT CHECK (end_how IN ('stopped', 'dropped')),
    ended_at INTEGER,
    PRIMARY KEY (ticket_id, no)
) STRICT, WITHOUT ROWID;
INSERT INTO clocks_as_columns
SELECT ticket_id, no, code, work_order_id,
    CAST(unixepoch(json_extract(document, '$.started_at'), 'subsec') * 1000000 AS INTEGER),
    NULL, due_at, NULL, NULL, json_extract(document, '$.end.how'), ended_at
FROM clocks;
DROP TABLE clocks;
ALTER TABLE clocks_as_columns RENAME TO clocks;
