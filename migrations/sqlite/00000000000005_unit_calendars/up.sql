-- The business calendar of a unit and of the units below it; without one, that of the nearest unit above.
ALTER TABLE units ADD COLUMN calendar TEXT;
