-- Tickets that were classified anew are found under what they are now: the columns had kept what they once were.
UPDATE tickets SET kind = document -> 'demand' ->> 'kind', area = document -> 'demand' ->> 'area'
WHERE kind <> document -> 'demand' ->> 'kind' OR area <> document -> 'demand' ->> 'area';
