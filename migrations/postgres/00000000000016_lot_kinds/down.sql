ALTER TABLE callback_lots DROP COLUMN kind;
