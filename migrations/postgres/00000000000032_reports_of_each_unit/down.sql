ALTER TABLE report_schedules DROP COLUMN done_path;
