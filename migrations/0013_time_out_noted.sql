-- When a time-out was noted. Its times can be corrected, this cannot: it says until when a mistake can be taken back.
ALTER TABLE time_out ADD COLUMN noted_at TIMESTAMPTZ;
