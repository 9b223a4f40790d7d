-- Directories of others, taken in: what they publish stands here until somebody approves it, service by service.

-- One reading of a directory. source: its address or file, by which its next reading is known. mark: of a file, what it held.
-- next_page: where reading goes on after it was cut off. read_at: it was read to its end. closed_at: a newer reading came.
CREATE TABLE menu_import (
    hub_id UUID NOT NULL REFERENCES hub (hub_id),
    import_id UUID NOT NULL,
    source TEXT NOT NULL,
    mark TEXT NOT NULL,
    next_page BIGINT NOT NULL,
    total BIGINT,
    created_at TIMESTAMPTZ NOT NULL,
    read_at TIMESTAMPTZ,
    closed_at TIMESTAMPTZ,
    PRIMARY KEY (hub_id, import_id)
);
CREATE INDEX menu_import_of_source ON menu_import (hub_id, source);

-- A service of a reading, by its place in it. source_id: its id there; nothing where it has none, or one that came before.
-- kind: what it would change on the menu. service_id: of what is there, or what it will be. details and digest: what it comes to;
-- nothing for what is gone. aside: fields that have no place here. decision: what somebody chose, outcome: what became of it;
-- left: somebody was writing on that service.
CREATE TABLE menu_import_row (
    hub_id UUID NOT NULL,
    import_id UUID NOT NULL,
    number BIGINT NOT NULL,
    source_id TEXT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('new', 'changed', 'unchanged', 'gone', 'faulty')),
    service_id UUID,
    provider JSONB,
    details JSONB,
    digest TEXT,
    faults JSONB NOT NULL,
    aside JSONB NOT NULL,
    decision TEXT CHECK (decision IN ('approve', 'skip')),
    decided_by UUID REFERENCES person (person_id),
    decided_at TIMESTAMPTZ,
    outcome TEXT CHECK (outcome IN ('approved', 'skipped', 'left')),
    PRIMARY KEY (hub_id, import_id, number),
    FOREIGN KEY (hub_id, import_id) REFERENCES menu_import (hub_id, import_id)
);
CREATE UNIQUE INDEX menu_import_row_of_source ON menu_import_row (hub_id, import_id, source_id);
CREATE INDEX menu_import_row_of_service ON menu_import_row (hub_id, import_id, service_id);
CREATE INDEX menu_import_row_to_do ON menu_import_row (hub_id, import_id) WHERE decision = 'approve' AND outcome IS NULL;

-- What was last taken of each service of a directory, or passed over (no service): the same again is no news.
CREATE TABLE menu_taken (
    hub_id UUID NOT NULL REFERENCES hub (hub_id),
    source TEXT NOT NULL,
    source_id TEXT NOT NULL,
    service_id UUID,
    digest TEXT NOT NULL,
    taken_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (hub_id, source, source_id),
    FOREIGN KEY (hub_id, service_id) REFERENCES menu_service (hub_id, service_id)
);
CREATE INDEX menu_taken_service ON menu_taken (hub_id, service_id);
