ALTER TABLE customers DROP COLUMN attributes;
ALTER TABLE customers DROP COLUMN segment;
