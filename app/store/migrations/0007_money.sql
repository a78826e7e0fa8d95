-- Schema 7: price books, price series and the files they came from, and what every session cost.
--
-- No amount is ever a REAL: what is summed is an integer in the currency's smallest unit, everything else is text.

-- One row a side ("pay", "charge"): its document is the whole book.
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

-- Every reckoning stays; the newest of a session and side is the one that is shown and summed.
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

CREATE UNIQUE INDEX costs_standing ON costs (session_id, side) WHERE NOT superseded;
CREATE INDEX costs_by_session ON costs (session_id, side, id);

-- Statements that were issued: never changed, numbered without gaps. The document is the whole of it.
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

-- What became of a statement: handed over, paid, paid in part.
CREATE TABLE payments (
    id INTEGER PRIMARY KEY,
    number INTEGER NOT NULL,
    at_us INTEGER NOT NULL,
    kind TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    note TEXT NOT NULL
) STRICT;

CREATE INDEX payments_by_statement ON payments (number, id);
