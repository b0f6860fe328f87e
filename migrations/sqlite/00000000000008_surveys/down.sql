DROP TABLE survey_round_customers;
DROP TABLE survey_rounds;
