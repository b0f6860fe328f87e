DROP TABLE callback_lots;
DROP INDEX callbacks_next;
DROP INDEX callbacks_aftercare;
ALTER TABLE callbacks DROP COLUMN ended_at;
ALTER TABLE callbacks DROP COLUMN claimed_until;
ALTER TABLE callbacks DROP COLUMN claimed_by;
ALTER TABLE callbacks DROP COLUMN until_at;
ALTER TABLE callbacks DROP COLUMN closes;
ALTER TABLE callbacks DROP COLUMN plan;
