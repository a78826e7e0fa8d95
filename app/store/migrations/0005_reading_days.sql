-- Schema 5: on which days a session's readings are, instead of an index of every reading.
--
-- Readings stand by place and time, so each of them touches a page of its own; the index touched a second one. A day of
-- one place is soon read, and no session's times say where its readings are: clocks are set, and words come late.

CREATE TABLE reading_days (
    session_id INTEGER NOT NULL,
    place_id INTEGER NOT NULL,
    day INTEGER NOT NULL,  -- since 1970, UTC
    PRIMARY KEY (session_id, place_id, day)
) STRICT, WITHOUT ROWID;

INSERT INTO reading_days
    SELECT DISTINCT session_id, place_id, at_ms / 86400000 FROM readings WHERE session_id IS NOT NULL;
DROP INDEX readings_by_session;
