-- Merging (合并): tickets that wait, or waited, for a main ticket about the same trouble.
CREATE TABLE merges (
    ticket_id UUID PRIMARY KEY REFERENCES tickets (id),
    main_id UUID NOT NULL REFERENCES tickets (id),
    waiting BOOLEAN NOT NULL
);
CREATE INDEX merges_main ON merges (main_id, ticket_id);
CREATE INDEX merges_waiting ON merges (ticket_id) WHERE waiting;
