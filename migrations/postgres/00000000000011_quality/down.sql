DROP INDEX events_at;
DROP TABLE assessments;
DROP TABLE findings;
DROP TABLE inspection_rounds;
DROP TABLE inspections;
DROP TABLE staff_errors;
