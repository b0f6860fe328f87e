-- What was put right in the file of a customer is read from the log, and erased there with him.
CREATE INDEX events_customer ON events (subject_id, seq) WHERE subject = 'customer';
