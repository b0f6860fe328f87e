-- Whether a crew has been at the place is kept beside when it arrived, which is forgotten when work must be done again.
UPDATE work_orders SET document = json_set(document, '$.visited', json('true'))
WHERE id IN (SELECT subject_id FROM events WHERE subject = 'work_order' AND name = 'arrived');

-- What was counted already is counted once more.
UPDATE figure_cursor SET recount_after = zeroblob(16) WHERE EXISTS (SELECT 1 FROM facts);
