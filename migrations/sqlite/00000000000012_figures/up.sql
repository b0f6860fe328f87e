-- Figures. `facts`: one row for each ticket, work order and callback, replaced whenever its ticket changes; days are
-- counted from 1970-01-01 in the zone of the policy; `flags` has one bit for each thing that is or is not true of it
-- (domain/fact/flag.rs); amounts that do not apply are null.
CREATE TABLE facts (
    subject_id BLOB PRIMARY KEY,
    family TEXT NOT NULL CHECK (family IN ('ticket', 'work_order', 'callback')),
    ticket_id BLOB NOT NULL,
    opened_at INTEGER NOT NULL,
    policy INTEGER NOT NULL,
    begun_day INTEGER NOT NULL,
    done_day INTEGER,
    unit_path TEXT NOT NULL,
    intake_path TEXT NOT NULL,
    crew_path TEXT,
    kind TEXT NOT NULL,
    service_type TEXT,
    area TEXT NOT NULL,
    channel TEXT NOT NULL,
    level TEXT,
    person BLOB,
    plan TEXT,
    matter TEXT,
    flags INTEGER NOT NULL,
    urges INTEGER,
    redos INTEGER,
    earlier INTEGER,
    open_seconds INTEGER,
    receive_seconds INTEGER,
    arrive_seconds INTEGER,
    restore_seconds INTEGER,
    reply_seconds INTEGER,
    returns INTEGER,
    attempts INTEGER,
    recommend INTEGER,
    effort INTEGER
) STRICT;
CREATE INDEX facts_ticket ON facts (ticket_id);
CREATE INDEX facts_begun ON facts (family, begun_day, subject_id);
CREATE INDEX facts_done ON facts (family, done_day, subject_id);
CREATE INDEX facts_matter ON facts (matter, opened_at) WHERE matter IS NOT NULL;

-- What the facts add up to, by day, unit and kind; moved by the difference in the transaction that replaces a fact. The
-- sums are named by their definitions, so another definition is another sum.
CREATE TABLE figure_sums (
    sum_key TEXT NOT NULL,
    day INTEGER NOT NULL,
    unit_path TEXT NOT NULL,
    kind TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (sum_key, day, unit_path, kind)
) STRICT, WITHOUT ROWID;

-- Which sums are kept.
CREATE TABLE figure_definitions (
    sum_key TEXT PRIMARY KEY,
    definition TEXT NOT NULL
) STRICT;

-- How far the facts follow the log. One row, which is locked by whoever moves it. `recount_after` is the ticket behind
-- which a full recount goes on.
CREATE TABLE figure_cursor (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    log_transaction INTEGER NOT NULL,
    log_sequence INTEGER NOT NULL,
    as_of INTEGER,
    window_days INTEGER NOT NULL,
    recount_after BLOB
) STRICT;
INSERT INTO figure_cursor (id, log_transaction, log_sequence, window_days) VALUES (1, 0, 0, 0);

-- Closed periods: the sums as they stood, and every later change with the ticket that brought it about.
CREATE TABLE figure_periods (
    id BLOB PRIMARY KEY,
    from_day INTEGER NOT NULL,
    to_day INTEGER NOT NULL,
    policy INTEGER NOT NULL,
    as_of INTEGER NOT NULL,
    closed_at INTEGER NOT NULL,
    closed_by BLOB NOT NULL,
    CONSTRAINT figure_periods_from_day_to_day_key UNIQUE (from_day, to_day)
) STRICT;

CREATE TABLE figure_period_sums (
    period_id BLOB NOT NULL REFERENCES figure_periods (id),
    sum_key TEXT NOT NULL,
    unit_path TEXT NOT NULL,
    kind TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (period_id, sum_key, unit_path, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE figure_restatements (
    id BLOB PRIMARY KEY,
    period_id BLOB NOT NULL REFERENCES figure_periods (id),
    ticket_id BLOB NOT NULL,
    sum_key TEXT NOT NULL,
    unit_path TEXT NOT NULL,
    kind TEXT NOT NULL,
    difference INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX figure_restatements_period ON figure_restatements (period_id, at, id);
