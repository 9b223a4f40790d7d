-- How a young person may be reached, and who agreed to what.

-- safe_contact is the only way links, letters and resets may take; safe_time says when; caution what never to do.
CREATE TABLE contact_wishes (
    hub_id UUID NOT NULL,
    carer_id UUID NOT NULL,
    reached_by TEXT NOT NULL CHECK (reached_by IN ('text', 'call', 'email', 'letter', 'in-person')),
    safe_contact TEXT NOT NULL,
    safe_time TEXT,
    caution TEXT,
    version BIGINT NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (hub_id, carer_id),
    FOREIGN KEY (hub_id, carer_id) REFERENCES carer (hub_id, carer_id)
);

-- Photo, school and phone are agreed to one by one and withdrawn one by one; what was withdrawn stays to be read.
-- "My school may know" is about one school: school_id. named_adult and reason say who agreed where it was not the young person.
CREATE TABLE agreement (
    hub_id UUID NOT NULL,
    agreement_id UUID NOT NULL,
    carer_id UUID NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('photo', 'school', 'phone')),
    agreed_by TEXT NOT NULL CHECK (agreed_by IN ('young-person', 'adult', 'hub')),
    named_adult TEXT,
    reason TEXT,
    how TEXT NOT NULL CHECK (how IN ('in-person', 'call', 'in-writing')),
    school_id UUID,
    agreed_on TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    withdrawn_at TIMESTAMPTZ,
    PRIMARY KEY (hub_id, agreement_id),
    FOREIGN KEY (hub_id, carer_id) REFERENCES carer (hub_id, carer_id),
    FOREIGN KEY (hub_id, school_id) REFERENCES organisation (hub_id, organisation_id),
    CHECK ((agreed_by = 'adult') = (named_adult IS NOT NULL)),
    CHECK ((agreed_by = 'hub') = (reason IS NOT NULL)),
    CHECK ((purpose = 'school') = (school_id IS NOT NULL))
);
CREATE UNIQUE INDEX agreement_in_force ON agreement (hub_id, carer_id, purpose) WHERE withdrawn_at IS NULL;
