-- When a ticket was changed last, by the clock of the node that changed it: no later change may bear an earlier time,
-- though the clocks of nodes differ.
ALTER TABLE tickets ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;
UPDATE tickets SET changed_at = COALESCE((SELECT max(at) FROM events WHERE events.ticket_id = tickets.id), opened_at);
