-- How long tickets were in whose hands, how many units shared them, on which line of the network the matter lies, and praise:
-- one fact for each of the staff whom a ticket praises.
ALTER TABLE facts DROP CONSTRAINT facts_family_check;
ALTER TABLE facts ADD CONSTRAINT facts_family_check
    CHECK (family IN ('ticket', 'work_order', 'callback', 'inspection', 'praise'));
ALTER TABLE facts
    ADD COLUMN units BIGINT,
    ADD COLUMN intake_seconds BIGINT,
    ADD COLUMN queue_seconds BIGINT,
    ADD COLUMN unit_seconds BIGINT,
    ADD COLUMN travel_seconds BIGINT,
    ADD COLUMN work_seconds BIGINT,
    ADD COLUMN customer_seconds BIGINT,
    ADD COLUMN pause_seconds BIGINT,
    ADD COLUMN review_seconds BIGINT,
    ADD COLUMN callback_seconds BIGINT,
    ADD COLUMN line TEXT;

-- What was counted already knows nothing of it.
UPDATE figure_cursor SET recount_after = CAST('00000000-0000-0000-0000-000000000000' AS UUID)
WHERE EXISTS (SELECT 1 FROM facts);
