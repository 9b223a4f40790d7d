-- What readers of the menu, and hubs that a service is shared with, say should be changed about it.

-- Nobody's name is asked. from_hub_id: the hub whose staff wrote it; nothing for a reader. about: what is wrong, as a code. answer: what
-- the editors did, for their colleagues. Rows are deleted twelve months after they were done.
CREATE TABLE menu_suggestion (
    hub_id UUID NOT NULL,
    suggestion_id UUID NOT NULL,
    service_id UUID NOT NULL,
    from_hub_id UUID REFERENCES hub (hub_id),
    about TEXT NOT NULL,
    words TEXT,
    sent_at TIMESTAMPTZ NOT NULL,
    done_at TIMESTAMPTZ,
    done_by UUID REFERENCES person (person_id),
    answer TEXT,
    version BIGINT NOT NULL,
    PRIMARY KEY (hub_id, suggestion_id),
    FOREIGN KEY (hub_id, service_id) REFERENCES menu_service (hub_id, service_id)
);
CREATE INDEX menu_suggestion_of_service ON menu_suggestion (hub_id, service_id);
