-- Who was told what, and where it was pushed. A notification is written in the transaction of its cause.

-- Where mail reaches a user.
ALTER TABLE users ADD COLUMN email TEXT;

-- Who is on duty now. Not part of the user, whose changes end sessions.
CREATE TABLE duties (
    user_id BLOB PRIMARY KEY REFERENCES users (id),
    since_at INTEGER NOT NULL
) STRICT;

-- The words are found when it is read: from `code` in that version of the policy, and from `subject`. `pushed` says that it
-- counts towards the cap of its receiver.
CREATE TABLE notifications (
    id BLOB PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES users (id),
    ticket_id BLOB NOT NULL REFERENCES tickets (id),
    event_id BLOB NOT NULL,
    policy INTEGER NOT NULL,
    code TEXT NOT NULL,
    subject TEXT NOT NULL,
    emergency INTEGER NOT NULL,
    pushed INTEGER NOT NULL,
    push_after INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    read_at INTEGER,
    acknowledged_at INTEGER,
    CONSTRAINT notifications_event_id_user_id_key UNIQUE (event_id, user_id)
) STRICT;
CREATE INDEX notifications_user ON notifications (user_id, created_at, id);
CREATE INDEX notifications_unread ON notifications (user_id, created_at, id) WHERE read_at IS NULL;
CREATE INDEX notifications_unacknowledged ON notifications (user_id, created_at, id) WHERE acknowledged_at IS NULL;
CREATE INDEX notifications_pushed ON notifications (user_id, push_after) WHERE pushed;

-- A pending delivery that is due is the job. Whoever claims it moves `next_attempt_at` behind the end of the lease.
CREATE TABLE notification_deliveries (
    notification_id BLOB NOT NULL REFERENCES notifications (id),
    channel TEXT NOT NULL CHECK (channel IN ('webhook', 'smtp')),
    state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'capped', 'failed', 'disabled')),
    attempts INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    sent_at INTEGER,
    last_error TEXT,
    PRIMARY KEY (notification_id, channel)
) STRICT;
CREATE INDEX notification_deliveries_due ON notification_deliveries (channel, next_attempt_at) WHERE state = 'pending';
