-- Accounts of those who keep the register, their roles, sessions and failed log-ins. Passwords and codes only as hashes.
CREATE TABLE staff (
    name         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    organisation TEXT    NOT NULL,
    password     TEXT    NOT NULL,          -- argon2id, as a PHC string
    factor       TEXT    NOT NULL,          -- secret of the second factor, hexadecimal; empty until it is set up
    factor_step  BIGINT  NOT NULL,          -- last time step whose code was used
    state        TEXT    NOT NULL CHECK (state IN ('invited', 'active', 'closed')),
    made_at      BIGINT  NOT NULL           -- seconds since 1970, UTC
);

CREATE TABLE staff_grant (
    name         TEXT NOT NULL REFERENCES staff (name),
    role         TEXT NOT NULL,             -- 'editor'
    region       TEXT NOT NULL,             -- 'VT19'
    organisation TEXT NOT NULL,             -- empty: of every owner
    PRIMARY KEY (name, role, region, organisation)
);

CREATE TABLE staff_recovery (
    name TEXT NOT NULL REFERENCES staff (name),
    code TEXT NOT NULL,                     -- hash
    PRIMARY KEY (name, code)
);

CREATE TABLE staff_session (
    id       TEXT    NOT NULL PRIMARY KEY,  -- hash of what the cookie holds
    name     TEXT    NOT NULL REFERENCES staff (name),
    stage    TEXT    NOT NULL,              -- 'password', 'full'
    form_key TEXT    NOT NULL,              -- every form of the session carries it
    began_at BIGINT  NOT NULL,
    seen_at  BIGINT  NOT NULL
);

CREATE TABLE staff_failure (
    name TEXT    NOT NULL,                  -- as typed, hashed: it may be no account, or a password in the wrong field
    at   BIGINT  NOT NULL
);

CREATE INDEX staff_failure_by_name ON staff_failure (name, at);

CREATE TABLE staff_upload (
    id   TEXT    NOT NULL PRIMARY KEY,
    name TEXT    NOT NULL REFERENCES staff (name),
    file TEXT    NOT NULL,
    body BYTEA   NOT NULL,
    at   BIGINT  NOT NULL
);
