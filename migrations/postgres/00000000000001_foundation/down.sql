-- Takes everything down, in the reverse order of the references.
DROP TABLE idempotency_keys;
DROP TABLE events;
DROP TABLE wakes;
DROP TABLE clocks;
DROP TABLE callbacks;
DROP TABLE surveys;
DROP TABLE work_orders;
DROP TABLE ticket_scopes;
DROP TABLE tickets;
DROP TABLE calls;
DROP TABLE customers;
DROP TABLE number_blocks;
DROP TABLE settings;
DROP TABLE policies;
DROP TABLE sessions;
DROP TABLE users;
DROP TABLE units;
