-- Tickets that cannot be counted as they stand: figures and reports say that they lack them.
CREATE TABLE uncounted_tickets (
    ticket_id BLOB PRIMARY KEY REFERENCES tickets (id),
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
