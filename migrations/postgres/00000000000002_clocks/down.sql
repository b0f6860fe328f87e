-- Pauses, cycles and earlier deadlines are lost on the way back.
ALTER TABLE clocks ADD COLUMN started_at TIMESTAMPTZ;
ALTER TABLE clocks ADD COLUMN warn_at TIMESTAMPTZ;
ALTER TABLE clocks ADD COLUMN warned_at TIMESTAMPTZ;
ALTER TABLE clocks ADD COLUMN breached_at TIMESTAMPTZ;
ALTER TABLE clocks ADD COLUMN end_how TEXT CHECK (end_how IN ('stopped', 'dropped'));
UPDATE clocks SET started_at = (document ->> 'started_at')::timestamptz, end_how = document -> 'end' ->> 'how';
ALTER TABLE clocks ALTER COLUMN started_at SET NOT NULL;
ALTER TABLE clocks DROP COLUMN document;
