-- Campaigns (外呼任务): lists of customers whom the centre calls though none of them asked for anything.
CREATE TABLE campaigns (
    id UUID PRIMARY KEY,
    unit_path TEXT COLLATE "C" NOT NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    closed_at TIMESTAMPTZ,
    swept_at TIMESTAMPTZ,
    version BIGINT NOT NULL,
    document JSONB NOT NULL
);
CREATE INDEX campaigns_opened ON campaigns (opened_at, id);
CREATE INDEX campaigns_unswept ON campaigns (closed_at) WHERE closed_at IS NOT NULL AND swept_at IS NULL;

-- Their members, each of whom is a ticket. What became of a member is written with the ticket.
CREATE TABLE campaign_members (
    ticket_id UUID PRIMARY KEY REFERENCES tickets (id),
    campaign_id UUID NOT NULL REFERENCES campaigns (id),
    reference TEXT COLLATE "C" NOT NULL,
    customer_id UUID,
    handed_in_by TEXT COLLATE "C" NOT NULL,
    added_at TIMESTAMPTZ NOT NULL,
    called BOOLEAN NOT NULL,
    standing TEXT COLLATE "C" NOT NULL,
    outcome TEXT COLLATE "C"
);
CREATE UNIQUE INDEX campaign_members_reference ON campaign_members (campaign_id, reference);
CREATE UNIQUE INDEX campaign_members_customer ON campaign_members (campaign_id, customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX campaign_members_added ON campaign_members (campaign_id, added_at, ticket_id);
CREATE INDEX campaign_members_counted ON campaign_members (campaign_id, standing, called, outcome);
CREATE INDEX campaign_members_handed ON campaign_members (handed_in_by, added_at);
CREATE INDEX campaign_members_open ON campaign_members (campaign_id, ticket_id) WHERE standing = 'open';
