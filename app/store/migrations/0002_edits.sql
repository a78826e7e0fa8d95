-- Schema 2: people and vehicles, what people write over sessions, sessions that people add, and events at outlets.
--
-- What the charger told stays in its own columns and is written by the ledger alone; what people wrote stands beside it
-- and is written by them alone, so neither can undo the other. The booked_ columns are what is shown and paid.

CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE vehicles (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    person_id INTEGER
) STRICT;

ALTER TABLE sessions ADD COLUMN origin TEXT NOT NULL DEFAULT 'charger';
ALTER TABLE sessions ADD COLUMN part_of INTEGER;
ALTER TABLE sessions ADD COLUMN amended_started_us INTEGER;
ALTER TABLE sessions ADD COLUMN amended_stopped_us INTEGER;
ALTER TABLE sessions ADD COLUMN amended_energy_wh INTEGER;
ALTER TABLE sessions ADD COLUMN person_id INTEGER;
ALTER TABLE sessions ADD COLUMN vehicle_id INTEGER;
ALTER TABLE sessions ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN excluded INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN booked_started_us INTEGER
    GENERATED ALWAYS AS (coalesce(amended_started_us, started_us)) VIRTUAL;
ALTER TABLE sessions ADD COLUMN booked_stopped_us INTEGER
    GENERATED ALWAYS AS (coalesce(amended_stopped_us, stopped_us)) VIRTUAL;
ALTER TABLE sessions ADD COLUMN booked_energy_wh INTEGER
    GENERATED ALWAYS AS (coalesce(amended_energy_wh, energy_wh)) VIRTUAL;

DROP INDEX sessions_by_start;
DROP INDEX sessions_by_charger;
DROP INDEX sessions_open;
CREATE INDEX sessions_by_start ON sessions (booked_started_us);
CREATE INDEX sessions_open ON sessions (booked_started_us) WHERE stopped_us IS NULL;
CREATE INDEX sessions_by_charger ON sessions (charger_id, booked_started_us);
CREATE INDEX sessions_by_person ON sessions (person_id, booked_started_us) WHERE person_id IS NOT NULL;

-- Who changed what and when; the amendments before and after are JSON, so that undo gives back just what was there.
CREATE TABLE edits (
    id INTEGER PRIMARY KEY,
    at_us INTEGER NOT NULL,
    by TEXT NOT NULL,
    kind TEXT NOT NULL,
    undone_us INTEGER,
    undone_by TEXT
) STRICT;

CREATE TABLE edit_parts (
    edit_id INTEGER NOT NULL,
    session_id INTEGER NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    PRIMARY KEY (edit_id, session_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX edit_parts_by_session ON edit_parts (session_id);

-- What happened at an outlet beside its sessions' own figures, for a session's timeline.
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    charger_id TEXT NOT NULL COLLATE NOCASE,
    outlet INTEGER NOT NULL,
    at_us INTEGER NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;

CREATE INDEX events_by_outlet ON events (charger_id, outlet, at_us);

CREATE TRIGGER events_kept AFTER INSERT ON events BEGIN
    DELETE FROM events WHERE id <= NEW.id - 500000;
END;

-- How far the file's upkeep has come: until when readings are thinned.
CREATE TABLE upkeep (
    name TEXT NOT NULL PRIMARY KEY,
    until_us INTEGER NOT NULL
) STRICT;
