-- What stands for the key of a phone's credential that was deleted, so that no key is ever taken twice: a MAC under a key of the server,
-- of no hub, no person and no time. Rows of one deletion are added in the order of the MACs, so nothing says which were of one phone.
CREATE TABLE seen_device_key (
    key_mac BYTEA NOT NULL PRIMARY KEY
);
