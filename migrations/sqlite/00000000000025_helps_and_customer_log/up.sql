-- What was put right in the file of a customer is read from the log, and erased there with him.
CREATE INDEX events_customer ON events (subject_id, seq) WHERE subject = 'customer';

-- Tickets that were brought before the team (疑难求助) and wait for its answer.
CREATE TABLE helps (
    ticket_id BLOB PRIMARY KEY REFERENCES tickets (id),
    asked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX helps_asked ON helps (asked_at, ticket_id);
