-- The tickets that one call brought: the call names its customer until the last of them is erased.
ALTER TABLE tickets ADD COLUMN call_id UUID;
UPDATE tickets SET call_id = (document -> 'demand' ->> 'call')::uuid WHERE document -> 'demand' ->> 'call' IS NOT NULL;
CREATE INDEX tickets_call ON tickets (call_id) WHERE call_id IS NOT NULL;
-- Calls are erased with the last ticket that they brought; those that brought none, by their age.
ALTER TABLE calls ADD COLUMN erased_at TIMESTAMPTZ;
