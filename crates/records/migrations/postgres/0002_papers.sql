-- Papers: what people keep together, one row each, with every version it ever had. The bodies are the caller's.
CREATE TABLE paper (
    kind    TEXT COLLATE "C" NOT NULL,      -- 'commitment'
    id      TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    body    TEXT   NOT NULL,
    PRIMARY KEY (kind, id)
);

CREATE TABLE paper_version (
    kind    TEXT COLLATE "C" NOT NULL,
    id      TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    at      BIGINT NOT NULL,                -- seconds since 1970, UTC
    by_whom TEXT   NOT NULL,
    reason  TEXT   NOT NULL,
    body    TEXT   NOT NULL,
    PRIMARY KEY (kind, id, version)
);

CREATE TRIGGER paper_version_is_not_changed BEFORE UPDATE OR DELETE ON paper_version FOR EACH ROW EXECUTE FUNCTION is_append_only();
CREATE TRIGGER paper_version_is_not_emptied BEFORE TRUNCATE ON paper_version FOR EACH STATEMENT EXECUTE FUNCTION is_append_only();
