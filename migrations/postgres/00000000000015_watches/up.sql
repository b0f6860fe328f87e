-- What is watched over: appeals that wait for a ruling, and what people were to have done by some day.

-- When somebody is to be told next that an appeal waits; none when nobody is.
ALTER TABLE appeals ADD COLUMN watch_at TIMESTAMPTZ;
UPDATE appeals SET watch_at = due_at WHERE stage IN ('raised', 'raised_again');
CREATE INDEX appeals_watch ON appeals (watch_at) WHERE watch_at IS NOT NULL;

-- Some of what people are told is about no ticket.
ALTER TABLE notifications ALTER COLUMN ticket_id DROP NOT NULL;

-- Whose free words are gone, and since when: codes, numbers and dates stay.
ALTER TABLE survey_rounds ADD COLUMN erased_at TIMESTAMPTZ;
CREATE INDEX survey_rounds_worded ON survey_rounds (opened_at, id) WHERE erased_at IS NULL;
ALTER TABLE staff_errors ADD COLUMN erased_at TIMESTAMPTZ;
CREATE INDEX staff_errors_worded ON staff_errors (at, id) WHERE erased_at IS NULL;
ALTER TABLE assessments ADD COLUMN erased_at TIMESTAMPTZ;
CREATE INDEX assessments_worded ON assessments (opened_at, id) WHERE erased_at IS NULL;

-- What was purged is not said anew.
CREATE FUNCTION record_contents_come_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM record_purges WHERE record_id = NEW.record_id) THEN
        RAISE EXCEPTION 'records are never changed or taken away' USING ERRCODE = 'check_violation', CONSTRAINT = 'record_contents_come_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER record_contents_once BEFORE INSERT ON record_contents FOR EACH ROW EXECUTE FUNCTION record_contents_come_once();
