-- How far each member of staff's printer puts its sheets off, in tenths of a millimetre: what is printed is moved by as much, so
-- that it comes out in its place. Without a row nothing is moved.
CREATE TABLE printer_offset (
    hub_id UUID NOT NULL REFERENCES hub (hub_id),
    person_id UUID NOT NULL REFERENCES person (person_id),
    right_tenths BIGINT NOT NULL CHECK (right_tenths BETWEEN -100 AND 100),
    down_tenths BIGINT NOT NULL CHECK (down_tenths BETWEEN -100 AND 100),
    updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (hub_id, person_id)
);
