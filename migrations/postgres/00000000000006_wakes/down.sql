ALTER TABLE tickets DROP COLUMN changed_at;
