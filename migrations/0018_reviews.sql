-- What young people write of services on the menu, without saying who wrote it.

-- Two more keys of the server. review: MACs that stand for writers and codes. safeguarding: a pair; its public half seals envelopes, and
-- its private half is unsealed only while two people open one.
CREATE TABLE server_key_of_more_purposes (
    purpose TEXT PRIMARY KEY CHECK (purpose IN ('root', 'short-code', 'audit', 'review', 'safeguarding')),
    public_key BYTEA,
    sealed BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
INSERT INTO server_key_of_more_purposes (purpose, public_key, sealed, created_at)
    SELECT purpose, public_key, sealed, created_at FROM server_key;
DROP TABLE server_key;
ALTER TABLE server_key_of_more_purposes RENAME TO server_key;

-- Messages of two more kinds. contact: somebody would like to be contacted; worry: another hub is worried about them.
CREATE TABLE message_of_more_kinds (
    hub_id UUID NOT NULL,
    message_id UUID NOT NULL,
    carer_id UUID NOT NULL,
    card_id UUID,
    kind TEXT NOT NULL CHECK (kind IN ('not-accepted', 'correction', 'deletion', 'complaint', 'lost', 'contact', 'worry')),
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
INSERT INTO message_of_more_kinds (hub_id, message_id, carer_id, card_id, kind, setting, happened, words, sent_at, read_at, done_at,
        answer, answered_at, version)
    SELECT hub_id, message_id, carer_id, card_id, kind, setting, happened, words, sent_at, read_at, done_at, answer, answered_at, version
    FROM message;
DROP TABLE message;
ALTER TABLE message_of_more_kinds RENAME TO message;
CREATE INDEX message_by_time ON message (hub_id, sent_at);
CREATE INDEX message_open ON message (hub_id) WHERE done_at IS NULL;
CREATE INDEX message_of_carer ON message (hub_id, carer_id, sent_at);

-- A review of a service. writer_mac stands for writer and service together, secret_mac for the code with which its writer comes back;
-- neither says anything without the server's key. month is all that is kept of when it was written; written_on is its day while it
-- waits, and gone with the decision. state: withdrawn is kept only where somebody may be in danger, until delete_on.
CREATE TABLE review (
    hub_id UUID NOT NULL,
    review_id UUID NOT NULL,
    service_id UUID NOT NULL,
    writer_mac BYTEA NOT NULL,
    secret_mac BYTEA NOT NULL,
    welcome BIGINT NOT NULL CHECK (welcome BETWEEN 1 AND 5),
    easy BIGINT NOT NULL CHECK (easy BETWEEN 1 AND 5),
    again BIGINT NOT NULL CHECK (again BETWEEN 1 AND 5),
    good TEXT,
    others TEXT,
    story TEXT,
    month TEXT NOT NULL,
    written_on TEXT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'shown', 'refused', 'taken-down', 'withdrawn')),
    reason TEXT,
    note TEXT,
    worried_at TIMESTAMPTZ,
    worried_by UUID REFERENCES person (person_id),
    worry_over_at TIMESTAMPTZ,
    delete_on TEXT,
    version BIGINT NOT NULL,
    PRIMARY KEY (hub_id, review_id),
    FOREIGN KEY (hub_id, service_id) REFERENCES menu_service (hub_id, service_id),
    CHECK ((state = 'waiting') = (written_on IS NOT NULL)),
    CHECK (state <> 'withdrawn' OR delete_on IS NOT NULL)
);
CREATE UNIQUE INDEX review_of_writer ON review (writer_mac) WHERE state <> 'withdrawn';
CREATE UNIQUE INDEX review_by_secret ON review (secret_mac);
CREATE INDEX review_of_service ON review (hub_id, service_id, state, month);
CREATE INDEX review_in_hand ON review (hub_id) WHERE state = 'waiting' OR worried_at IS NOT NULL;

-- How many days a decision took, and of which review is not said: from these the waiting time is told.
CREATE TABLE review_wait (
    hub_id UUID NOT NULL REFERENCES hub (hub_id),
    wait_id UUID NOT NULL,
    decided_on TEXT NOT NULL,
    days BIGINT NOT NULL,
    PRIMARY KEY (hub_id, wait_id)
);

-- Who wrote a review, sealed to the safeguarding key when it was written. Nothing but two people who open it reads it.
CREATE TABLE review_envelope (
    hub_id UUID NOT NULL,
    review_id UUID NOT NULL,
    sealed BYTEA NOT NULL,
    delete_on TEXT NOT NULL,
    PRIMARY KEY (hub_id, review_id),
    FOREIGN KEY (hub_id, review_id) REFERENCES review (hub_id, review_id)
);

-- One opening of an envelope: who asked and why, who opened it, and whether it was shown to who asked.
CREATE TABLE review_opening (
    hub_id UUID NOT NULL,
    opening_id UUID NOT NULL,
    review_id UUID NOT NULL,
    asked_by UUID NOT NULL REFERENCES person (person_id),
    asked_at TIMESTAMPTZ NOT NULL,
    reason TEXT NOT NULL,
    opened_by UUID REFERENCES person (person_id),
    opened_at TIMESTAMPTZ,
    shown_at TIMESTAMPTZ,
    PRIMARY KEY (hub_id, opening_id),
    FOREIGN KEY (hub_id, review_id) REFERENCES review (hub_id, review_id),
    CHECK ((opened_by IS NULL) = (opened_at IS NULL)),
    CHECK (opened_by IS NULL OR opened_by <> asked_by)
);
CREATE INDEX review_opening_of_review ON review_opening (hub_id, review_id);

-- Somebody says that a review should not be there.
CREATE TABLE review_report (
    hub_id UUID NOT NULL,
    report_id UUID NOT NULL,
    review_id UUID NOT NULL,
    why TEXT NOT NULL CHECK (why IN ('danger', 'personal', 'hurtful', 'untrue', 'other')),
    words TEXT,
    reported_on TEXT NOT NULL,
    dealt_at TIMESTAMPTZ,
    PRIMARY KEY (hub_id, report_id),
    FOREIGN KEY (hub_id, review_id) REFERENCES review (hub_id, review_id)
);
CREATE INDEX review_report_of_review ON review_report (hub_id, review_id);

-- Codes with which whoever has no card may write one review: how many were made, for one service or for any of the hub.
CREATE TABLE review_invitations (
    hub_id UUID NOT NULL REFERENCES hub (hub_id),
    batch_id UUID NOT NULL,
    service_id UUID,
    made BIGINT NOT NULL,
    made_by UUID REFERENCES person (person_id),
    made_at TIMESTAMPTZ NOT NULL,
    last_day TEXT NOT NULL,
    PRIMARY KEY (hub_id, batch_id),
    FOREIGN KEY (hub_id, service_id) REFERENCES menu_service (hub_id, service_id)
);

-- Those of them that were not used. A used one is deleted, so nothing says when it was, or for which review.
CREATE TABLE review_invitation (
    hub_id UUID NOT NULL,
    code_mac BYTEA NOT NULL,
    batch_id UUID NOT NULL,
    PRIMARY KEY (hub_id, code_mac),
    FOREIGN KEY (hub_id, batch_id) REFERENCES review_invitations (hub_id, batch_id)
);
CREATE UNIQUE INDEX review_invitation_anywhere ON review_invitation (code_mac);
CREATE INDEX review_invitation_of_batch ON review_invitation (hub_id, batch_id);
