-- What people are measured by. What counts as evidence stands in `records`; these rows hold how each matter stands now.
CREATE TABLE staff_errors (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL,
    unit_path TEXT COLLATE "C" NOT NULL,
    defect TEXT NOT NULL,
    inspection_id UUID,
    period TEXT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    points INTEGER NOT NULL,
    stands BOOLEAN NOT NULL,
    contested BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    document JSONB NOT NULL
);
CREATE INDEX staff_errors_at ON staff_errors (at, id);
CREATE INDEX staff_errors_person ON staff_errors (person_id, at);
CREATE INDEX staff_errors_period ON staff_errors (period, person_id);
CREATE INDEX staff_errors_inspection ON staff_errors (inspection_id) WHERE inspection_id IS NOT NULL;

CREATE TABLE inspections (
    id UUID PRIMARY KEY,
    plan TEXT NOT NULL,
    period TEXT NOT NULL,
    ticket_id UUID NOT NULL REFERENCES tickets (id),
    unit_path TEXT COLLATE "C" NOT NULL,
    drawn_at TIMESTAMPTZ NOT NULL,
    done BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    document JSONB NOT NULL,
    CONSTRAINT inspections_plan_period_ticket_id_key UNIQUE (plan, period, ticket_id)
);
CREATE INDEX inspections_drawn ON inspections (drawn_at, id);

-- That the lots of a plan and a month were drawn, and how many tickets there were.
CREATE TABLE inspection_rounds (
    plan TEXT NOT NULL,
    period TEXT NOT NULL,
    unit_path TEXT COLLATE "C" NOT NULL,
    tickets BIGINT NOT NULL,
    drawn_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan, period, unit_path)
);

CREATE TABLE findings (
    id UUID PRIMARY KEY,
    check_code TEXT NOT NULL,
    ticket_id UUID NOT NULL REFERENCES tickets (id),
    person_id UUID,
    unit_path TEXT COLLATE "C" NOT NULL,
    happened_at TIMESTAMPTZ NOT NULL,
    disposed BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    document JSONB NOT NULL
);
CREATE INDEX findings_happened ON findings (happened_at, id);

CREATE TABLE assessments (
    id UUID PRIMARY KEY,
    scheme TEXT NOT NULL,
    period TEXT NOT NULL,
    person_id UUID NOT NULL,
    unit_path TEXT COLLATE "C" NOT NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    is_final BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    document JSONB NOT NULL,
    CONSTRAINT assessments_scheme_period_person_id_key UNIQUE (scheme, period, person_id)
);
CREATE INDEX assessments_opened ON assessments (opened_at, id);
CREATE INDEX assessments_person ON assessments (person_id, opened_at, id);

-- What somebody did in a month, and what happened on a day.
CREATE INDEX events_at ON events (at);
