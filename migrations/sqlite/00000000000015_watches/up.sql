-- What is watched over: appeals that wait for a ruling, and what people were to have done by some day.

-- When somebody is to be told next that an appeal waits; none when nobody is.
ALTER TABLE appeals ADD COLUMN watch_at INTEGER;
UPDATE appeals SET watch_at = due_at WHERE stage IN ('raised', 'raised_again');
CREATE INDEX appeals_watch ON appeals (watch_at) WHERE watch_at IS NOT NULL;

-- Some of what people are told is about no ticket.
CREATE TABLE notifications_before AS SELECT * FROM notifications;
CREATE TABLE notification_deliveries_before AS SELECT * FROM notification_deliveries;
DROP TABLE notification_deliveries;
DROP TABLE notifications;
CREATE TABLE notifications (
    id BLOB PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES users (id),
    ticket_id BLOB REFERENCES tickets (id),
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

-- Whose free words are gone, and since when: codes, numbers and dates stay.
ALTER TABLE survey_rounds ADD COLUMN erased_at INTEGER;
CREATE INDEX survey_rounds_worded ON survey_rounds (opened_at, id) WHERE erased_at IS NULL;
ALTER TABLE staff_errors ADD COLUMN erased_at INTEGER;
CREATE INDEX staff_errors_worded ON staff_errors (at, id) WHERE erased_at IS NULL;
ALTER TABLE assessments ADD COLUMN erased_at INTEGER;
CREATE INDEX assessments_worded ON assessments (opened_at, id) WHERE erased_at IS NULL;

-- Replacing a row takes it away without a word to the triggers that watch over deletions.
CREATE TRIGGER records_not_replaced BEFORE INSERT ON records
WHEN EXISTS (SELECT 1 FROM records WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'records are never changed or taken away'); END;
CREATE TRIGGER record_contents_not_replaced BEFORE INSERT ON record_contents
WHEN EXISTS (SELECT 1 FROM record_contents WHERE record_id = NEW.record_id)
    OR EXISTS (SELECT 1 FROM record_purges WHERE record_id = NEW.record_id)
BEGIN SELECT RAISE(ABORT, 'records are never changed or taken away'); END;
CREATE TRIGGER record_purges_not_replaced BEFORE INSERT ON record_purges
WHEN EXISTS (SELECT 1 FROM record_purges WHERE record_id = NEW.record_id)
BEGIN SELECT RAISE(ABORT, 'records are never changed or taken away'); END;
