-- The append-only log: each entry holds the hash of the one before it.
CREATE TABLE log (
    seq      INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,              -- seconds since 1970, UTC
    kind     TEXT    NOT NULL,              -- what was done: 'delivery.accepted'
    subject  TEXT    NOT NULL,              -- to what
    detail   TEXT    NOT NULL,
    previous BLOB    NOT NULL CHECK (length(previous) = 32),
    hash     BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TRIGGER log_is_not_changed BEFORE UPDATE ON log BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;

CREATE TRIGGER log_is_not_shortened BEFORE DELETE ON log BEGIN
    SELECT RAISE(ABORT, 'the log is append-only');
END;

-- The catalogue of deliveries: one row for each immutable file.
CREATE TABLE delivery (
    id                INTEGER PRIMARY KEY,
    kind              TEXT    NOT NULL,     -- 'youth-policy'
    supplier          TEXT    NOT NULL,
    organisation_kind TEXT    NOT NULL,     -- 'provider'
    period            TEXT    NOT NULL,     -- '2023HJ01'
    version           INTEGER NOT NULL CHECK (version > 0),
    source_hash       TEXT    NOT NULL,     -- of the bytes as delivered
    file_hash         TEXT    NOT NULL,     -- of the file at rest
    path              TEXT    NOT NULL UNIQUE,
    events            INTEGER NOT NULL,
    rows_read         INTEGER NOT NULL,
    rows_accepted     INTEGER NOT NULL,
    rows_set_aside    INTEGER NOT NULL,
    accepted_at       INTEGER NOT NULL,     -- seconds since 1970, UTC
    state             TEXT    NOT NULL CHECK (state IN ('accepted', 'withdrawn')),
    UNIQUE (kind, supplier, period, version)
) STRICT;

CREATE INDEX delivery_by_source ON delivery (source_hash);

-- For which municipalities a delivery holds events, and how many.
CREATE TABLE delivery_municipality (
    delivery_id  INTEGER NOT NULL REFERENCES delivery (id),
    municipality INTEGER NOT NULL CHECK (municipality > 0),
    events       INTEGER NOT NULL CHECK (events > 0),
    PRIMARY KEY (delivery_id, municipality)
) STRICT, WITHOUT ROWID;
