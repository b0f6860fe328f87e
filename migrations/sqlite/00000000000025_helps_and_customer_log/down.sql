DROP INDEX events_customer;
DROP TABLE helps;
