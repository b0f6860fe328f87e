-- Adjusted figures: what an upheld appeal changes is kept beside the raw fact, one row for each standing.
CREATE TABLE facts_new (
    subject_id BLOB NOT NULL,
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
    effort INTEGER,
    standing TEXT NOT NULL CHECK (standing IN ('both', 'raw', 'adjusted')),
    PRIMARY KEY (subject_id, standing)
) STRICT;
INSERT INTO facts_new (
    subject_id, family, ticket_id, opened_at, policy, begun_day, done_day, unit_path, intake_path, crew_path,
    kind, service_type, area, channel, level, person, plan, matter, flags, urges, redos, earlier, open_seconds,
    receive_seconds, arrive_seconds, restore_seconds, reply_seconds, returns, attempts, recommend, effort,
    standing
) SELECT
    subject_id, family, ticket_id, opened_at, policy, begun_day, done_day, unit_path, intake_path, crew_path,
    kind, service_type, area, channel, level, person, plan, matter, flags, urges, redos, earlier, open_seconds,
    receive_seconds, arrive_seconds, restore_seconds, reply_seconds, returns, attempts, recommend, effort,
    'both' FROM facts;
DROP TABLE facts;
ALTER TABLE facts_new RENAME TO facts;
CREATE INDEX facts_ticket ON facts (ticket_id);
CREATE INDEX facts_begun ON facts (family, begun_day, subject_id);
CREATE INDEX facts_done ON facts (family, done_day, subject_id);
CREATE INDEX facts_matter ON facts (matter, opened_at) WHERE matter IS NOT NULL;
CREATE INDEX facts_adjusted ON facts (ticket_id) WHERE standing <> 'both';

-- How many earlier tickets about the same matter a ticket had whose customers were erased since: nothing tells any more which.
CREATE TABLE forgotten_matters (
    ticket_id BLOB PRIMARY KEY,
    earlier INTEGER NOT NULL
) STRICT;

-- Which sums were kept when a period was closed: a sum that was thought of later has no closed value, which is not zero.
CREATE TABLE figure_period_definitions (
    period_id BLOB NOT NULL REFERENCES figure_periods (id),
    sum_key TEXT NOT NULL,
    PRIMARY KEY (period_id, sum_key)
) STRICT, WITHOUT ROWID;
INSERT INTO figure_period_definitions (period_id, sum_key)
SELECT figure_periods.id, figure_definitions.sum_key FROM figure_periods CROSS JOIN figure_definitions;

-- What was adjusted already is counted once more.
UPDATE figure_cursor SET recount_after = zeroblob(16)
WHERE EXISTS (SELECT 1 FROM adjustments);
