-- The foundation: organisation, policy, calls, tickets and everything that changes with them, and the event log.
-- Paths compare byte by byte, so that a subtree is a range of them. Columns repeat what lists filter and sort by; `document` holds the whole aggregate. Instants have millisecond
-- precision. Times end in _at.

CREATE TABLE units (
    code TEXT PRIMARY KEY,
    parent TEXT REFERENCES units (code),
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    function TEXT NOT NULL CHECK (function IN ('group', 'centre', 'department', 'crew'))
) STRICT;

CREATE TABLE users (
    id BLOB PRIMARY KEY,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL REFERENCES units (code),
    roles TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    disabled INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    CONSTRAINT users_login_key UNIQUE (login)
) STRICT;

-- One row per login: the chain of refresh tokens. `secret_hash` is that of the newest token only.
CREATE TABLE sessions (
    id BLOB PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES users (id),
    secret_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE policies (
    version INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    digest TEXT NOT NULL,
    bundle TEXT NOT NULL,
    published_at INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Ticket numbers are handed to the nodes in blocks, so that no create waits for another.
CREATE TABLE number_blocks (
    day TEXT PRIMARY KEY,
    next INTEGER NOT NULL
) STRICT;

CREATE TABLE customers (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    phone TEXT,
    phone_key TEXT,
    account TEXT,
    address TEXT,
    region TEXT,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    CONSTRAINT customers_account_key UNIQUE (account)
) STRICT;
CREATE INDEX customers_phone ON customers (phone_key);

CREATE TABLE calls (
    id BLOB PRIMARY KEY,
    unit_path TEXT NOT NULL,
    phone_key TEXT,
    began_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL
) STRICT;
CREATE INDEX calls_began ON calls (began_at, id);

CREATE TABLE tickets (
    id BLOB PRIMARY KEY,
    number TEXT NOT NULL,
    stage TEXT NOT NULL,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    area TEXT NOT NULL,
    system TEXT,
    external_id TEXT,
    phone_key TEXT,
    customer_id BLOB REFERENCES customers (id),
    accept_path TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    CONSTRAINT tickets_number_key UNIQUE (number),
    CONSTRAINT tickets_system_external_id_key UNIQUE (system, external_id)
) STRICT;
CREATE INDEX tickets_opened ON tickets (opened_at, id);
CREATE INDEX tickets_stage ON tickets (stage, opened_at, id);
CREATE INDEX tickets_phone ON tickets (phone_key, opened_at) WHERE phone_key IS NOT NULL;

-- Who may see a ticket: the unit that took it and every unit that ever held one of its work orders, with all above.
CREATE TABLE ticket_scopes (
    ticket_id BLOB NOT NULL REFERENCES tickets (id),
    unit_path TEXT NOT NULL,
    PRIMARY KEY (ticket_id, unit_path)
) STRICT, WITHOUT ROWID;

CREATE TABLE work_orders (
    id BLOB PRIMARY KEY,
    ticket_id BLOB NOT NULL REFERENCES tickets (id),
    no INTEGER NOT NULL,
    stage TEXT NOT NULL,
    holder_path TEXT NOT NULL,
    crew_path TEXT,
    dispatched_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    CONSTRAINT work_orders_ticket_id_no_key UNIQUE (ticket_id, no)
) STRICT;
CREATE INDEX work_orders_dispatched ON work_orders (dispatched_at, id);
CREATE INDEX work_orders_stage ON work_orders (stage, dispatched_at, id);

CREATE TABLE surveys (
    id BLOB PRIMARY KEY,
    ticket_id BLOB NOT NULL REFERENCES tickets (id),
    stage TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL
) STRICT;
CREATE INDEX surveys_opened ON surveys (opened_at, id);
CREATE INDEX surveys_ticket ON surveys (ticket_id);

CREATE TABLE callbacks (
    id BLOB PRIMARY KEY,
    ticket_id BLOB NOT NULL REFERENCES tickets (id),
    stage TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL
) STRICT;
CREATE INDEX callbacks_due ON callbacks (due_at, id);
CREATE INDEX callbacks_stage ON callbacks (stage, due_at, id);
CREATE INDEX callbacks_ticket ON callbacks (ticket_id);

CREATE TABLE clocks (
    ticket_id BLOB NOT NULL REFERENCES tickets (id),
    no INTEGER NOT NULL,
    code TEXT NOT NULL,
    work_order_id BLOB,
    started_at INTEGER NOT NULL,
    warn_at INTEGER,
    due_at INTEGER NOT NULL,
    warned_at INTEGER,
    breached_at INTEGER,
    end_how TEXT CHECK (end_how IN ('stopped', 'dropped')),
    ended_at INTEGER,
    PRIMARY KEY (ticket_id, no)
) STRICT, WITHOUT ROWID;

-- What is due: a row that is due is the job. Written in the transaction that arms it.
CREATE TABLE wakes (
    ticket_id BLOB PRIMARY KEY REFERENCES tickets (id),
    due_at INTEGER NOT NULL,
    failures INTEGER NOT NULL
) STRICT;
CREATE INDEX wakes_due ON wakes (due_at);

-- The append-only log. One writer at a time: the sequence is the order.
CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    ticket_id BLOB,
    subject TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    name TEXT NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    data TEXT NOT NULL,
    request_id TEXT
) STRICT;
CREATE INDEX events_ticket ON events (ticket_id, seq) WHERE ticket_id IS NOT NULL;

-- What was answered to a request that named an Idempotency-Key.
CREATE TABLE idempotency_keys (
    principal BLOB NOT NULL,
    route TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    reply TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (principal, route, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);
