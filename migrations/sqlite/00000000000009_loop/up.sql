-- Matters: which tickets are about the same thing. A key is locked here while the tickets of its matter are counted, so that
-- of two tickets opened at once at least one sees both.
CREATE TABLE matters (
    key TEXT PRIMARY KEY,
    seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE ticket_matters (
    key TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    ticket_id BLOB NOT NULL REFERENCES tickets (id),
    PRIMARY KEY (key, opened_at, ticket_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_matters_ticket ON ticket_matters (ticket_id);

-- Appeals (申诉) against what was found of a ticket, and what the upheld ones change in figures.
CREATE TABLE appeals (
    id BLOB PRIMARY KEY,
    ticket_id BLOB NOT NULL REFERENCES tickets (id),
    against TEXT NOT NULL,
    stage TEXT NOT NULL,
    unit_path TEXT NOT NULL,
    raised_at INTEGER NOT NULL,
    due_at INTEGER,
    version INTEGER NOT NULL,
    document TEXT NOT NULL
) STRICT;
CREATE INDEX appeals_raised ON appeals (raised_at, id);
CREATE INDEX appeals_stage ON appeals (stage, raised_at, id);
CREATE INDEX appeals_ticket ON appeals (ticket_id, raised_at, id);

CREATE TABLE adjustments (
    appeal_id BLOB PRIMARY KEY REFERENCES appeals (id),
    ticket_id BLOB NOT NULL REFERENCES tickets (id),
    against TEXT NOT NULL,
    subject TEXT NOT NULL,
    raw TEXT,
    adjusted TEXT NOT NULL,
    unit_path TEXT NOT NULL,
    ruled_at INTEGER NOT NULL
) STRICT;
CREATE INDEX adjustments_ticket ON adjustments (ticket_id);
CREATE INDEX adjustments_ruled ON adjustments (ruled_at, appeal_id);
