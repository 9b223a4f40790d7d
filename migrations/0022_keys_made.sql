-- A hub's key that was made and is not published yet: no reader can fetch it, and nothing is signed with it. Publishing moves it
-- to signing_key as it is; a number is given once over both tables. sealed: as there, for the same place, either the private key
-- or where a module holds it. dropped_at: it was not published, and will not be.
CREATE TABLE unpublished_key (
    hub_id UUID NOT NULL REFERENCES hub (hub_id),
    kid BIGINT NOT NULL CHECK (kid BETWEEN 1 AND 65535),
    public_key BYTEA NOT NULL UNIQUE,
    sealed BYTEA NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    dropped_at TIMESTAMPTZ,
    PRIMARY KEY (hub_id, kid)
);
