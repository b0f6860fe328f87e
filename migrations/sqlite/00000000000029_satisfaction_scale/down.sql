ALTER TABLE figure_cursor DROP COLUMN satisfaction_scale;
