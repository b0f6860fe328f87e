-- Callbacks that tickets do not wait for (aftercare), windows, claims, and the lots that decide who is called.
ALTER TABLE callbacks ADD COLUMN plan TEXT NOT NULL DEFAULT '';
ALTER TABLE callbacks ADD COLUMN closes INTEGER NOT NULL DEFAULT 1;
ALTER TABLE callbacks ADD COLUMN until_at INTEGER;
ALTER TABLE callbacks ADD COLUMN claimed_by BLOB;
ALTER TABLE callbacks ADD COLUMN claimed_until INTEGER;
ALTER TABLE callbacks ADD COLUMN ended_at INTEGER;
UPDATE callbacks SET
    plan = json_extract(document, '$.plan'),
    ended_at = CAST(strftime('%s', json_extract(document, '$.ended_at')) AS INTEGER) * 1000000;
-- The calls of a ticket that are open, besides the one it waits for.
CREATE INDEX callbacks_aftercare ON callbacks (ticket_id) WHERE ended_at IS NULL AND NOT closes;
-- What callback agents take next: by plan, by the end of the window.
CREATE INDEX callbacks_next ON callbacks (plan, stage, until_at, due_at, id) WHERE ended_at IS NULL;

CREATE TABLE callback_lots (
    ticket_id BLOB NOT NULL REFERENCES tickets (id),
    plan TEXT NOT NULL,
    period TEXT NOT NULL,
    lot INTEGER NOT NULL,
    percent INTEGER NOT NULL,
    taken INTEGER NOT NULL,
    unit_path TEXT NOT NULL,
    drawn_at INTEGER NOT NULL,
    PRIMARY KEY (plan, period, lot, ticket_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX callback_lots_ticket ON callback_lots (ticket_id);
