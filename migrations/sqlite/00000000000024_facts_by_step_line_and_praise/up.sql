-- How long tickets were in whose hands, how many units shared them, on which line of the network the matter lies, and praise:
-- one fact for each of the staff whom a ticket praises.
CREATE TABLE facts_new (
    subject_id BLOB NOT NULL,
    family TEXT NOT NULL CHECK (family IN ('ticket', 'work_order', 'callback', 'inspection', 'praise')),
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
    units INTEGER,
    intake_seconds INTEGER,
    queue_seconds INTEGER,
    unit_seconds INTEGER,
    travel_seconds INTEGER,
    work_seconds INTEGER,
    customer_seconds INTEGER,
    pause_seconds INTEGER,
    review_seconds INTEGER,
    callback_seconds INTEGER,
    line TEXT,
    PRIMARY KEY (subject_id, standing)
) STRICT;
INSERT INTO facts_new (
    subject_id, family, ticket_id, opened_at, policy, begun_day, done_day, unit_path, intake_path, crew_path, kind,
    service_type, area, channel, level, person, plan, matter, flags, urges, earlier, open_seconds, receive_seconds,
    arrive_seconds, restore_seconds, reply_seconds, returns, attempts, effort, standing, region, score
) SELECT
    subject_id, family, ticket_id, opened_at, policy, begun_day, done_day, unit_path, intake_path, crew_path, kind,
    service_type, area, channel, level, person, plan, matter, flags, urges, earlier, open_seconds, receive_seconds,
    arrive_seconds, restore_seconds, reply_seconds, returns, attempts, effort, standing, region, score
FROM facts;
DROP TABLE facts;
ALTER TABLE facts_new RENAME TO facts;
CREATE INDEX facts_ticket ON facts (ticket_id);
CREATE INDEX facts_begun ON facts (family, begun_day, subject_id);
CREATE INDEX facts_done ON facts (family, done_day, subject_id);
CREATE INDEX facts_matter ON facts (matter, opened_at) WHERE matter IS NOT NULL;
CREATE INDEX facts_adjusted ON facts (ticket_id) WHERE standing <> 'both';

-- What was counted already knows nothing of it.
UPDATE figure_cursor SET recount_after = zeroblob(16) WHERE EXISTS (SELECT 1 FROM facts);
