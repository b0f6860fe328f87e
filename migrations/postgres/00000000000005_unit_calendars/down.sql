ALTER TABLE units DROP COLUMN calendar;
