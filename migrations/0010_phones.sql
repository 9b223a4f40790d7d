-- Cards on phones. A phone is a card of kind 'phone'; what it holds are credentials, one for each setting and renewal.
-- No secret stands here: what opens an activation is computed from its random id under a key of the server; hashes find it again.

-- choices: what the young person lets each setting see, {"school": ["time-out"]}; a setting that is not named sees all it is allowed.
CREATE TABLE phone (
    hub_id UUID NOT NULL,
    card_id UUID NOT NULL,
    choices JSONB NOT NULL,
    activated_at TIMESTAMPTZ,
    seen_at TIMESTAMPTZ,
    PRIMARY KEY (hub_id, card_id),
    FOREIGN KEY (hub_id, card_id) REFERENCES card (hub_id, card_id)
);

-- The codes that put a card on a phone. wrong_tries counts wrong 6-digit codes over all its offers.
CREATE TABLE activation (
    hub_id UUID NOT NULL,
    activation_id UUID NOT NULL,
    card_id UUID NOT NULL,
    typed_mac BYTEA NOT NULL UNIQUE,
    wrong_tries BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    PRIMARY KEY (hub_id, activation_id),
    FOREIGN KEY (hub_id, card_id) REFERENCES card (hub_id, card_id)
);
CREATE UNIQUE INDEX activation_open ON activation (hub_id, card_id) WHERE ended_at IS NULL;

-- One offer takes all settings, which is ours; one takes one setting, for another wallet.
CREATE TABLE offer (
    hub_id UUID NOT NULL,
    activation_id UUID NOT NULL,
    setting TEXT NOT NULL CHECK (setting IN ('all', 'school', 'pharmacy', 'gp', 'transport')),
    handle_hash BYTEA NOT NULL UNIQUE,
    code_hash BYTEA NOT NULL UNIQUE,
    redeemed_at TIMESTAMPTZ,
    PRIMARY KEY (hub_id, activation_id, setting),
    FOREIGN KEY (hub_id, activation_id) REFERENCES activation (hub_id, activation_id)
);

-- What a wallet may fetch: a family of refresh tokens. used: the highest of its numbers that came back; the one after it is the
-- successor. settings: codes with spaces between, NULL is all that the card has. thumbprint: the DPoP key; NULL is a plain bearer.
CREATE TABLE phone_grant (
    hub_id UUID NOT NULL,
    grant_id UUID NOT NULL,
    card_id UUID NOT NULL,
    settings TEXT,
    thumbprint TEXT,
    client_id TEXT,
    used BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    PRIMARY KEY (hub_id, grant_id),
    FOREIGN KEY (hub_id, card_id) REFERENCES card (hub_id, card_id)
);
CREATE INDEX phone_grant_of_card ON phone_grant (hub_id, card_id) WHERE ended_at IS NULL;

-- One answer of the credential endpoint; event is what the wallet says became of it, a hint.
CREATE TABLE phone_delivery (
    hub_id UUID NOT NULL,
    delivery_id UUID NOT NULL,
    grant_id UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    event TEXT CHECK (event IN ('credential_accepted', 'credential_failure', 'credential_deleted')),
    noted_at TIMESTAMPTZ,
    PRIMARY KEY (hub_id, delivery_id),
    FOREIGN KEY (hub_id, grant_id) REFERENCES phone_grant (hub_id, grant_id)
);
CREATE INDEX phone_delivery_of_grant ON phone_delivery (hub_id, grant_id);

-- The newest credential of a phone for a setting.
CREATE INDEX credential_of_setting ON credential (hub_id, card_id, setting) WHERE setting IS NOT NULL;
