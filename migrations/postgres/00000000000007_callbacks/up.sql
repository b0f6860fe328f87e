-- Callbacks that tickets do not wait for (aftercare), windows, claims, and the lots that decide who is called.
ALTER TABLE callbacks ADD COLUMN plan TEXT NOT NULL DEFAULT '';
ALTER TABLE callbacks ADD COLUMN closes BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE callbacks ADD COLUMN until_at TIMESTAMPTZ;
ALTER TABLE callbacks ADD COLUMN claimed_by UUID;
ALTER TABLE callbacks ADD COLUMN claimed_until TIMESTAMPTZ;
ALTER TABLE callbacks ADD COLUMN ended_at TIMESTAMPTZ;
UPDATE callbacks SET plan = document ->> 'plan', ended_at = (document ->> 'ended_at')::timestamptz;
-- The calls of a ticket that are open, besides the one it waits for.
CREATE INDEX callbacks_aftercare ON callbacks (ticket_id) WHERE ended_at IS NULL AND NOT closes;
-- What callback agents take next: by plan, by the end of the window.
CREATE INDEX callbacks_next ON callbacks (plan, stage, until_at, due_at, id) WHERE ended_at IS NULL;

CREATE TABLE callback_lots (
    ticket_id UUID NOT NULL REFERENCES tickets (id),
    plan TEXT NOT NULL,
    period TEXT NOT NULL,
    lot INTEGER NOT NULL,
    percent SMALLINT NOT NULL,
    taken BOOLEAN NOT NULL,
    unit_path TEXT COLLATE "C" NOT NULL,
    drawn_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan, period, lot, ticket_id)
);
CREATE INDEX callback_lots_ticket ON callback_lots (ticket_id);
