-- Customers who want no calls at all (请勿再致电): since when, and what they said.
ALTER TABLE customers ADD COLUMN calls_declined_at TIMESTAMPTZ;
ALTER TABLE customers ADD COLUMN calls_declined_reason TEXT;
CREATE INDEX customers_calls_declined ON customers (phone_key) WHERE calls_declined_at IS NOT NULL;
