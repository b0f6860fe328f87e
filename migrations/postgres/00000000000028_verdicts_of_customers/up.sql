-- "Not rated" is no verdict, the satisfaction index is about the handling alone, and calls of campaigns are nobody's earlier
-- demand: facts are counted again.
UPDATE figure_cursor SET recount_after = CAST('00000000-0000-0000-0000-000000000000' AS UUID) WHERE EXISTS (SELECT 1 FROM facts);
