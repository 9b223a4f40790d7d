-- Backups, what a restored one may not use again, and who holds a copy of the sealing key.

-- backed_up_at: the moment of the last backup. restored_from: the moment of the backup that all this came from; restored_at: when.
ALTER TABLE installation ADD COLUMN backed_up_at TIMESTAMPTZ;
ALTER TABLE installation ADD COLUMN restored_from TIMESTAMPTZ;
ALTER TABLE installation ADD COLUMN restored_at TIMESTAMPTZ;

-- escrow_asked: what the holder of the copy has to answer, and when it was asked. escrowed_key: which sealing key was shown to be in safe
-- keeping, by the four bytes that tell keys apart; when, and by whom as they named themselves.
ALTER TABLE installation ADD COLUMN escrow_asked BYTEA;
ALTER TABLE installation ADD COLUMN escrow_asked_at TIMESTAMPTZ;
ALTER TABLE installation ADD COLUMN escrowed_key BYTEA;
ALTER TABLE installation ADD COLUMN escrowed_at TIMESTAMPTZ;
ALTER TABLE installation ADD COLUMN escrowed_by TEXT;

-- Since when hubs are told thirty days ahead whose record goes; before that has been so for thirty days, none goes by itself.
ALTER TABLE installation ADD COLUMN records_told_since TIMESTAMPTZ;

-- Numbers up to these were perhaps given after the backup was made, so none of them is given again.
ALTER TABLE hub ADD COLUMN lists_from BIGINT NOT NULL DEFAULT 0;
ALTER TABLE hub ADD COLUMN keys_from BIGINT NOT NULL DEFAULT 0;
