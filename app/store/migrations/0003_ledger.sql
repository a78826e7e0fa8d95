-- Schema 3: what the ledger needs to tell repeats from news, and to hold a register against power over time.

ALTER TABLE chargers ADD COLUMN meter_habit TEXT;

ALTER TABLE sessions ADD COLUMN reported_stop_us INTEGER;
-- Runs of the charger's own event numbers: "0-4,6-9". Up to now only the last one was kept.
ALTER TABLE sessions ADD COLUMN heard TEXT NOT NULL DEFAULT '';
UPDATE sessions SET heard = '0-' || last_seq WHERE last_seq IS NOT NULL;
ALTER TABLE sessions DROP COLUMN last_seq;
-- Power over time in W·s, and up to when; NULL where too little of it is known, as of every session up to now.
ALTER TABLE sessions ADD COLUMN power_ws INTEGER;
ALTER TABLE sessions ADD COLUMN power_us INTEGER;
