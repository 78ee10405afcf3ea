CREATE TABLE IF NOT EXISTS jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    request TEXT NOT NULL,
    asking TEXT NOT NULL,
    receipt_path TEXT,
    receipt_sha256 TEXT,
    state TEXT NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED', 'CONFLICT')),
    attempts INTEGER NOT NULL DEFAULT 0,
    story TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL,
    ended TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS jobs_by_state ON jobs (state);
CREATE INDEX IF NOT EXISTS jobs_by_receipt ON jobs (receipt_path);

CREATE TABLE IF NOT EXISTS ledger (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    job INTEGER NOT NULL REFERENCES jobs (id),
    path TEXT NOT NULL,
    temporary TEXT NOT NULL,
    source_path TEXT,
    source_sha256 TEXT,
    engine TEXT NOT NULL,
    seed INTEGER NOT NULL,
    output_sha256 TEXT NOT NULL,
    backup_sha256 TEXT,
    state TEXT NOT NULL CHECK (state IN ('PREPARED', 'WRITTEN', 'UNDONE')),
    changed TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS ledger_by_job ON ledger (job);
CREATE INDEX IF NOT EXISTS ledger_by_output ON ledger (output_sha256);

CREATE TABLE IF NOT EXISTS accepted (
    job INTEGER PRIMARY KEY REFERENCES jobs (id)
) STRICT;

CREATE TABLE IF NOT EXISTS markers (
    map TEXT NOT NULL,
    mapset TEXT NOT NULL,
    marker TEXT NOT NULL,
    PRIMARY KEY (map, marker)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS markers_by_mapset ON markers (mapset);

CREATE TABLE IF NOT EXISTS candidates (
    job INTEGER NOT NULL REFERENCES jobs (id),
    number INTEGER NOT NULL,
    path TEXT NOT NULL,
    version TEXT NOT NULL,
    stars REAL,
    engine TEXT NOT NULL,
    source_sha256 TEXT,
    PRIMARY KEY (job, number)
) STRICT, WITHOUT ROWID;
