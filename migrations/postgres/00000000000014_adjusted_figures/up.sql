-- Adjusted figures: what an upheld appeal changes is kept beside the raw fact, one row for each standing.
ALTER TABLE facts ADD COLUMN standing TEXT NOT NULL DEFAULT 'both' CHECK (standing IN ('both', 'raw', 'adjusted'));
ALTER TABLE facts ALTER COLUMN standing DROP DEFAULT;
ALTER TABLE facts DROP CONSTRAINT facts_pkey;
ALTER TABLE facts ADD PRIMARY KEY (subject_id, standing);
CREATE INDEX facts_adjusted ON facts (ticket_id) WHERE standing <> 'both';

-- How many earlier tickets about the same matter a ticket had whose customers were erased since: nothing tells any more which.
CREATE TABLE forgotten_matters (
    ticket_id UUID PRIMARY KEY,
    earlier INTEGER NOT NULL
);

-- Which sums were kept when a period was closed: a sum that was thought of later has no closed value, which is not zero.
CREATE TABLE figure_period_definitions (
    period_id UUID NOT NULL REFERENCES figure_periods (id),
    sum_key TEXT NOT NULL,
    PRIMARY KEY (period_id, sum_key)
);
INSERT INTO figure_period_definitions (period_id, sum_key)
SELECT figure_periods.id, figure_definitions.sum_key FROM figure_periods CROSS JOIN figure_definitions;

-- What was adjusted already is counted once more.
UPDATE figure_cursor SET recount_after = CAST('00000000-0000-0000-0000-000000000000' AS UUID)
WHERE EXISTS (SELECT 1 FROM adjustments);
