-- Schema 8: how the card that began a session was answered, what kind of card was shown, and which chargers are still to
-- forget answers that they remember.

-- NULL: no card began it, or it is from before answers were kept.
ALTER TABLE sessions ADD COLUMN card_verdict TEXT;
ALTER TABLE sessions ADD COLUMN card_reason TEXT;

ALTER TABLE shown ADD COLUMN kind TEXT NOT NULL DEFAULT 'card';

ALTER TABLE holdings ADD COLUMN forget INTEGER NOT NULL DEFAULT 0;
