-- A hub's office: the arrangements it has in use, its texts, what organisations promised, and what a session runs in.

-- An arrangement without a row is in use, with nothing usual. off_since: since when it is not offered for new cards.
CREATE TABLE hub_arrangement (
    hub_id UUID NOT NULL REFERENCES hub (hub_id),
    code TEXT NOT NULL,
    off_since TIMESTAMPTZ,
    usual_minutes BIGINT CHECK (usual_minutes BETWEEN 1 AND 60),
    usual_place TEXT,
    usual_role TEXT,
    PRIMARY KEY (hub_id, code)
);

-- What a hub says in its own words, beside its name and number.
CREATE TABLE hub_text (
    hub_id UUID NOT NULL REFERENCES hub (hub_id),
    kind TEXT NOT NULL CHECK (kind IN ('opening-hours', 'letter-greeting', 'letter-closing')),
    text TEXT NOT NULL,
    PRIMARY KEY (hub_id, kind)
);

-- Two managers who change the same page at once: the second names a version that is over.
ALTER TABLE hub ADD COLUMN arrangements_version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE hub ADD COLUMN texts_version BIGINT NOT NULL DEFAULT 1;

-- What an organisation promised to do, and on which day; both or neither.
ALTER TABLE organisation ADD COLUMN promise TEXT;
ALTER TABLE organisation ADD COLUMN promised_on TEXT;
ALTER TABLE organisation ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- The browser that a session runs in, as its person knows it: "Firefox on Windows".
ALTER TABLE session ADD COLUMN browser TEXT;
