-- Inspections among the figures: one fact for each sheet that was filled in. Figures by region, and how satisfied customers
-- said they are on the scale that the policy names. What no figure asks for goes: how often work
-- was done again, and the raw answers about recommending, whose promoters and detractors are counted by flags.
ALTER TABLE facts DROP CONSTRAINT facts_family_check;
ALTER TABLE facts ADD CONSTRAINT facts_family_check
    CHECK (family IN ('ticket', 'work_order', 'callback', 'inspection'));
ALTER TABLE facts DROP COLUMN redos;
ALTER TABLE facts DROP COLUMN recommend;
ALTER TABLE facts ADD COLUMN region TEXT;
ALTER TABLE facts ADD COLUMN score BIGINT;

-- Which inspections a ticket had.
CREATE INDEX inspections_ticket ON inspections (ticket_id);

-- What was counted already knows neither regions nor scores.
UPDATE figure_cursor SET recount_after = CAST('00000000-0000-0000-0000-000000000000' AS UUID) WHERE EXISTS (SELECT 1 FROM facts) OR EXISTS (SELECT 1 FROM inspections);
