-- Who was told what, and where it was pushed. A notification is written in the transaction of its cause.

-- Where mail reaches a user.
ALTER TABLE users ADD COLUMN email TEXT;

-- Who is on duty now. Not part of the user, whose changes end sessions.
CREATE TABLE duties (
    user_id UUID PRIMARY KEY REFERENCES users (id),
    since_at TIMESTAMPTZ NOT NULL
);

-- The words are found when it is read: from `code` in that version of the policy, and from `subject`. `pushed` says that it
-- counts towards the cap of its receiver.
CREATE TABLE notifications (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id),
    ticket_id UUID NOT NULL REFERENCES tickets (id),
    event_id UUID NOT NULL,
    policy BIGINT NOT NULL,
    code TEXT NOT NULL,
    subject JSONB NOT NULL,
    emergency BOOLEAN NOT NULL,
    pushed BOOLEAN NOT NULL,
    push_after TIMESTAMPTZ NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    read_at TIMESTAMPTZ,
    acknowledged_at TIMESTAMPTZ,
    CONSTRAINT notifications_event_id_user_id_key UNIQUE (event_id, user_id)
);
CREATE INDEX notifications_user ON notifications (user_id, created_at, id);
CREATE INDEX notifications_unread ON notifications (user_id, created_at, id) WHERE read_at IS NULL;
CREATE INDEX notifications_unacknowledged ON notifications (user_id, created_at, id) WHERE acknowledged_at IS NULL;
CREATE INDEX notifications_pushed ON notifications (user_id, push_after) WHERE pushed;

-- A pending delivery that is due is the job. Whoever claims it moves `next_attempt_at` behind the end of the lease.
CREATE TABLE notification_deliveries (
    notification_id UUID NOT NULL REFERENCES notifications (id),
    channel TEXT NOT NULL CHECK (channel IN ('webhook', 'smtp')),
    state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'capped', 'failed', 'disabled')),
    attempts SMALLINT NOT NULL,
    next_attempt_at TIMESTAMPTZ NOT NULL,
    sent_at TIMESTAMPTZ,
    last_error TEXT,
    PRIMARY KEY (notification_id, channel)
);
CREATE INDEX notification_deliveries_due ON notification_deliveries (channel, next_attempt_at) WHERE state = 'pending';

-- Rows are updated here at the pace of the pushes.
ALTER TABLE notification_deliveries SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
