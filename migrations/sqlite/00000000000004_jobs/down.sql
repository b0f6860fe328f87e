DROP INDEX clocks_running;
DROP TABLE policy_files;
DROP TABLE job_results;
DROP TABLE job_files;
DROP TABLE jobs;
