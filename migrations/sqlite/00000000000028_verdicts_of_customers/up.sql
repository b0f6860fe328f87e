-- "Not rated" is no verdict, the satisfaction index is about the handling alone, and calls of campaigns are nobody's earlier
-- demand: facts are counted again.
UPDATE figure_cursor SET recount_after = zeroblob(16) WHERE EXISTS (SELECT 1 FROM facts);
