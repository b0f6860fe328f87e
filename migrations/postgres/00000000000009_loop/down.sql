DROP TABLE adjustments;
DROP TABLE appeals;
DROP TABLE ticket_matters;
DROP TABLE matters;
