-- Inspections among the figures: one fact for each sheet that was filled in. Figures by region, and how satisfied customers
-- said they are on the scale that the policy names. What no figure asks for goes: how often work
-- was done again, and the raw answers about recommending, whose promoters and detractors are counted by flags.
CREATE TABLE facts_new (
    subject_id BLOB NOT NULL,
    family TEXT NOT NULL CHECK (family IN ('ticket', 'work_order', 'callback', 'inspection')),
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
    earlier INTEGER,
    open_seconds INTEGER,
    receive_seconds INTEGER,
    arrive_seconds INTEGER,
    restore_seconds INTEGER,
    reply_seconds INTEGER,
    returns INTEGER,
    attempts INTEGER,
    effort INTEGER,
    standing TEXT NOT NULL CHECK (standing IN ('both', 'raw', 'adjusted')),
    region TEXT,
    score INTEGER,
    PRIMARY KEY (subject_id, standing)
) STRICT;
INSERT INTO facts_new (
    subject_id, family, ticket_id, opened_at, policy, begun_day, done_day, unit_path, intake_path, crew_path,
    kind, service_type, area, channel, level, person, plan, matter, flags, urges, earlier, open_seconds,
    receive_seconds, arrive_seconds, restore_seconds, reply_seconds, returns, attempts, effort, standing
) SELECT
    subject_id, family, ticket_id, opened_at, policy, begun_day, done_day, unit_path, intake_path, crew_path,
    kind, service_type, area, channel, level, person, plan, matter, flags, urges, earlier, open_seconds,
    receive_seconds, arrive_seconds, restore_seconds, reply_seconds, returns, attempts, effort, standing
FROM facts;
DROP TABLE facts;
ALTER TABLE facts_new RENAME TO facts;
CREATE INDEX facts_ticket ON facts (ticket_id);
CREATE INDEX facts_begun ON facts (family, begun_day, subject_id);
CREATE INDEX facts_done ON facts (family, done_day, subject_id);
CREATE INDEX facts_matter ON facts (matter, opened_at) WHERE matter IS NOT NULL;
CREATE INDEX facts_adjusted ON facts (ticket_id) WHERE standing <> 'both';

-- Which inspections a ticket had.
CREATE INDEX inspections_ticket ON inspections (ticket_id);

-- What was counted already knows neither regions nor scores.
UPDATE figure_cursor SET recount_after = zeroblob(16) WHERE EXISTS (SELECT 1 FROM facts) OR EXISTS (SELECT 1 FROM inspections);
