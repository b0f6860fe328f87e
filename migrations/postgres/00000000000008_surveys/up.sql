-- Survey rounds: one questionnaire put to many customers, one answer of each.
CREATE TABLE survey_rounds (
    id UUID PRIMARY KEY,
    unit_path TEXT COLLATE "C" NOT NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    closed_at TIMESTAMPTZ,
    sent BIGINT NOT NULL,
    answered BIGINT NOT NULL,
    version BIGINT NOT NULL,
    document JSONB NOT NULL
);
CREATE INDEX survey_rounds_opened ON survey_rounds (opened_at, id);

CREATE TABLE survey_round_customers (
    round_id UUID NOT NULL REFERENCES survey_rounds (id),
    customer_id UUID NOT NULL REFERENCES customers (id),
    answered_at TIMESTAMPTZ,
    document JSONB,
    PRIMARY KEY (round_id, customer_id)
);
