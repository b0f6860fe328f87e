-- The foundation: organisation, policy, calls, tickets and everything that changes with them, and the event log.
-- Paths compare byte by byte, so that a subtree is a range of them. Columns repeat what lists filter and sort by; `document` holds the whole aggregate. Instants have millisecond
-- precision. Times end in _at.

CREATE TABLE units (
    code TEXT PRIMARY KEY,
    parent TEXT REFERENCES units (code),
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    function TEXT NOT NULL CHECK (function IN ('group', 'centre', 'department', 'crew'))
);

CREATE TABLE users (
    id UUID PRIMARY KEY,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL REFERENCES units (code),
    roles JSONB NOT NULL,
    password_hash TEXT NOT NULL,
    disabled BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT users_login_key UNIQUE (login)
);

-- One row per login: the chain of refresh tokens. `secret_hash` is that of the newest token only.
CREATE TABLE sessions (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id),
    secret_hash TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    revoked_at TIMESTAMPTZ
);
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE policies (
    version BIGINT PRIMARY KEY,
    code TEXT NOT NULL,
    digest TEXT NOT NULL,
    bundle JSONB NOT NULL,
    published_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- Ticket numbers are handed to the nodes in blocks, so that no create waits for another.
CREATE TABLE number_blocks (
    day TEXT PRIMARY KEY,
    next BIGINT NOT NULL
);

CREATE TABLE customers (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    phone TEXT,
    phone_key TEXT,
    account TEXT,
    address TEXT,
    region TEXT,
    version BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT customers_account_key UNIQUE (account)
);
CREATE INDEX customers_phone ON customers (phone_key);

CREATE TABLE calls (
    id UUID PRIMARY KEY,
    unit_path TEXT COLLATE "C" NOT NULL,
    phone_key TEXT,
    began_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    document JSONB NOT NULL
);
CREATE INDEX calls_began ON calls (began_at, id);

CREATE TABLE tickets (
    id UUID PRIMARY KEY,
    number TEXT NOT NULL,
    stage TEXT NOT NULL,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    area TEXT NOT NULL,
    system TEXT,
    external_id TEXT,
    phone_key TEXT,
    customer_id UUID REFERENCES customers (id),
    accept_path TEXT COLLATE "C" NOT NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    document JSONB NOT NULL,
    CONSTRAINT tickets_number_key UNIQUE (number),
    CONSTRAINT tickets_system_external_id_key UNIQUE (system, external_id)
);
CREATE INDEX tickets_opened ON tickets (opened_at, id);
CREATE INDEX tickets_stage ON tickets (stage, opened_at, id);
CREATE INDEX tickets_phone ON tickets (phone_key, opened_at) WHERE phone_key IS NOT NULL;

-- Who may see a ticket: the unit that took it and every unit that ever held one of its work orders, with all above.
CREATE TABLE ticket_scopes (
    ticket_id UUID NOT NULL REFERENCES tickets (id),
    unit_path TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (ticket_id, unit_path)
);

CREATE TABLE work_orders (
    id UUID PRIMARY KEY,
    ticket_id UUID NOT NULL REFERENCES tickets (id),
    no SMALLINT NOT NULL,
    stage TEXT NOT NULL,
    holder_path TEXT COLLATE "C" NOT NULL,
    crew_path TEXT COLLATE "C",
    dispatched_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    document JSONB NOT NULL,
    CONSTRAINT work_orders_ticket_id_no_key UNIQUE (ticket_id, no)
);
CREATE INDEX work_orders_dispatched ON work_orders (dispatched_at, id);
CREATE INDEX work_orders_stage ON work_orders (stage, dispatched_at, id);

CREATE TABLE surveys (
    id UUID PRIMARY KEY,
    ticket_id UUID NOT NULL REFERENCES tickets (id),
    stage TEXT NOT NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    document JSONB NOT NULL
);
CREATE INDEX surveys_opened ON surveys (opened_at, id);
CREATE INDEX surveys_ticket ON surveys (ticket_id);

CREATE TABLE callbacks (
    id UUID PRIMARY KEY,
    ticket_id UUID NOT NULL REFERENCES tickets (id),
    stage TEXT NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    document JSONB NOT NULL
);
CREATE INDEX callbacks_due ON callbacks (due_at, id);
CREATE INDEX callbacks_stage ON callbacks (stage, due_at, id);
CREATE INDEX callbacks_ticket ON callbacks (ticket_id);

CREATE TABLE clocks (
    ticket_id UUID NOT NULL REFERENCES tickets (id),
    no SMALLINT NOT NULL,
    code TEXT NOT NULL,
    work_order_id UUID,
    started_at TIMESTAMPTZ NOT NULL,
    warn_at TIMESTAMPTZ,
    due_at TIMESTAMPTZ NOT NULL,
    warned_at TIMESTAMPTZ,
    breached_at TIMESTAMPTZ,
    end_how TEXT CHECK (end_how IN ('stopped', 'dropped')),
    ended_at TIMESTAMPTZ,
    PRIMARY KEY (ticket_id, no)
);

-- What is due: a row that is due is the job. Written in the transaction that arms it.
CREATE TABLE wakes (
    ticket_id UUID PRIMARY KEY REFERENCES tickets (id),
    due_at TIMESTAMPTZ NOT NULL,
    failures SMALLINT NOT NULL
);
CREATE INDEX wakes_due ON wakes (due_at);

-- The append-only log. Its order is (tx, seq), read below the oldest running transaction: a plain
-- sequence would hide for ever what commits late.
CREATE TABLE events (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tx XID8 NOT NULL DEFAULT pg_current_xact_id(),
    id UUID NOT NULL,
    ticket_id UUID,
    subject TEXT NOT NULL,
    subject_id UUID NOT NULL,
    name TEXT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    actor JSONB NOT NULL,
    data JSONB NOT NULL,
    request_id TEXT
);
CREATE INDEX events_ticket ON events (ticket_id, seq) WHERE ticket_id IS NOT NULL;
CREATE INDEX events_order ON events (tx, seq);

-- What was answered to a request that named an Idempotency-Key.
CREATE TABLE idempotency_keys (
    principal UUID NOT NULL,
    route TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    reply JSONB,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (principal, route, key)
);
CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);

-- Rows come and go here at the pace of the clocks.
ALTER TABLE wakes SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
