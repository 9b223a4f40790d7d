-- How hub staff sign in: secrets, invitations, sessions, and how often somebody may try.
-- A person may work for two hubs, so what proves who they are belongs to the person; invitations belong to a hub.
-- A merged migration is never edited: the next change is 0003.

-- password: argon2id as a PHC string. sealed_secret: the secret of the time-based code (RFC 6238), sealed to its person.
-- last_step: the newest 30 s step whose code was used; no code of it or of an earlier one is taken again.
CREATE TABLE sign_in (
    person_id UUID PRIMARY KEY REFERENCES person (person_id),
    password TEXT NOT NULL,
    sealed_secret BYTEA NOT NULL,
    last_step BIGINT NOT NULL,
    enrolled_at TIMESTAMPTZ NOT NULL
);

-- For when the telephone with the codes is lost. Each is used once; a new set replaces the one before.
CREATE TABLE recovery_code (
    person_id UUID NOT NULL REFERENCES person (person_id),
    code_mac BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    PRIMARY KEY (person_id, code_mac)
);

-- purpose join: gives a role, and to somebody new a way to sign in; reset: a new password and a new secret for a known
-- person. The link is a MAC over invitation_id, so the table alone opens no door. sealed_secret: the secret that the
-- person is shown when they set up their codes, the same each time until the invitation is used.
CREATE TABLE invitation (
    hub_id UUID NOT NULL,
    invitation_id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    person_id UUID NOT NULL REFERENCES person (person_id),
    role TEXT NOT NULL CHECK (role IN ('manager', 'worker')),
    purpose TEXT NOT NULL CHECK (purpose IN ('join', 'reset')),
    sealed_secret BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ,
    PRIMARY KEY (hub_id, invitation_id),
    FOREIGN KEY (hub_id, organisation_id) REFERENCES organisation (hub_id, organisation_id)
);
CREATE INDEX invitation_of_person ON invitation (person_id);

-- One browser of one person, who is at work for one hub of theirs at a time; the session is the person's, not the hub's.
-- token_hash: SHA-256 of the cookie. flash: what the next page says first.
CREATE TABLE session (
    session_id UUID PRIMARY KEY,
    token_hash BYTEA NOT NULL UNIQUE,
    person_id UUID NOT NULL REFERENCES person (person_id),
    workplace UUID NOT NULL REFERENCES hub (hub_id),
    created_at TIMESTAMPTZ NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    flash TEXT
);
CREATE INDEX session_of_person ON session (person_id);

-- How much is left of what one account or one network may try. try_mac: a MAC over which of them it is, known or not.
-- whole_at: when the allowance is whole again, in milliseconds since 1970.
CREATE TABLE sign_in_try (
    try_mac BYTEA PRIMARY KEY,
    whole_at BIGINT NOT NULL
);
