-- Schema 9: meter values that a charger's meter signed, exactly as they came, for as long as their session.

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

CREATE UNIQUE INDEX signed_values_by_session ON signed_values (session_id, at_us, context, sha256);
