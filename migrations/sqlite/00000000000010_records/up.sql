-- Records: numbered without gaps, never changed. There is one writer at a time, so that a number is given to the next only
-- when it is certain that this one stays.
CREATE TABLE record_series (
    series TEXT PRIMARY KEY,
    last INTEGER NOT NULL CHECK (last > 0),
    seal TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE records (
    id BLOB PRIMARY KEY,
    series TEXT NOT NULL,
    no INTEGER NOT NULL,
    kind TEXT NOT NULL,
    ticket_id BLOB,
    unit_path TEXT NOT NULL,
    at INTEGER NOT NULL,
    corrects BLOB REFERENCES records (id),
    voids INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    seal TEXT NOT NULL,
    UNIQUE (series, no)
) STRICT;
CREATE INDEX records_at ON records (at, id);
CREATE INDEX records_ticket ON records (ticket_id, at, id) WHERE ticket_id IS NOT NULL;
CREATE INDEX records_corrects ON records (corrects) WHERE corrects IS NOT NULL;

-- What a record says; the one part that may go, when it was kept long enough.
CREATE TABLE record_contents (
    record_id BLOB PRIMARY KEY REFERENCES records (id),
    content TEXT NOT NULL
) STRICT;

-- The one door through which a content may go; itself never changed.
CREATE TABLE record_purges (
    record_id BLOB PRIMARY KEY REFERENCES records (id),
    at INTEGER NOT NULL,
    job_id BLOB NOT NULL,
    months INTEGER NOT NULL
) STRICT;

-- What may not be purged whatever its age: a dispute, a lawsuit.
CREATE TABLE legal_holds (
    id BLOB PRIMARY KEY,
    ticket_id BLOB NOT NULL REFERENCES tickets (id),
    reason TEXT NOT NULL,
    placed_at INTEGER NOT NULL,
    placed_by TEXT NOT NULL,
    lifted_at INTEGER,
    lifted_by TEXT,
    lift_reason TEXT,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX legal_holds_ticket ON legal_holds (ticket_id) WHERE lifted_at IS NULL;
CREATE INDEX legal_holds_placed ON legal_holds (placed_at, id);

CREATE TRIGGER records_gapless BEFORE INSERT ON records
WHEN NEW.no <> (SELECT coalesce(max(no), 0) + 1 FROM records WHERE series = NEW.series)
BEGIN SELECT RAISE(ABORT, 'the numbers of a series have no gaps'); END;
CREATE TRIGGER records_not_changed BEFORE UPDATE ON records
BEGIN SELECT RAISE(ABORT, 'records are never changed or taken away'); END;
CREATE TRIGGER records_kept BEFORE DELETE ON records
BEGIN SELECT RAISE(ABORT, 'records are never changed or taken away'); END;
CREATE TRIGGER record_contents_not_changed BEFORE UPDATE ON record_contents
BEGIN SELECT RAISE(ABORT, 'records are never changed or taken away'); END;
CREATE TRIGGER record_contents_purged BEFORE DELETE ON record_contents
WHEN NOT EXISTS (SELECT 1 FROM record_purges WHERE record_id = OLD.record_id)
BEGIN SELECT RAISE(ABORT, 'only a purge takes a content away'); END;
CREATE TRIGGER record_purges_not_held BEFORE INSERT ON record_purges
WHEN EXISTS (
    SELECT 1 FROM records r JOIN legal_holds h ON h.ticket_id = r.ticket_id
    WHERE r.id = NEW.record_id AND h.lifted_at IS NULL
)
BEGIN SELECT RAISE(ABORT, 'a legal hold is on it'); END;
CREATE TRIGGER record_purges_not_changed BEFORE UPDATE ON record_purges
BEGIN SELECT RAISE(ABORT, 'records are never changed or taken away'); END;
CREATE TRIGGER record_purges_kept BEFORE DELETE ON record_purges
BEGIN SELECT RAISE(ABORT, 'records are never changed or taken away'); END;
CREATE TRIGGER record_series_grow BEFORE UPDATE ON record_series
WHEN NEW.series <> OLD.series OR NEW.last < OLD.last
BEGIN SELECT RAISE(ABORT, 'a series only grows'); END;
CREATE TRIGGER record_series_kept BEFORE DELETE ON record_series
BEGIN SELECT RAISE(ABORT, 'records are never changed or taken away'); END;

-- Whose customer's data are gone, and since when.
ALTER TABLE tickets ADD COLUMN erased_at INTEGER;
CREATE INDEX tickets_of_customer ON tickets (customer_id) WHERE customer_id IS NOT NULL;

-- The kinds of jobs are known to the program; a list beside them would have to be moved with each new one.
CREATE TABLE jobs_before AS SELECT * FROM jobs;
CREATE TABLE job_files_before AS SELECT * FROM job_files;
CREATE TABLE job_results_before AS SELECT * FROM job_results;
DROP TABLE job_results;
DROP TABLE job_files;
DROP TABLE jobs;
CREATE TABLE jobs (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    unit_path TEXT NOT NULL,
    actor TEXT NOT NULL,
    request_id TEXT,
    input TEXT NOT NULL,
    cursor TEXT,
    result TEXT,
    error TEXT,
    done INTEGER NOT NULL,
    total INTEGER,
    failures INTEGER NOT NULL,
    cancel_asked INTEGER NOT NULL,
    lease BLOB,
    due_at INTEGER,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    ended_at INTEGER
) STRICT;
CREATE INDEX jobs_created ON jobs (created_at, id);
CREATE INDEX jobs_due ON jobs (due_at) WHERE due_at IS NOT NULL;
CREATE TABLE job_files (
    job_id BLOB NOT NULL REFERENCES jobs (id),
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (job_id, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE job_results (
    job_id BLOB NOT NULL REFERENCES jobs (id),
    no INTEGER NOT NULL,
    ticket_id BLOB NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (job_id, no)
) STRICT, WITHOUT ROWID;
INSERT INTO jobs SELECT * FROM jobs_before;
INSERT INTO job_files SELECT * FROM job_files_before;
INSERT INTO job_results SELECT * FROM job_results_before;
DROP TABLE jobs_before;
DROP TABLE job_files_before;
DROP TABLE job_results_before;
