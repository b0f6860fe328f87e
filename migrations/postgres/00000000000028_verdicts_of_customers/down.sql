-- Counted again, by the rules of before.
UPDATE figure_cursor SET recount_after = CAST('00000000-0000-0000-0000-000000000000' AS UUID) WHERE EXISTS (SELECT 1 FROM facts);
