DROP INDEX tickets_call;
ALTER TABLE tickets DROP COLUMN call_id;
ALTER TABLE calls DROP COLUMN erased_at;
