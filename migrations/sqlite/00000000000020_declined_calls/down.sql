DROP INDEX customers_calls_declined;
ALTER TABLE customers DROP COLUMN calls_declined_reason;
ALTER TABLE customers DROP COLUMN calls_declined_at;
