-- Matters: which tickets are about the same thing. A key is locked here while the tickets of its matter are counted, so that
-- of two tickets opened at once at least one sees both.
CREATE TABLE matters (
    key TEXT COLLATE "C" PRIMARY KEY,
    seen_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE ticket_matters (
    key TEXT COLLATE "C" NOT NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    ticket_id UUID NOT NULL REFERENCES tickets (id),
    PRIMARY KEY (key, opened_at, ticket_id)
);
CREATE INDEX ticket_matters_ticket ON ticket_matters (ticket_id);

-- Appeals (申诉) against what was found of a ticket, and what the upheld ones change in figures.
CREATE TABLE appeals (
    id UUID PRIMARY KEY,
    ticket_id UUID NOT NULL REFERENCES tickets (id),
    against TEXT NOT NULL,
    stage TEXT NOT NULL,
    unit_path TEXT COLLATE "C" NOT NULL,
    raised_at TIMESTAMPTZ NOT NULL,
    due_at TIMESTAMPTZ,
    version BIGINT NOT NULL,
    document JSONB NOT NULL
);
CREATE INDEX appeals_raised ON appeals (raised_at, id);
CREATE INDEX appeals_stage ON appeals (stage, raised_at, id);
CREATE INDEX appeals_ticket ON appeals (ticket_id, raised_at, id);

CREATE TABLE adjustments (
    appeal_id UUID PRIMARY KEY REFERENCES appeals (id),
    ticket_id UUID NOT NULL REFERENCES tickets (id),
    against TEXT NOT NULL,
    subject TEXT NOT NULL,
    raw TEXT,
    adjusted TEXT NOT NULL,
    unit_path TEXT COLLATE "C" NOT NULL,
    ruled_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX adjustments_ticket ON adjustments (ticket_id);
CREATE INDEX adjustments_ruled ON adjustments (ruled_at, appeal_id);
