DROP TABLE report_signatures;
