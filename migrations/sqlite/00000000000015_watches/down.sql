DROP TRIGGER record_purges_not_replaced;
DROP TRIGGER record_contents_not_replaced;
DROP TRIGGER records_not_replaced;
DROP INDEX assessments_worded;
ALTER TABLE assessments DROP COLUMN erased_at;
DROP INDEX staff_errors_worded;
ALTER TABLE staff_errors DROP COLUMN erased_at;
DROP INDEX survey_rounds_worded;
ALTER TABLE survey_rounds DROP COLUMN erased_at;
DELETE FROM notification_deliveries WHERE notification_id IN (SELECT id FROM notifications WHERE ticket_id IS NULL);
DELETE FROM notifications WHERE ticket_id IS NULL;
CREATE TABLE notifications_before AS SELECT * FROM notifications;
CREATE TABLE notification_deliveries_before AS SELECT * FROM notification_deliveries;
DROP TABLE notification_deliveries;
DROP TABLE notifications;
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
INSERT INTO notifications SELECT * FROM notifications_before;
INSERT INTO notification_deliveries SELECT * FROM notification_deliveries_before;
DROP TABLE notifications_before;
DROP TABLE notification_deliveries_before;
DROP INDEX appeals_watch;
ALTER TABLE appeals DROP COLUMN watch_at;
