-- Survey rounds: one questionnaire put to many customers, one answer of each.
CREATE TABLE survey_rounds (
    id BLOB PRIMARY KEY,
    unit_path TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    sent INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL
) STRICT;
CREATE INDEX survey_rounds_opened ON survey_rounds (opened_at, id);

CREATE TABLE survey_round_customers (
    round_id BLOB NOT NULL REFERENCES survey_rounds (id),
    customer_id BLOB NOT NULL REFERENCES customers (id),
    answered_at INTEGER,
    document TEXT,
    PRIMARY KEY (round_id, customer_id)
) STRICT, WITHOUT ROWID;
