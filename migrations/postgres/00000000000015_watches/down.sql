DROP TRIGGER record_contents_once ON record_contents;
DROP FUNCTION record_contents_come_once();
ALTER TABLE assessments DROP COLUMN erased_at;
ALTER TABLE staff_errors DROP COLUMN erased_at;
ALTER TABLE survey_rounds DROP COLUMN erased_at;
DELETE FROM notification_deliveries WHERE notification_id IN (SELECT id FROM notifications WHERE ticket_id IS NULL);
DELETE FROM notifications WHERE ticket_id IS NULL;
ALTER TABLE notifications ALTER COLUMN ticket_id SET NOT NULL;
ALTER TABLE appeals DROP COLUMN watch_at;
