-- The append-only log: each entry holds the hash of the one before it.
CREATE TABLE log (
    seq      BIGINT PRIMARY KEY,
    at       BIGINT NOT NULL,               -- seconds since 1970, UTC
    kind     TEXT   NOT NULL,               -- what was done: 'delivery.accepted'
    subject  TEXT   NOT NULL,               -- to what
    detail   TEXT   NOT NULL,
    previous BYTEA  NOT NULL CHECK (length(previous) = 32),
    hash     BYTEA  NOT NULL CHECK (length(hash) = 32)
);

CREATE FUNCTION is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;

CREATE TRIGGER log_is_not_changed BEFORE UPDATE OR DELETE ON log FOR EACH ROW EXECUTE FUNCTION is_append_only();
CREATE TRIGGER log_is_not_emptied BEFORE TRUNCATE ON log FOR EACH STATEMENT EXECUTE FUNCTION is_append_only();

-- The catalogue of deliveries: one row for each immutable file. Texts sort by their bytes, as in SQLite.
CREATE TABLE delivery (
    id                BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind              TEXT COLLATE "C" NOT NULL,    -- 'youth-policy'
    supplier          TEXT COLLATE "C" NOT NULL,
    organisation_kind TEXT   NOT NULL,      -- 'provider'
    period            TEXT COLLATE "C" NOT NULL,    -- '2023HJ01'
    version           BIGINT NOT NULL CHECK (version > 0),
    source_hash       TEXT   NOT NULL,      -- of the bytes as delivered
    file_hash         TEXT   NOT NULL,      -- of the file at rest
    path              TEXT   NOT NULL UNIQUE,
    events            BIGINT NOT NULL,
    rows_read         BIGINT NOT NULL,
    rows_accepted     BIGINT NOT NULL,
    rows_set_aside    BIGINT NOT NULL,
    accepted_at       BIGINT NOT NULL,      -- seconds since 1970, UTC
    state             TEXT   NOT NULL CHECK (state IN ('accepted', 'withdrawn')),
    UNIQUE (kind, supplier, period, version)
);

CREATE INDEX delivery_by_source ON delivery (source_hash);

-- For which municipalities a delivery holds events, and how many.
CREATE TABLE delivery_municipality (
    delivery_id  BIGINT NOT NULL REFERENCES delivery (id),
    municipality BIGINT NOT NULL CHECK (municipality > 0),
    events       BIGINT NOT NULL CHECK (events > 0),
    PRIMARY KEY (delivery_id, municipality)
);
