-- Schema 6: known cards, who may charge where, what chargers hold of it, and every answer to a card.
--
-- A card's key is its number without case (card_numbers.key); all numbers of a card stand in its own row. Hours, lists
-- and what is bounded are JSON, with money in it as the text of a decimal.

CREATE TABLE cards (
    key TEXT NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    name TEXT NOT NULL,
    colour TEXT NOT NULL,
    person_id INTEGER,
    group_name TEXT NOT NULL,
    blocked INTEGER NOT NULL,
    master INTEGER NOT NULL,
    alone INTEGER NOT NULL,
    expires_us INTEGER,
    chargers TEXT NOT NULL,
    hours TEXT NOT NULL,
    allowance TEXT,
    also TEXT NOT NULL,
    added_us INTEGER
) STRICT, WITHOUT ROWID;

-- The charger '' is the site's own.
CREATE TABLE policies (
    charger_id TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
    policy TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE holdings (
    charger_id TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
    version INTEGER NOT NULL,
    listed TEXT NOT NULL,
    whole INTEGER NOT NULL,
    checked_us INTEGER
) STRICT, WITHOUT ROWID;

-- The log of decisions.
CREATE TABLE shown (
    id INTEGER PRIMARY KEY,
    at_us INTEGER NOT NULL,
    charger_id TEXT NOT NULL COLLATE NOCASE,
    outlet INTEGER NOT NULL,
    card TEXT NOT NULL,
    doing TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

CREATE INDEX shown_by_card ON shown (card COLLATE NOCASE, at_us);
CREATE INDEX shown_by_time ON shown (at_us);

CREATE TRIGGER shown_kept AFTER INSERT ON shown BEGIN
    DELETE FROM shown WHERE id <= NEW.id - 100000;
END;

ALTER TABLE people ADD COLUMN budget TEXT;
ALTER TABLE people ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;

-- Whose card began the session, as the ledger tells it; people's own word, where 0 is nobody, stands over it.
ALTER TABLE sessions ADD COLUMN card_person_id INTEGER;
ALTER TABLE sessions ADD COLUMN card_vehicle_id INTEGER;
ALTER TABLE sessions ADD COLUMN booked_person_id INTEGER
    GENERATED ALWAYS AS (nullif(coalesce(person_id, card_person_id), 0)) VIRTUAL;
ALTER TABLE sessions ADD COLUMN booked_vehicle_id INTEGER
    GENERATED ALWAYS AS (nullif(coalesce(vehicle_id, card_vehicle_id), 0)) VIRTUAL;

DROP INDEX sessions_by_person;
DROP INDEX sessions_counted;
CREATE INDEX sessions_by_person ON sessions (booked_person_id, booked_started_us) WHERE booked_person_id IS NOT NULL;
CREATE INDEX sessions_counted ON sessions (
    booked_started_us, excluded, removed, booked_energy_wh, charger_id, booked_person_id
) WHERE stopped_us IS NOT NULL;
-- What each card charged, of what is over; as sessions_counted.
CREATE INDEX sessions_used ON sessions (
    card COLLATE NOCASE, booked_started_us, excluded, removed, booked_energy_wh
) WHERE card IS NOT NULL AND stopped_us IS NOT NULL;
