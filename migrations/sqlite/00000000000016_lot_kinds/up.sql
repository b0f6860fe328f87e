-- Shares are promised kind by kind: a lot says for which kind of demand it was drawn.
ALTER TABLE callback_lots ADD COLUMN kind TEXT NOT NULL DEFAULT '';
UPDATE callback_lots SET kind = (SELECT tickets.kind FROM tickets WHERE tickets.id = callback_lots.ticket_id);
