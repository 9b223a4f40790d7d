-- Two users of one PostgreSQL database: its owner, as whom `passport migrate` runs, and `passport_server`, as whom servers run. The second
-- reads and writes rows; it makes, alters and drops nothing. Entries of the record it can neither change nor delete; what they were about it can
-- delete, since erasing somebody does that, and `passport audit verify` names what was deleted of anybody else.
--
-- As the owner, after the first `passport migrate` and after each later one:   psql --file postgresql-roles.sql DATABASE
-- The user is made once before, by whoever may:   CREATE ROLE passport_server LOGIN
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO passport_server;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO passport_server;
REVOKE UPDATE, DELETE ON audit_entry FROM passport_server;
REVOKE UPDATE ON audit_detail FROM passport_server;
REVOKE INSERT, UPDATE, DELETE ON _sqlx_migrations FROM passport_server;
