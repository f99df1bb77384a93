-- The only truth of an archive. Everything else in its folder can be rebuilt from this file.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE sources (
    source_id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,          -- where the file was found; how a changed file is known again
    file TEXT NOT NULL,                 -- its name, as cited
    sha256 TEXT NOT NULL,               -- of the raw bytes
    encoding TEXT NOT NULL,
    text BLOB NOT NULL,                 -- decoded text, UTF-8, zlib
    given TEXT NOT NULL,                -- facts given on the command line when it was read
    furniture TEXT NOT NULL             -- lines that belong to no article
);

CREATE TABLE articles (
    article_key INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL UNIQUE,
    source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    issue_date TEXT,
    newspaper TEXT,
    title TEXT,
    given_id TEXT,
    body TEXT NOT NULL,
    facts TEXT NOT NULL,                -- everything else that was printed, as JSON
    sha256 TEXT NOT NULL                -- of body and facts: SQLite does not notice a flipped bit
);
CREATE INDEX articles_by_source ON articles (source_id);
CREATE INDEX articles_by_date ON articles (issue_date);

CREATE TABLE passages (
    passage_id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used twice
    article_key INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    added INTEGER NOT NULL              -- the generation it came with
);
CREATE INDEX passages_by_article ON passages (article_key);
CREATE INDEX passages_by_added ON passages (added);

CREATE TABLE vectors (
    passage_id INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
    vector BLOB NOT NULL                -- float16, unit length, by the encoder named in meta
);

CREATE TABLE removed_passages (passage_id INTEGER PRIMARY KEY, removed INTEGER NOT NULL);

CREATE TABLE former_articles (
    article_id TEXT PRIMARY KEY,
    standing TEXT NOT NULL CHECK (standing IN ('superseded', 'withdrawn')),
    path TEXT NOT NULL,
    file TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    issue_date TEXT, newspaper TEXT, title TEXT, given_id TEXT,
    body TEXT NOT NULL,
    facts TEXT NOT NULL
);

CREATE TABLE quarantine (path TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
