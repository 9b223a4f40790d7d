-- What the lists that people work from ask for.

-- When a card's sheet was last opened to print it.
ALTER TABLE card ADD COLUMN printed_at TIMESTAMPTZ;

-- Cards that count now, by their last day: ending, ended, lost, not handed over.
CREATE INDEX card_by_end ON card (hub_id, ends_on) WHERE superseded_at IS NULL AND withdrawn_at IS NULL;
-- Birthdays: turning 18 or 26, leaving school.
CREATE INDEX carer_by_birthday ON carer (hub_id, born_on);
-- Those whose school may know.
CREATE INDEX agreement_about_school ON agreement (hub_id, school_id) WHERE withdrawn_at IS NULL;
