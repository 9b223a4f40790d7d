-- A browser in which somebody signed in before. It counts its tries to sign in by itself, so whoever spends everybody else's keeps no
-- one out; it opens nothing. mark_hash: SHA-256 of its cookie. Ten for each person at most; gone 90 days after the last sign-in there,
-- with a new sign-in of the person, and with the end of all their access.
CREATE TABLE known_browser (
    mark_hash BYTEA NOT NULL,
    person_id UUID NOT NULL REFERENCES person (person_id),
    seen_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (mark_hash, person_id)
);
CREATE INDEX known_browser_of_person ON known_browser (person_id, seen_at);
CREATE INDEX known_browser_by_age ON known_browser (seen_at);

-- The name that a hub gave whom it invites. Whoever has that address may go by another name at another hub, which this one does not read.
ALTER TABLE invitation ADD COLUMN invited_as TEXT;
