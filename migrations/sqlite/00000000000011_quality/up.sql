-- What people are measured by. What counts as evidence stands in `records`; these rows hold how each matter stands now.
CREATE TABLE staff_errors (
    id BLOB PRIMARY KEY,
    person_id BLOB NOT NULL,
    unit_path TEXT NOT NULL,
    defect TEXT NOT NULL,
    inspection_id BLOB,
    period TEXT NOT NULL,
    at INTEGER NOT NULL,
    points INTEGER NOT NULL,
    stands INTEGER NOT NULL,
    contested INTEGER NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL
) STRICT;
CREATE INDEX staff_errors_at ON staff_errors (at, id);
CREATE INDEX staff_errors_person ON staff_errors (person_id, at);
CREATE INDEX staff_errors_period ON staff_errors (period, person_id);
CREATE INDEX staff_errors_inspection ON staff_errors (inspection_id) WHERE inspection_id IS NOT NULL;

CREATE TABLE inspections (
    id BLOB PRIMARY KEY,
    plan TEXT NOT NULL,
    period TEXT NOT NULL,
    ticket_id BLOB NOT NULL REFERENCES tickets (id),
    unit_path TEXT NOT NULL,
    drawn_at INTEGER NOT NULL,
    done INTEGER NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    UNIQUE (plan, period, ticket_id)
) STRICT;
CREATE INDEX inspections_drawn ON inspections (drawn_at, id);

-- That the lots of a plan and a month were drawn, and how many tickets there were.
CREATE TABLE inspection_rounds (
    plan TEXT NOT NULL,
    period TEXT NOT NULL,
    unit_path TEXT NOT NULL,
    tickets INTEGER NOT NULL,
    drawn_at INTEGER NOT NULL,
    PRIMARY KEY (plan, period, unit_path)
) STRICT;

CREATE TABLE findings (
    id BLOB PRIMARY KEY,
    check_code TEXT NOT NULL,
    ticket_id BLOB NOT NULL REFERENCES tickets (id),
    person_id BLOB,
    unit_path TEXT NOT NULL,
    happened_at INTEGER NOT NULL,
    disposed INTEGER NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL
) STRICT;
CREATE INDEX findings_happened ON findings (happened_at, id);

CREATE TABLE assessments (
    id BLOB PRIMARY KEY,
    scheme TEXT NOT NULL,
    period TEXT NOT NULL,
    person_id BLOB NOT NULL,
    unit_path TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    is_final INTEGER NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    UNIQUE (scheme, period, person_id)
) STRICT;
CREATE INDEX assessments_opened ON assessments (opened_at, id);
CREATE INDEX assessments_person ON assessments (person_id, opened_at, id);

-- What somebody did in a month, and what happened on a day.
CREATE INDEX events_at ON events (at);
