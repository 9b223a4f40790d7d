-- Spreadsheets read in, and cards issued to many at once.

-- A file that was read: looked at, then run row by row, and perhaps undone. person_id: who (NULL is the operator).
-- cleared_at: when its rows were deleted, a week after it came.
CREATE TABLE import (
    hub_id UUID NOT NULL REFERENCES hub (hub_id),
    import_id UUID NOT NULL,
    file_name TEXT,
    person_id UUID REFERENCES person (person_id),
    ignored JSONB NOT NULL,
    letters_guessed BOOLEAN NOT NULL,
    total BIGINT NOT NULL,
    added BIGINT NOT NULL,
    filled BIGINT NOT NULL,
    left_out BIGINT NOT NULL,
    faulty BIGINT NOT NULL,
    undone BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    started_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    undoing_at TIMESTAMPTZ,
    undone_at TIMESTAMPTZ,
    cleared_at TIMESTAMPTZ,
    PRIMARY KEY (hub_id, import_id)
);

-- One row of a file. carer_id is drawn when the file is read, so that a row adds one record however often it is tried; once a
-- row has filled in somebody's record, it is theirs. number: the row's number in the spreadsheet program.
-- written (its cells) and person (what they mean; NULL when something is wrong) are emptied once the row is on the books.
-- school_name: a school that is not on the books yet. like_id: who of the books may be the same; like_number: which earlier row of the file.
-- filled: what was empty on the record and no longer is; version: the record's own, as this row left it.
CREATE TABLE import_row (
    hub_id UUID NOT NULL,
    import_id UUID NOT NULL,
    number BIGINT NOT NULL,
    carer_id UUID NOT NULL,
    written JSONB,
    person JSONB,
    school_name TEXT,
    school_id UUID,
    like_id UUID,
    like_number BIGINT,
    choice TEXT CHECK (choice IN ('add', 'fill', 'leave')),
    outcome TEXT CHECK (outcome IN ('added', 'filled', 'left-out', 'faulty', 'undone', 'kept')),
    filled JSONB,
    version BIGINT,
    PRIMARY KEY (hub_id, import_id, number),
    FOREIGN KEY (hub_id, import_id) REFERENCES import (hub_id, import_id),
    FOREIGN KEY (hub_id, school_id) REFERENCES organisation (hub_id, organisation_id)
);
CREATE INDEX import_row_of_carer ON import_row (hub_id, carer_id);
CREATE INDEX import_row_like_carer ON import_row (hub_id, like_id) WHERE like_id IS NOT NULL;
CREATE INDEX import_row_waiting ON import_row (hub_id, import_id, number) WHERE outcome IS NULL;

-- Undoing an import deletes young people by the hundred, and each asks whether an agreement is theirs.
CREATE INDEX agreement_of_carer ON agreement (hub_id, carer_id);
