-- How what desks noted ends without changing what was told of it.

-- A week that is over, with the figure that is told of it, written down before the time-outs of somebody in it are erased. told: how many
-- time-outs, or nothing where they, or the pupils, were fewer than five. Weeks without a row are counted. Deleted with their term.
CREATE TABLE time_out_week (
    hub_id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    monday TEXT NOT NULL,
    told BIGINT CHECK (told >= 5),
    PRIMARY KEY (hub_id, organisation_id, monday),
    FOREIGN KEY (hub_id, organisation_id) REFERENCES organisation (hub_id, organisation_id)
);

-- What was opened, so that a page that is opened again a moment later is no other look. Nothing for those of before.
ALTER TABLE desk_look ADD COLUMN what TEXT;

-- What a phone held that is over, to delete it.
CREATE INDEX credential_by_end ON credential (exp) WHERE setting IS NOT NULL;
