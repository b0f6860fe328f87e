-- Which class of customer (客户细分) somebody is said to be, and what is known of him by which the policy finds it.
ALTER TABLE customers ADD COLUMN segment TEXT;
ALTER TABLE customers ADD COLUMN attributes JSONB NOT NULL DEFAULT '{}';
