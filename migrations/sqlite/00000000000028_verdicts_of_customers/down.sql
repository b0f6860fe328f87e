-- Counted again, by the rules of before.
UPDATE figure_cursor SET recount_after = zeroblob(16) WHERE EXISTS (SELECT 1 FROM facts);
