-- Desks: schools, pharmacies, surgeries and operators that a hub invites, the browsers enrolled there, and what schools note.

-- Desk people are invited too. The table is written anew, since SQLite changes no CHECK of a table that is there.
CREATE TABLE invitation_anew (
    hub_id UUID NOT NULL,
    invitation_id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    person_id UUID NOT NULL REFERENCES person (person_id),
    role TEXT NOT NULL CHECK (role IN ('manager', 'worker', 'desk')),
    purpose TEXT NOT NULL CHECK (purpose IN ('join', 'reset')),
    sealed_secret BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ,
    PRIMARY KEY (hub_id, invitation_id),
    FOREIGN KEY (hub_id, organisation_id) REFERENCES organisation (hub_id, organisation_id)
);
INSERT INTO invitation_anew (hub_id, invitation_id, organisation_id, person_id, role, purpose, sealed_secret, created_at,
        used_at, revoked_at)
    SELECT hub_id, invitation_id, organisation_id, person_id, role, purpose, sealed_secret, created_at, used_at, revoked_at
    FROM invitation;
DROP TABLE invitation;
ALTER TABLE invitation_anew RENAME TO invitation;
CREATE INDEX invitation_of_person ON invitation (person_id);

-- Which pages a session opens: the console's, or a desk's. Neither opens the other's.
ALTER TABLE session ADD COLUMN door TEXT NOT NULL DEFAULT 'console' CHECK (door IN ('console', 'desk'));

-- A session of a desk: a browser enrolled until ends_at by somebody who signed in there. pin_mac: what opens it again after five
-- minutes without use, as a MAC; wrong_pins counts the tries that failed in a row.
CREATE TABLE desk_browser (
    hub_id UUID NOT NULL,
    session_id UUID NOT NULL REFERENCES session (session_id),
    organisation_id UUID NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ NOT NULL,
    locked_at TIMESTAMPTZ,
    pin_mac BYTEA,
    wrong_pins BIGINT NOT NULL,
    PRIMARY KEY (hub_id, session_id),
    FOREIGN KEY (hub_id, organisation_id) REFERENCES organisation (hub_id, organisation_id)
);
CREATE UNIQUE INDEX desk_browser_of_session ON desk_browser (session_id);

-- A pupil left the room, and came back. place: a code of the list of places, or nothing. Deleted when the term is over.
CREATE TABLE time_out (
    hub_id UUID NOT NULL,
    time_out_id UUID NOT NULL,
    carer_id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    back_at TIMESTAMPTZ,
    place TEXT,
    noted_by UUID NOT NULL REFERENCES person (person_id),
    initials TEXT,
    PRIMARY KEY (hub_id, time_out_id),
    FOREIGN KEY (hub_id, carer_id) REFERENCES carer (hub_id, carer_id),
    FOREIGN KEY (hub_id, organisation_id) REFERENCES organisation (hub_id, organisation_id)
);
CREATE INDEX time_out_of_carer ON time_out (hub_id, carer_id);
CREATE INDEX time_out_at_school ON time_out (hub_id, organisation_id, started_at);
CREATE INDEX time_out_by_age ON time_out (started_at);

-- Somebody at a desk looked at a young person. Deleted after twelve months.
CREATE TABLE desk_look (
    hub_id UUID NOT NULL,
    look_id UUID NOT NULL,
    carer_id UUID NOT NULL,
    organisation_id UUID NOT NULL,
    person_id UUID NOT NULL REFERENCES person (person_id),
    at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (hub_id, look_id),
    FOREIGN KEY (hub_id, carer_id) REFERENCES carer (hub_id, carer_id),
    FOREIGN KEY (hub_id, organisation_id) REFERENCES organisation (hub_id, organisation_id)
);
CREATE INDEX desk_look_of_carer ON desk_look (hub_id, carer_id, at);
CREATE INDEX desk_look_by_age ON desk_look (at);
