DROP TABLE uncounted_tickets;
