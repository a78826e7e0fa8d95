-- An empty file of schema 9, as it was given out. Never edited.
BEGIN TRANSACTION;
CREATE TABLE chargers (
    id TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
    name TEXT NOT NULL,
    standing TEXT NOT NULL,
    vendor TEXT NOT NULL,
    model TEXT NOT NULL,
    serial TEXT NOT NULL,
    firmware TEXT NOT NULL,
    protocol TEXT NOT NULL,
    address TEXT NOT NULL,
    anonymous INTEGER NOT NULL,
    first_seen_us INTEGER,
    last_seen_us INTEGER,
    booted_us INTEGER
, meter_habit TEXT) STRICT;
CREATE TABLE passwords (
    charger_id TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
    hash TEXT NOT NULL
) STRICT;
CREATE TABLE outlets (
    charger_id TEXT NOT NULL COLLATE NOCASE,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    availability TEXT NOT NULL,
    activity TEXT NOT NULL,
    fault TEXT,
    fault_detail TEXT NOT NULL,
    switched_off INTEGER NOT NULL,
    status_us INTEGER,
    session_id INTEGER,
    limit_a REAL,
    card TEXT,
    card_us INTEGER,
    PRIMARY KEY (charger_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    charger_id TEXT NOT NULL COLLATE NOCASE,
    outlet INTEGER NOT NULL,
    transaction_id TEXT NOT NULL,
    started_us INTEGER NOT NULL,
    reported_start_us INTEGER,
    stopped_us INTEGER,
    card TEXT,
    stop_card TEXT,
    meter_start_wh INTEGER,
    meter_last_wh INTEGER,
    meter_stop_wh INTEGER,
    carried_wh INTEGER NOT NULL,
    suspect_wh INTEGER,
    energy_wh INTEGER NOT NULL,
    last_reading_us INTEGER,
    quality TEXT NOT NULL,
    evidence TEXT NOT NULL,  -- codes in order, with commas between
    stop_reason TEXT,
    remote_start_id INTEGER
, origin TEXT NOT NULL DEFAULT 'charger', part_of INTEGER, amended_started_us INTEGER, amended_stopped_us INTEGER, amended_energy_wh INTEGER, person_id INTEGER, vehicle_id INTEGER, note TEXT NOT NULL DEFAULT '', excluded INTEGER NOT NULL DEFAULT 0, removed INTEGER NOT NULL DEFAULT 0, booked_started_us INTEGER
    GENERATED ALWAYS AS (coalesce(amended_started_us, started_us)) VIRTUAL, booked_stopped_us INTEGER
    GENERATED ALWAYS AS (coalesce(amended_stopped_us, stopped_us)) VIRTUAL, booked_energy_wh INTEGER
    GENERATED ALWAYS AS (coalesce(amended_energy_wh, energy_wh)) VIRTUAL, reported_stop_us INTEGER, heard TEXT NOT NULL DEFAULT '', power_ws INTEGER, power_us INTEGER, card_person_id INTEGER, card_vehicle_id INTEGER, booked_person_id INTEGER
    GENERATED ALWAYS AS (nullif(coalesce(person_id, card_person_id), 0)) VIRTUAL, booked_vehicle_id INTEGER
    GENERATED ALWAYS AS (nullif(coalesce(vehicle_id, card_vehicle_id), 0)) VIRTUAL, card_verdict TEXT, card_reason TEXT) STRICT;
CREATE TABLE places (
    id INTEGER PRIMARY KEY,
    charger_id TEXT NOT NULL COLLATE NOCASE,
    outlet INTEGER NOT NULL,
    UNIQUE (charger_id, outlet)
) STRICT;
CREATE TABLE readings (
    place_id INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    moment INTEGER NOT NULL,  -- 0 begin, 1 periodic, 2 clock, 3 trigger, 4 interruption, 5 end
    session_id INTEGER,
    energy_wh INTEGER,
    power_w INTEGER,
    current_l1_ma INTEGER,
    current_l2_ma INTEGER,
    current_l3_ma INTEGER,
    voltage_l1_dv INTEGER,  -- tenths of a volt
    voltage_l2_dv INTEGER,
    voltage_l3_dv INTEGER,
    soc_permille INTEGER,
    PRIMARY KEY (place_id, at_ms, moment)
) STRICT, WITHOUT ROWID;
CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    charger_id TEXT NOT NULL COLLATE NOCASE,
    at_us INTEGER NOT NULL,
    about TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE TABLE knocks (
    id INTEGER PRIMARY KEY,
    at_us INTEGER NOT NULL,
    address TEXT NOT NULL,
    outcome TEXT NOT NULL,
    identity TEXT,
    path TEXT NOT NULL,
    protocol TEXT NOT NULL,
    detail TEXT NOT NULL,
    count INTEGER NOT NULL
) STRICT;
CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    at_us INTEGER NOT NULL,
    end_bytes INTEGER NOT NULL,
    charger_id TEXT NOT NULL COLLATE NOCASE,
    direction TEXT NOT NULL,
    note TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
, budget TEXT, erased INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE vehicles (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    person_id INTEGER
) STRICT;
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
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    charger_id TEXT NOT NULL COLLATE NOCASE,
    outlet INTEGER NOT NULL,
    at_us INTEGER NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE TABLE upkeep (
    name TEXT NOT NULL PRIMARY KEY,
    until_us INTEGER NOT NULL
) STRICT;
CREATE TABLE reading_days (
    session_id INTEGER NOT NULL,
    place_id INTEGER NOT NULL,
    day INTEGER NOT NULL,  -- since 1970, UTC
    PRIMARY KEY (session_id, place_id, day)
) STRICT, WITHOUT ROWID;
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
, forget INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE TABLE shown (
    id INTEGER PRIMARY KEY,
    at_us INTEGER NOT NULL,
    charger_id TEXT NOT NULL COLLATE NOCASE,
    outlet INTEGER NOT NULL,
    card TEXT NOT NULL,
    doing TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL
, kind TEXT NOT NULL DEFAULT 'card') STRICT;
CREATE TABLE books (
    side TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL
) STRICT;
CREATE TABLE series (
    id TEXT NOT NULL PRIMARY KEY,
    area TEXT NOT NULL,
    currency TEXT NOT NULL,
    resolution_s INTEGER NOT NULL
) STRICT;
CREATE TABLE prices (
    series_id TEXT NOT NULL,
    start_us INTEGER NOT NULL,
    end_us INTEGER NOT NULL,
    value TEXT NOT NULL,  -- a kWh, in whole kronor, euro, pounds
    PRIMARY KEY (series_id, start_us)
) STRICT, WITHOUT ROWID;
CREATE TABLE price_imports (
    id INTEGER PRIMARY KEY,
    series_id TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    prices INTEGER NOT NULL,
    first_us INTEGER NOT NULL,
    last_us INTEGER NOT NULL,
    imported_us INTEGER NOT NULL
) STRICT;
CREATE TABLE costs (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL,
    side TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    currency TEXT NOT NULL,
    quality TEXT NOT NULL,
    net_minor INTEGER,  -- NULL: prices are missing
    gross_minor INTEGER,
    superseded INTEGER NOT NULL DEFAULT 0,
    document TEXT NOT NULL  -- lines and splits
) STRICT;
CREATE TABLE statements (
    number INTEGER PRIMARY KEY,
    issued_us INTEGER NOT NULL,
    corrects INTEGER,
    person_id INTEGER,
    document TEXT NOT NULL
) STRICT;
CREATE TABLE statement_sessions (
    session_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (session_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE payments (
    id INTEGER PRIMARY KEY,
    number INTEGER NOT NULL,
    at_us INTEGER NOT NULL,
    kind TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE TABLE signed_values (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL,
    at_us INTEGER NOT NULL,
    context TEXT NOT NULL,  -- the charger's own word for why it was taken
    sha256 TEXT NOT NULL,  -- of the data: said again, it is kept once
    encoding_method TEXT NOT NULL,
    signing_method TEXT NOT NULL,
    public_key TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_by_stop ON sessions (stopped_us) WHERE stopped_us IS NOT NULL;
CREATE INDEX notes_by_charger ON notes (charger_id, at_us);
CREATE INDEX sessions_by_start ON sessions (booked_started_us);
CREATE INDEX sessions_open ON sessions (booked_started_us) WHERE stopped_us IS NULL;
CREATE INDEX sessions_by_charger ON sessions (charger_id, booked_started_us);
CREATE INDEX edit_parts_by_session ON edit_parts (session_id);
CREATE INDEX events_by_outlet ON events (charger_id, outlet, at_us);
CREATE INDEX sessions_by_card ON sessions (card COLLATE NOCASE) WHERE card IS NOT NULL;
CREATE INDEX shown_by_card ON shown (card COLLATE NOCASE, at_us);
CREATE INDEX shown_by_time ON shown (at_us);
CREATE INDEX sessions_by_person ON sessions (booked_person_id, booked_started_us) WHERE booked_person_id IS NOT NULL;
CREATE INDEX sessions_counted ON sessions (
    booked_started_us, excluded, removed, booked_energy_wh, charger_id, booked_person_id
) WHERE stopped_us IS NOT NULL;
CREATE INDEX sessions_used ON sessions (
    card COLLATE NOCASE, booked_started_us, excluded, removed, booked_energy_wh
) WHERE card IS NOT NULL AND stopped_us IS NOT NULL;
CREATE UNIQUE INDEX costs_standing ON costs (session_id, side) WHERE NOT superseded;
CREATE INDEX costs_by_session ON costs (session_id, side, id);
CREATE INDEX payments_by_statement ON payments (number, id);
CREATE UNIQUE INDEX signed_values_by_session ON signed_values (session_id, at_us, context, sha256);
CREATE TRIGGER notes_kept AFTER INSERT ON notes BEGIN
    DELETE FROM notes WHERE id <= NEW.id - 100000;
END;
CREATE TRIGGER knocks_kept AFTER INSERT ON knocks BEGIN
    DELETE FROM knocks WHERE id <= NEW.id - 1000;
END;
CREATE TRIGGER events_kept AFTER INSERT ON events BEGIN
    DELETE FROM events WHERE id <= NEW.id - 500000;
END;
CREATE TRIGGER shown_kept AFTER INSERT ON shown BEGIN
    DELETE FROM shown WHERE id <= NEW.id - 100000;
END;
COMMIT;
PRAGMA application_id = 1279345732;
PRAGMA user_version = 9;
