-- Papers: what people keep together, one row each, with every version it ever had. The bodies are the caller's.
CREATE TABLE paper (
    kind    TEXT    NOT NULL,               -- 'commitment'
    id      TEXT    NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    body    TEXT    NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE paper_version (
    kind    TEXT    NOT NULL,
    id      TEXT    NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    at      INTEGER NOT NULL,               -- seconds since 1970, UTC
    by_whom TEXT    NOT NULL,
    reason  TEXT    NOT NULL,
    body    TEXT    NOT NULL,
    PRIMARY KEY (kind, id, version)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER paper_version_is_not_changed BEFORE UPDATE ON paper_version BEGIN
    SELECT RAISE(ABORT, 'versions are append-only');
END;

CREATE TRIGGER paper_version_is_not_removed BEFORE DELETE ON paper_version BEGIN
    SELECT RAISE(ABORT, 'versions are append-only');
END;
