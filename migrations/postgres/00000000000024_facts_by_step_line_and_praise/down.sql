DELETE FROM facts WHERE family = 'praise';
ALTER TABLE facts
    DROP COLUMN line,
    DROP COLUMN callback_seconds,
    DROP COLUMN review_seconds,
    DROP COLUMN pause_seconds,
    DROP COLUMN customer_seconds,
    DROP COLUMN work_seconds,
    DROP COLUMN travel_seconds,
    DROP COLUMN unit_seconds,
    DROP COLUMN queue_seconds,
    DROP COLUMN intake_seconds,
    DROP COLUMN units;
ALTER TABLE facts DROP CONSTRAINT facts_family_check;
ALTER TABLE facts ADD CONSTRAINT facts_family_check
    CHECK (family IN ('ticket', 'work_order', 'callback', 'inspection'));
