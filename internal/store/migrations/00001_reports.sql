-- +goose Up
PRAGMA application_id = 1146049345;

CREATE TABLE report (
    id     INTEGER PRIMARY KEY,
    key    TEXT NOT NULL UNIQUE, -- hash of the contents of its files
    name   TEXT NOT NULL UNIQUE,
    lang   TEXT NOT NULL,
    tool   TEXT NOT NULL,
    year   INTEGER NOT NULL,     -- the span reported on; 0 when nothing names it
    first  INTEGER NOT NULL,     -- first and last month of the span
    last   INTEGER NOT NULL
) STRICT;

CREATE TABLE source (
    report INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    n      INTEGER NOT NULL,
    path   TEXT NOT NULL,
    format TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

-- Files that could not be read, with the reason in both languages.
CREATE TABLE unread (
    name   TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    vi     TEXT NOT NULL,
    en     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE data_table (
    id        INTEGER PRIMARY KEY,
    report    INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    n         INTEGER NOT NULL,
    source    INTEGER NOT NULL,
    sheet     TEXT NOT NULL,
    top       INTEGER NOT NULL,
    left_     INTEGER NOT NULL,
    bottom    INTEGER NOT NULL,
    right_    INTEGER NOT NULL,
    title     TEXT NOT NULL,
    captions  TEXT NOT NULL,     -- JSON list
    unit      TEXT NOT NULL,
    label_col INTEGER NOT NULL,
    UNIQUE (report, n)
) STRICT;

CREATE TABLE table_column (
    data_table INTEGER NOT NULL REFERENCES data_table (id) ON DELETE CASCADE,
    n          INTEGER NOT NULL,
    col        INTEGER NOT NULL,
    path       TEXT NOT NULL,    -- JSON list, from the top down
    number     TEXT NOT NULL,
    kind       INTEGER NOT NULL,
    unit       TEXT NOT NULL,
    PRIMARY KEY (data_table, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE table_row (
    data_table INTEGER NOT NULL REFERENCES data_table (id) ON DELETE CASCADE,
    n          INTEGER NOT NULL,
    row        INTEGER NOT NULL,
    kind       INTEGER NOT NULL,
    level      INTEGER NOT NULL,
    ordinal    TEXT NOT NULL,
    label      TEXT NOT NULL,
    parent     INTEGER NOT NULL,
    of_which   INTEGER NOT NULL,
    unit       TEXT NOT NULL,
    PRIMARY KEY (data_table, n)
) STRICT, WITHOUT ROWID;

-- A figure is coefficient × 10^-places × 10^scale, exactly; raw is what a reader sees.
CREATE TABLE figure (
    data_table  INTEGER NOT NULL REFERENCES data_table (id) ON DELETE CASCADE,
    row         INTEGER NOT NULL,
    col         INTEGER NOT NULL,
    coefficient INTEGER NOT NULL,
    places      INTEGER NOT NULL,
    shown       INTEGER NOT NULL,
    scale       INTEGER NOT NULL,
    percent     INTEGER NOT NULL,
    raw         TEXT NOT NULL,
    PRIMARY KEY (data_table, row, col)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding (
    report      INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    n           INTEGER NOT NULL,
    code        TEXT NOT NULL,
    severity    TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    unit        TEXT NOT NULL,
    indicator   TEXT NOT NULL,
    reported    TEXT NOT NULL,
    computed    TEXT NOT NULL,
    cause       TEXT NOT NULL,
    place       TEXT NOT NULL,
    message     TEXT NOT NULL,
    PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim (
    report    INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    n         INTEGER NOT NULL,
    text      TEXT NOT NULL,
    value     TEXT NOT NULL,
    role      TEXT NOT NULL,
    verdict   TEXT NOT NULL,
    unit      TEXT NOT NULL,
    indicator TEXT NOT NULL,
    reason    TEXT NOT NULL,
    place     TEXT NOT NULL,
    PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 1;

-- +goose Down
DROP TABLE claim;
DROP TABLE finding;
DROP TABLE figure;
DROP TABLE table_row;
DROP TABLE table_column;
DROP TABLE data_table;
DROP TABLE unread;
DROP TABLE source;
DROP TABLE report;
PRAGMA user_version = 0;
