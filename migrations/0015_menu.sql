-- The menu: who offers breaks and support, what is written of each, and where postcodes are.

-- The number of the last change to anything that the menu shows. Servers read the menu anew when it moves.
CREATE TABLE menu_change (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    n BIGINT NOT NULL
);
INSERT INTO menu_change (id, n) VALUES (1, 0);

-- Who offers services. source: the feed it was taken from, with its id there; nothing for what was written here.
CREATE TABLE menu_provider (
    hub_id UUID NOT NULL REFERENCES hub (hub_id),
    provider_id UUID NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    website TEXT,
    email TEXT,
    source TEXT,
    source_id TEXT,
    changed_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (hub_id, provider_id)
);
CREATE UNIQUE INDEX menu_provider_anywhere ON menu_provider (provider_id);
CREATE UNIQUE INDEX menu_provider_of_source ON menu_provider (hub_id, source, source_id) WHERE source IS NOT NULL;

-- A service. live_number: the version that everybody reads; draft_number: the one that is being written, or waits to be approved.
-- checked_at, checked_by: when and by whom somebody last made sure that the live version is right (NULL person: the operator).
-- paused_at: it is not there for now. archived_at: it is kept, and shown no more. Dates are the first and last day it is shown.
CREATE TABLE menu_service (
    hub_id UUID NOT NULL,
    service_id UUID NOT NULL,
    provider_id UUID NOT NULL,
    live_number BIGINT,
    draft_number BIGINT,
    visible_from TEXT,
    visible_until TEXT,
    checked_at TIMESTAMPTZ,
    checked_by UUID REFERENCES person (person_id),
    paused_at TIMESTAMPTZ,
    archived_at TIMESTAMPTZ,
    source TEXT,
    source_id TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (hub_id, service_id),
    FOREIGN KEY (hub_id, provider_id) REFERENCES menu_provider (hub_id, provider_id)
);
CREATE UNIQUE INDEX menu_service_anywhere ON menu_service (service_id);
CREATE UNIQUE INDEX menu_service_of_source ON menu_service (hub_id, source, source_id) WHERE source IS NOT NULL;
CREATE INDEX menu_service_of_provider ON menu_service (hub_id, provider_id);

-- What was written of a service, one row a version; a version that was live is never changed. name stands apart to be listed and
-- sorted. state: draft is being written; waiting asks to be approved; approved is or was live; refused was sent back, with a reason.
CREATE TABLE menu_version (
    hub_id UUID NOT NULL,
    service_id UUID NOT NULL,
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    details JSONB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'waiting', 'approved', 'refused')),
    written_by UUID REFERENCES person (person_id),
    written_at TIMESTAMPTZ NOT NULL,
    decided_by UUID REFERENCES person (person_id),
    decided_at TIMESTAMPTZ,
    reason TEXT,
    PRIMARY KEY (hub_id, service_id, number),
    FOREIGN KEY (hub_id, service_id) REFERENCES menu_service (hub_id, service_id)
);

-- Other hubs whose young carers are shown a service.
CREATE TABLE menu_shared (
    hub_id UUID NOT NULL,
    service_id UUID NOT NULL,
    with_hub_id UUID NOT NULL REFERENCES hub (hub_id),
    shared_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (hub_id, service_id, with_hub_id),
    FOREIGN KEY (hub_id, service_id) REFERENCES menu_service (hub_id, service_id)
);
CREATE INDEX menu_shared_with ON menu_shared (with_hub_id);

-- Terms that hubs added to the taxonomies that every menu has. A code is never given twice.
CREATE TABLE menu_term (
    hub_id UUID NOT NULL REFERENCES hub (hub_id),
    taxonomy TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    retired_at TIMESTAMPTZ,
    version BIGINT NOT NULL,
    PRIMARY KEY (hub_id, taxonomy, code)
);
CREATE UNIQUE INDEX menu_term_anywhere ON menu_term (taxonomy, code);

-- Where postcodes and their outward halves are, in millionths of a degree (WGS 84), from files that the operator loads.
CREATE TABLE postcode (
    postcode TEXT PRIMARY KEY,
    latitude BIGINT NOT NULL,
    longitude BIGINT NOT NULL
);
CREATE TABLE outward_code (
    outward TEXT PRIMARY KEY,
    latitude BIGINT NOT NULL,
    longitude BIGINT NOT NULL,
    postcodes BIGINT NOT NULL
);
