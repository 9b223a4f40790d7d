-- Hubs, people, carers, cards, status lists and the audit chains. One text for SQLite and PostgreSQL.
-- Every table that a hub owns carries hub_id in its primary and foreign keys, so no row can point across hubs.
-- Times end in _at (UTC, microseconds); dates are TEXT, YYYY-MM-DD; "seconds" columns are whole seconds since 1970.
-- A merged migration is never edited: the next change is 0002.

-- Every write transaction raises n first. The row lock makes writers queue, so n orders commits, and a server that has
-- seen n asks for rows with changed_n > n.
CREATE TABLE change_counter (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    n BIGINT NOT NULL
);
INSERT INTO change_counter (id, n) VALUES (1, 0);

-- What this database is. demo_since marks one that `passport demo` made and may fill; clock_confirmed_at is when an
-- operator last vouched for the clock, after a pause that the signing of lists would otherwise refuse.
CREATE TABLE installation (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    created_at TIMESTAMPTZ NOT NULL,
    demo_since TIMESTAMPTZ,
    clock_confirmed_at TIMESTAMPTZ
);

-- The address printed on cards. The current one has no retired_at; former ones stay, to check old paper.
CREATE TABLE base_address (
    base TEXT PRIMARY KEY,
    adopted_at TIMESTAMPTZ NOT NULL,
    retired_at TIMESTAMPTZ
);
CREATE UNIQUE INDEX base_address_current ON base_address ((retired_at IS NULL)) WHERE retired_at IS NULL;

-- Keys of the whole server, sealed: root (signs the offline bundle), short-code and audit (MAC keys).
CREATE TABLE server_key (
    purpose TEXT PRIMARY KEY CHECK (purpose IN ('root', 'short-code', 'audit')),
    public_key BYTEA,
    sealed BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE hub (
    hub_id UUID PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    telephone TEXT NOT NULL,
    accent TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    changed_n BIGINT NOT NULL
);

-- published: readers may fetch it, nothing is signed with it yet; active: signs; retired: signs no more, its cards
-- stay good; refused: lost or stolen, its cards are not in use. A number is never given twice.
CREATE TABLE signing_key (
    hub_id UUID NOT NULL REFERENCES hub (hub_id),
    kid BIGINT NOT NULL CHECK (kid BETWEEN 1 AND 65535),
    public_key BYTEA NOT NULL UNIQUE,
    sealed BYTEA NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    activated_at TIMESTAMPTZ,
    retired_at TIMESTAMPTZ,
    refused_at TIMESTAMPTZ,
    changed_n BIGINT NOT NULL,
    PRIMARY KEY (hub_id, kid)
);
CREATE UNIQUE INDEX signing_key_active ON signing_key (hub_id)
    WHERE activated_at IS NOT NULL AND retired_at IS NULL AND refused_at IS NULL;

CREATE TABLE organisation (
    hub_id UUID NOT NULL REFERENCES hub (hub_id),
    organisation_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('hub', 'school', 'pharmacy', 'gp', 'transport', 'charity')),
    name TEXT NOT NULL,
    contact JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    closed_at TIMESTAMPTZ,
    PRIMARY KEY (hub_id, organisation_id)
);

-- Staff and desk people. One person may work for two hubs, so only the membership belongs to a hub.
CREATE TABLE person (
    person_id UUID PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ
);

CREATE TABLE membership (
    hub_id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    person_id UUID NOT NULL REFERENCES person (person_id),
    role TEXT NOT NULL CHECK (role IN ('manager', 'worker', 'desk', 'ambassador', 'commissioner')),
    created_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    PRIMARY KEY (hub_id, organisation_id, person_id, role),
    FOREIGN KEY (hub_id, organisation_id) REFERENCES organisation (hub_id, organisation_id)
);
CREATE INDEX membership_of_person ON membership (person_id);

-- subject_id is random and stands for the young person in the audit chain, where it outlives erasure without a name.
-- search_name holds the names folded to plain letters. version guards against two people saving over one another.
CREATE TABLE carer (
    hub_id UUID NOT NULL REFERENCES hub (hub_id),
    carer_id UUID NOT NULL,
    subject_id UUID NOT NULL UNIQUE,
    given_name TEXT NOT NULL,
    family_name TEXT,
    known_as TEXT,
    search_name TEXT NOT NULL,
    born_on TEXT NOT NULL,
    school_id UUID,
    protected_since TIMESTAMPTZ,
    caring_ended_on TEXT,
    version BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (hub_id, carer_id),
    FOREIGN KEY (hub_id, school_id) REFERENCES organisation (hub_id, organisation_id)
);
CREATE INDEX carer_by_name ON carer (hub_id, search_name);

CREATE TABLE photo (
    hub_id UUID NOT NULL,
    carer_id UUID NOT NULL,
    jpeg BYTEA NOT NULL CHECK (length(jpeg) <= 51200),
    taken_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (hub_id, carer_id),
    FOREIGN KEY (hub_id, carer_id) REFERENCES carer (hub_id, carer_id)
);

-- A renewed card is superseded and stays good until its own end; a replaced one is withdrawn.
CREATE TABLE card (
    hub_id UUID NOT NULL,
    card_id UUID NOT NULL,
    carer_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('printed', 'fare', 'phone')),
    ends_on TEXT NOT NULL,
    arrangements JSONB NOT NULL,
    follows UUID,
    created_at TIMESTAMPTZ NOT NULL,
    handed_over_at TIMESTAMPTZ,
    lost_at TIMESTAMPTZ,
    superseded_at TIMESTAMPTZ,
    withdrawn_at TIMESTAMPTZ,
    PRIMARY KEY (hub_id, card_id),
    FOREIGN KEY (hub_id, carer_id) REFERENCES carer (hub_id, carer_id),
    FOREIGN KEY (hub_id, follows) REFERENCES card (hub_id, card_id)
);
CREATE INDEX card_of_carer ON card (hub_id, carer_id);
CREATE UNIQUE INDEX card_one_of_each_kind ON card (hub_id, carer_id, kind)
    WHERE kind <> 'phone' AND superseded_at IS NULL AND withdrawn_at IS NULL;

-- A list keeps the base it was opened under, since its address stands in signed cards. taken counts its entries.
-- bits_n is the change that last set a bit, signed_n the one that last signed: a token shows every bit up to signed_n.
-- token, iat (seconds) and signed_kid move together, under the writers' lock, so one iat never has two contents.
CREATE TABLE status_list (
    hub_id UUID NOT NULL REFERENCES hub (hub_id),
    n BIGINT NOT NULL CHECK (n BETWEEN 1 AND 2147483647),
    base TEXT NOT NULL REFERENCES base_address (base),
    kind TEXT NOT NULL CHECK (kind IN ('print', 'phone')),
    taken BIGINT NOT NULL,
    last_exp BIGINT NOT NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    closed_at TIMESTAMPTZ,
    bits_n BIGINT NOT NULL,
    changed_n BIGINT NOT NULL,
    token TEXT,
    iat BIGINT,
    signed_kid BIGINT,
    signed_n BIGINT,
    PRIMARY KEY (hub_id, n),
    FOREIGN KEY (hub_id, signed_kid) REFERENCES signing_key (hub_id, kid)
);
CREATE UNIQUE INDEX status_list_open ON status_list (hub_id, kind) WHERE closed_at IS NULL;

-- An index is drawn at random and belongs to one credential for ever: the primary key refuses a second use, and rows
-- stay when their card is erased. A set bit is never cleared.
CREATE TABLE status_entry (
    hub_id UUID NOT NULL,
    n BIGINT NOT NULL,
    idx BIGINT NOT NULL CHECK (idx BETWEEN 0 AND 131071),
    taken_at TIMESTAMPTZ NOT NULL,
    withdrawn_at TIMESTAMPTZ,
    changed_n BIGINT NOT NULL,
    PRIMARY KEY (hub_id, n, idx),
    FOREIGN KEY (hub_id, n) REFERENCES status_list (hub_id, n)
);
CREATE INDEX status_entry_withdrawn ON status_entry (changed_n) WHERE withdrawn_at IS NOT NULL;

-- The intent (claims: the very payload to sign, so TEXT) is written before anything is signed; text and signed_at follow. Start-up settles what is left:
-- signed again from its claims, or abandoned with its bit set.
CREATE TABLE credential (
    hub_id UUID NOT NULL,
    credential_id UUID NOT NULL,
    card_id UUID NOT NULL,
    n BIGINT NOT NULL,
    idx BIGINT NOT NULL,
    kid BIGINT NOT NULL,
    exp BIGINT NOT NULL,
    setting TEXT CHECK (setting IN ('school', 'pharmacy', 'gp', 'transport')),
    device_key BYTEA UNIQUE,
    claims TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    signed_at TIMESTAMPTZ,
    text TEXT,
    abandoned_at TIMESTAMPTZ,
    changed_n BIGINT NOT NULL,
    PRIMARY KEY (hub_id, credential_id),
    UNIQUE (hub_id, n, idx),
    FOREIGN KEY (hub_id, card_id) REFERENCES card (hub_id, card_id),
    FOREIGN KEY (hub_id, n, idx) REFERENCES status_entry (hub_id, n, idx),
    FOREIGN KEY (hub_id, kid) REFERENCES signing_key (hub_id, kid),
    CHECK ((signed_at IS NULL) = (text IS NULL)),
    CHECK (signed_at IS NULL OR abandoned_at IS NULL),
    CHECK ((setting IS NULL) = (device_key IS NULL))
);
CREATE INDEX credential_of_card ON credential (hub_id, card_id);
CREATE INDEX credential_unsettled ON credential (created_at) WHERE signed_at IS NULL AND abandoned_at IS NULL;

-- The typed code of a printed card, as a MAC to look it up by and sealed to print it again. A code is never given twice
-- on a server, so its key is not the hub's; the card it leads to is.
CREATE TABLE short_code (
    code_mac BYTEA PRIMARY KEY,
    hub_id UUID NOT NULL,
    card_id UUID NOT NULL,
    sealed_code BYTEA,
    created_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    changed_n BIGINT NOT NULL,
    FOREIGN KEY (hub_id, card_id) REFERENCES card (hub_id, card_id)
);
CREATE UNIQUE INDEX short_code_of_card ON short_code (hub_id, card_id);
CREATE INDEX short_code_changed ON short_code (changed_n);

-- One chain of writes and one of reads for each hub, one of writes for the server itself (hub_id NULL).
-- head is a MAC over the last seq and mac: without it the end of a chain could be cut off unseen.
CREATE TABLE audit_chain (
    chain_id UUID PRIMARY KEY,
    hub_id UUID REFERENCES hub (hub_id),
    kind TEXT NOT NULL CHECK (kind IN ('writes', 'reads')),
    seq BIGINT NOT NULL,
    head BYTEA NOT NULL
);
CREATE UNIQUE INDEX audit_chain_of_hub ON audit_chain (hub_id, kind) WHERE hub_id IS NOT NULL;
CREATE UNIQUE INDEX audit_chain_of_server ON audit_chain (kind) WHERE hub_id IS NULL;

CREATE TABLE audit_entry (
    chain_id UUID NOT NULL REFERENCES audit_chain (chain_id),
    seq BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    action TEXT NOT NULL,
    actor TEXT NOT NULL,
    subject_id UUID,
    details_mac BYTEA NOT NULL,
    mac BYTEA NOT NULL,
    PRIMARY KEY (chain_id, seq)
);
CREATE INDEX audit_entry_of_subject ON audit_entry (subject_id) WHERE subject_id IS NOT NULL;

-- What an entry was about, in its very bytes (TEXT, since a JSON column may reorder what was MACed). Erasure empties it.
CREATE TABLE audit_detail (
    chain_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    salt BYTEA NOT NULL,
    details TEXT NOT NULL,
    PRIMARY KEY (chain_id, seq),
    FOREIGN KEY (chain_id, seq) REFERENCES audit_entry (chain_id, seq)
);
