-- Schema 4: what History's lists and sums are read from, so that ten years take no longer than ten days.

-- Everything that sums by time are made of. Only of sessions that are over: one that runs is written at every reading.
CREATE INDEX sessions_counted ON sessions (
    booked_started_us, excluded, removed, booked_energy_wh, charger_id, person_id
) WHERE stopped_us IS NOT NULL;

CREATE INDEX sessions_by_card ON sessions (card COLLATE NOCASE) WHERE card IS NOT NULL;
