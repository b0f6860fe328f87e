-- Reports that run for each unit: the path of the last unit that has its own; empty before the first.
ALTER TABLE report_schedules ADD COLUMN done_path TEXT NOT NULL DEFAULT '';
