-- The scale that the satisfaction index was taken on: when the policy names another one, facts are counted again, so that no
-- sum ever holds answers of two scales. Empty: not known, counted again once.
ALTER TABLE figure_cursor ADD COLUMN satisfaction_scale TEXT NOT NULL DEFAULT '';
