DROP TABLE notification_deliveries;
DROP TABLE notifications;
DROP TABLE duties;
ALTER TABLE users DROP COLUMN email;
