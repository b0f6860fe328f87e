DROP INDEX inspections_ticket;
ALTER TABLE facts DROP COLUMN score;
ALTER TABLE facts DROP COLUMN region;
ALTER TABLE facts ADD COLUMN redos BIGINT;
ALTER TABLE facts ADD COLUMN recommend BIGINT;
DELETE FROM facts WHERE family = 'inspection';
ALTER TABLE facts DROP CONSTRAINT facts_family_check;
ALTER TABLE facts ADD CONSTRAINT facts_family_check CHECK (family IN ('ticket', 'work_order', 'callback'));
