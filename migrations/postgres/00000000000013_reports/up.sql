-- Reports that ran. `document` holds the whole report; `unit_path` is the unit it is about.
CREATE TABLE report_runs (
    id UUID PRIMARY KEY,
    code TEXT NOT NULL,
    unit_path TEXT COLLATE "C" NOT NULL,
    from_day INTEGER NOT NULL,
    to_day INTEGER NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    created_by UUID,
    document JSONB NOT NULL
);
CREATE INDEX report_runs_created ON report_runs (created_at, id);

-- Who was sent a run that ran by itself.
CREATE TABLE report_recipients (
    run_id UUID NOT NULL REFERENCES report_runs (id),
    user_id UUID NOT NULL REFERENCES users (id),
    PRIMARY KEY (run_id, user_id)
);
CREATE INDEX report_recipients_user ON report_recipients (user_id, run_id);

-- Which reports run by themselves, and when next: a row that is due is the job.
CREATE TABLE report_schedules (
    code TEXT PRIMARY KEY,
    last_day INTEGER NOT NULL,
    due_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX report_schedules_due ON report_schedules (due_at);
