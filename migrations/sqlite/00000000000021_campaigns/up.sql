-- Campaigns (外呼任务): lists of customers whom the centre calls though none of them asked for anything.
CREATE TABLE campaigns (
    id BLOB PRIMARY KEY,
    unit_path TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    swept_at INTEGER,
    version INTEGER NOT NULL,
    document TEXT NOT NULL
) STRICT;
CREATE INDEX campaigns_opened ON campaigns (opened_at, id);
CREATE INDEX campaigns_unswept ON campaigns (closed_at) WHERE closed_at IS NOT NULL AND swept_at IS NULL;

-- Their members, each of whom is a ticket. What became of a member is written with the ticket.
CREATE TABLE campaign_members (
    ticket_id BLOB PRIMARY KEY REFERENCES tickets (id),
    campaign_id BLOB NOT NULL REFERENCES campaigns (id),
    reference TEXT NOT NULL,
    customer_id BLOB,
    handed_in_by TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    called INTEGER NOT NULL CHECK (called IN (0, 1)),
    standing TEXT NOT NULL,
    outcome TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX campaign_members_reference ON campaign_members (campaign_id, reference);
CREATE UNIQUE INDEX campaign_members_customer ON campaign_members (campaign_id, customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX campaign_members_added ON campaign_members (campaign_id, added_at, ticket_id);
CREATE INDEX campaign_members_counted ON campaign_members (campaign_id, standing, called, outcome);
CREATE INDEX campaign_members_handed ON campaign_members (handed_in_by, added_at);
CREATE INDEX campaign_members_open ON campaign_members (campaign_id, ticket_id) WHERE standing = 'open';
