-- Reports that ran. `document` holds the whole report; `unit_path` is the unit it is about.
CREATE TABLE report_runs (
    id BLOB PRIMARY KEY,
    code TEXT NOT NULL,
    unit_path TEXT NOT NULL,
    from_day INTEGER NOT NULL,
    to_day INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB,
    document TEXT NOT NULL
) STRICT;
CREATE INDEX report_runs_created ON report_runs (created_at, id);

-- Who was sent a run that ran by itself.
CREATE TABLE report_recipients (
    run_id BLOB NOT NULL REFERENCES report_runs (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    PRIMARY KEY (run_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_recipients_user ON report_recipients (user_id, run_id);

-- Which reports run by themselves, and when next: a row that is due is the job.
CREATE TABLE report_schedules (
    code TEXT PRIMARY KEY,
    last_day INTEGER NOT NULL,
    due_at INTEGER NOT NULL
) STRICT;
CREATE INDEX report_schedules_due ON report_schedules (due_at);
