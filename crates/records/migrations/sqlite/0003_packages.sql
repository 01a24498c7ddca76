-- Packages that passed a party: each once. What was evaluated is counted; nothing is known of whom.
CREATE TABLE package (
    party       TEXT    NOT NULL,           -- 'hub', or the name of a pseudonym service
    id          TEXT    NOT NULL,           -- random, made by the source
    supplier    TEXT    NOT NULL,
    kind        TEXT    NOT NULL,           -- 'youth-policy'
    period      TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    label       TEXT    NOT NULL,           -- of the keys
    evaluations INTEGER NOT NULL,
    at          INTEGER NOT NULL,           -- seconds since 1970, UTC
    PRIMARY KEY (party, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX package_by_supplier ON package (party, supplier, at);
