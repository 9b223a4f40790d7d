-- What young people write to their hub, and the code with which they tell it, from anywhere, that phone and card are lost.

-- A phone draws the id, so a message sent twice is kept once. It is read once staff opened it, done once they said so; answer is what
-- its writer reads, and for a loss, whose writer has no phone, a note. lost: the code of the letter was typed, and nobody wrote.
CREATE TABLE message (
    hub_id UUID NOT NULL,
    message_id UUID NOT NULL,
    carer_id UUID NOT NULL,
    card_id UUID,
    kind TEXT NOT NULL CHECK (kind IN ('not-accepted', 'correction', 'deletion', 'complaint', 'lost')),
    setting TEXT CHECK (setting IN ('school', 'pharmacy', 'gp', 'transport')),
    happened TEXT CHECK (happened IN ('refused', 'questioned', 'kept')),
    words TEXT,
    sent_at TIMESTAMPTZ NOT NULL,
    read_at TIMESTAMPTZ,
    done_at TIMESTAMPTZ,
    answer TEXT,
    answered_at TIMESTAMPTZ,
    version BIGINT NOT NULL,
    PRIMARY KEY (hub_id, message_id),
    FOREIGN KEY (hub_id, carer_id) REFERENCES carer (hub_id, carer_id),
    FOREIGN KEY (hub_id, card_id) REFERENCES card (hub_id, card_id),
    CHECK ((kind = 'not-accepted') = (setting IS NOT NULL)),
    CHECK ((kind = 'not-accepted') = (happened IS NOT NULL)),
    CHECK ((answer IS NULL) = (answered_at IS NULL))
);
CREATE INDEX message_by_time ON message (hub_id, sent_at);
CREATE INDEX message_open ON message (hub_id) WHERE done_at IS NULL;
CREATE INDEX message_of_carer ON message (hub_id, carer_id, sent_at);

-- The lost code of a young person, as a MAC to look it up by and sealed to print it on the next letter. One counts at a time; one
-- that was used is never printed again. A code is typed without naming a hub, so no two on a server are alike.
CREATE TABLE lost_code (
    hub_id UUID NOT NULL,
    code_mac BYTEA NOT NULL,
    carer_id UUID NOT NULL,
    sealed_code BYTEA,
    created_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    PRIMARY KEY (hub_id, code_mac),
    FOREIGN KEY (hub_id, carer_id) REFERENCES carer (hub_id, carer_id),
    CHECK ((used_at IS NULL) = (sealed_code IS NOT NULL))
);
CREATE UNIQUE INDEX lost_code_anywhere ON lost_code (code_mac);
CREATE UNIQUE INDEX lost_code_of_carer ON lost_code (hub_id, carer_id) WHERE used_at IS NULL;

-- Two more texts of a hub: kind-letter begins the letters to organisations, safeguarding says whom to tell when somebody is in danger.
CREATE TABLE hub_text_of_more_kinds (
    hub_id UUID NOT NULL REFERENCES hub (hub_id),
    kind TEXT NOT NULL CHECK (kind IN ('opening-hours', 'letter-greeting', 'letter-closing', 'kind-letter', 'safeguarding')),
    text TEXT NOT NULL,
    PRIMARY KEY (hub_id, kind)
);
INSERT INTO hub_text_of_more_kinds (hub_id, kind, text) SELECT hub_id, kind, text FROM hub_text;
DROP TABLE hub_text;
ALTER TABLE hub_text_of_more_kinds RENAME TO hub_text;
