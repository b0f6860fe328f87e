-- Work that takes longer than a request: a row that is due is the job. A node that takes it puts `due_at` to the end of
-- its lease, so a row whose node died is due again by itself. `cursor` says where it goes on, and is written in the
-- transaction of what it stands for.
CREATE TABLE jobs (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('policy_preview', 'policy_recompute', 'policy_simulation')),
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

-- What is too large to be read with every look at a job: the files of a draft bundle.
CREATE TABLE job_files (
    job_id BLOB NOT NULL REFERENCES jobs (id),
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (job_id, name)
) STRICT, WITHOUT ROWID;

-- What a job found, ticket by ticket.
CREATE TABLE job_results (
    job_id BLOB NOT NULL REFERENCES jobs (id),
    no INTEGER NOT NULL,
    ticket_id BLOB NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (job_id, no)
) STRICT, WITHOUT ROWID;

-- What a published bundle was read from, so that a draft may replace single files of it.
CREATE TABLE policy_files (
    version INTEGER NOT NULL REFERENCES policies (version),
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (version, name)
) STRICT, WITHOUT ROWID;

-- Which tickets have clocks that run: walked when calendars change.
CREATE INDEX clocks_running ON clocks (ticket_id) WHERE ended_at IS NULL;
