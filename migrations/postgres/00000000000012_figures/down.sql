DROP TABLE figure_restatements;
DROP TABLE figure_period_sums;
DROP TABLE figure_periods;
DROP TABLE figure_cursor;
DROP TABLE figure_definitions;
DROP TABLE figure_sums;
DROP TABLE facts;
