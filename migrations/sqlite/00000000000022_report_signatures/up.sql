-- Signatures under reports (签批), one a step. `document` holds the whole signature; that it is not changed afterwards is
-- proven by its record.
CREATE TABLE report_signatures (
    run_id BLOB NOT NULL REFERENCES report_runs (id),
    step INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (run_id, step)
) STRICT, WITHOUT ROWID;
