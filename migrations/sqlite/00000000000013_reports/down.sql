DROP TABLE report_schedules;
DROP TABLE report_recipients;
DROP TABLE report_runs;
