-- Cards issued to many at once: the same arrangements for all, chosen once.

-- printed and fare hold the arrangements of each kind of card; one of them may be missing. person_id: who (NULL is the operator).
CREATE TABLE card_run (
    hub_id UUID NOT NULL REFERENCES hub (hub_id),
    run_id UUID NOT NULL,
    person_id UUID REFERENCES person (person_id),
    printed JSONB,
    fare JSONB,
    ends_on TEXT NOT NULL,
    total BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    PRIMARY KEY (hub_id, run_id)
);

-- Whose turn comes when, and what they were given. A row with an outcome is done; the cards in it may still wait to be signed.
CREATE TABLE card_run_row (
    hub_id UUID NOT NULL,
    run_id UUID NOT NULL,
    carer_id UUID NOT NULL,
    place BIGINT NOT NULL,
    outcome TEXT CHECK (outcome IN ('issued', 'has-one', 'caring-ended', 'protected', 'too-long')),
    card_id UUID,
    fare_card_id UUID,
    PRIMARY KEY (hub_id, run_id, carer_id),
    FOREIGN KEY (hub_id, run_id) REFERENCES card_run (hub_id, run_id),
    FOREIGN KEY (hub_id, carer_id) REFERENCES carer (hub_id, carer_id),
    FOREIGN KEY (hub_id, card_id) REFERENCES card (hub_id, card_id),
    FOREIGN KEY (hub_id, fare_card_id) REFERENCES card (hub_id, card_id)
);
CREATE INDEX card_run_row_of_carer ON card_run_row (hub_id, carer_id);
CREATE INDEX card_run_row_of_card ON card_run_row (hub_id, card_id) WHERE card_id IS NOT NULL;
CREATE INDEX card_run_row_of_fare_card ON card_run_row (hub_id, fare_card_id) WHERE fare_card_id IS NOT NULL;
CREATE INDEX card_run_row_waiting ON card_run_row (hub_id, run_id, place) WHERE outcome IS NULL;
