-- Merging (合并): tickets that wait, or waited, for a main ticket about the same trouble.
CREATE TABLE merges (
    ticket_id BLOB PRIMARY KEY REFERENCES tickets (id),
    main_id BLOB NOT NULL REFERENCES tickets (id),
    waiting INTEGER NOT NULL CHECK (waiting IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX merges_main ON merges (main_id, ticket_id);
CREATE INDEX merges_waiting ON merges (ticket_id) WHERE waiting;
