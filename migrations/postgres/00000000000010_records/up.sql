-- Records: numbered without gaps, never changed. A row locks its series until the transaction ends, so that a number is
-- given to the next only when it is certain that this one stays.
CREATE TABLE record_series (
    series TEXT PRIMARY KEY,
    last BIGINT NOT NULL CHECK (last > 0),
    seal TEXT NOT NULL
);

CREATE TABLE records (
    id UUID PRIMARY KEY,
    series TEXT NOT NULL,
    no BIGINT NOT NULL,
    kind TEXT NOT NULL,
    ticket_id UUID,
    unit_path TEXT COLLATE "C" NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    corrects UUID REFERENCES records (id),
    voids BOOLEAN NOT NULL,
    content_hash TEXT NOT NULL,
    seal TEXT NOT NULL,
    CONSTRAINT records_series_no_key UNIQUE (series, no)
);
CREATE INDEX records_at ON records (at, id);
CREATE INDEX records_ticket ON records (ticket_id, at, id) WHERE ticket_id IS NOT NULL;
CREATE INDEX records_corrects ON records (corrects) WHERE corrects IS NOT NULL;

-- What a record says; the one part that may go, when it was kept long enough.
CREATE TABLE record_contents (
    record_id UUID PRIMARY KEY REFERENCES records (id),
    content JSONB NOT NULL
);

-- The one door through which a content may go; itself never changed.
CREATE TABLE record_purges (
    record_id UUID PRIMARY KEY REFERENCES records (id),
    at TIMESTAMPTZ NOT NULL,
    job_id UUID NOT NULL,
    months SMALLINT NOT NULL
);

-- What may not be purged whatever its age: a dispute, a lawsuit.
CREATE TABLE legal_holds (
    id UUID PRIMARY KEY,
    ticket_id UUID NOT NULL REFERENCES tickets (id),
    reason TEXT NOT NULL,
    placed_at TIMESTAMPTZ NOT NULL,
    placed_by JSONB NOT NULL,
    lifted_at TIMESTAMPTZ,
    lifted_by JSONB,
    lift_reason TEXT,
    version BIGINT NOT NULL
);
CREATE INDEX legal_holds_ticket ON legal_holds (ticket_id) WHERE lifted_at IS NULL;
CREATE INDEX legal_holds_placed ON legal_holds (placed_at, id);

CREATE FUNCTION records_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'records are never changed or taken away' USING ERRCODE = 'check_violation', CONSTRAINT = 'records_are_kept';
END $$;
CREATE FUNCTION records_have_no_gaps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.no <> (SELECT coalesce(max(no), 0) + 1 FROM records WHERE series = NEW.series) THEN
        RAISE EXCEPTION 'the numbers of a series have no gaps' USING ERRCODE = 'check_violation', CONSTRAINT = 'records_have_no_gaps';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION record_series_only_grow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.series <> OLD.series OR NEW.last < OLD.last THEN
        RAISE EXCEPTION 'a series only grows' USING ERRCODE = 'check_violation', CONSTRAINT = 'record_series_only_grow';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION records_on_hold_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM records r JOIN legal_holds h ON h.ticket_id = r.ticket_id
        WHERE r.id = NEW.record_id AND h.lifted_at IS NULL
    ) THEN
        RAISE EXCEPTION 'a legal hold is on it' USING ERRCODE = 'check_violation', CONSTRAINT = 'records_on_hold_stay';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION record_contents_go_by_purge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM record_purges WHERE record_id = OLD.record_id) THEN
        RAISE EXCEPTION 'only a purge takes a content away' USING ERRCODE = 'check_violation', CONSTRAINT = 'record_contents_go_by_purge';
    END IF;
    RETURN OLD;
END $$;

CREATE TRIGGER records_gapless BEFORE INSERT ON records FOR EACH ROW EXECUTE FUNCTION records_have_no_gaps();
CREATE TRIGGER records_kept BEFORE UPDATE OR DELETE ON records FOR EACH ROW EXECUTE FUNCTION records_are_kept();
CREATE TRIGGER records_not_truncated BEFORE TRUNCATE ON records FOR EACH STATEMENT EXECUTE FUNCTION records_are_kept();
CREATE TRIGGER record_contents_kept BEFORE UPDATE ON record_contents FOR EACH ROW EXECUTE FUNCTION records_are_kept();
CREATE TRIGGER record_contents_purged BEFORE DELETE ON record_contents FOR EACH ROW EXECUTE FUNCTION record_contents_go_by_purge();
CREATE TRIGGER record_contents_not_truncated BEFORE TRUNCATE ON record_contents FOR EACH STATEMENT EXECUTE FUNCTION records_are_kept();
CREATE TRIGGER record_purges_not_held BEFORE INSERT ON record_purges FOR EACH ROW EXECUTE FUNCTION records_on_hold_stay();
CREATE TRIGGER record_purges_kept BEFORE UPDATE OR DELETE ON record_purges FOR EACH ROW EXECUTE FUNCTION records_are_kept();
CREATE TRIGGER record_purges_not_truncated BEFORE TRUNCATE ON record_purges FOR EACH STATEMENT EXECUTE FUNCTION records_are_kept();
CREATE TRIGGER record_series_grow BEFORE UPDATE ON record_series FOR EACH ROW EXECUTE FUNCTION record_series_only_grow();
CREATE TRIGGER record_series_kept BEFORE DELETE ON record_series FOR EACH ROW EXECUTE FUNCTION records_are_kept();
CREATE TRIGGER record_series_not_truncated BEFORE TRUNCATE ON record_series FOR EACH STATEMENT EXECUTE FUNCTION records_are_kept();

-- Whose customer's data are gone, and since when.
ALTER TABLE tickets ADD COLUMN erased_at TIMESTAMPTZ;
CREATE INDEX tickets_of_customer ON tickets (customer_id) WHERE customer_id IS NOT NULL;

-- The kinds of jobs are known to the program; a list beside them would have to be moved with each new one.
ALTER TABLE jobs DROP CONSTRAINT jobs_kind_check;
