-- The only truth of an archive. Everything else in its folder can be rebuilt from this file.
-- Keys of articles and passages are given out by index/transaction.py and never used twice: an old
-- number in a search index or in a reader's hand must not come to mean something else.
-- 'kept out <article id>' names the file an article was taken out of by itself: it stays out.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row a change since the last published generation. `state` is drawn by lot: an archive put
-- back from a backup may reach the same generation again, but never the same state.
CREATE TABLE changes (
    generation INTEGER PRIMARY KEY,
    state TEXT NOT NULL,
    last_article INTEGER NOT NULL,      -- the highest keys given out by then
    last_passage INTEGER NOT NULL
);

CREATE TABLE sources (
    source_id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,          -- where the file was found; how a changed file is known again
    file TEXT NOT NULL,                 -- its name, as cited
    sha256 TEXT NOT NULL,               -- of the raw bytes
    encoding TEXT NOT NULL,
    text BLOB NOT NULL,                 -- decoded text, UTF-8, zlib
    given TEXT NOT NULL,                -- facts given beside it when it was read
    furniture TEXT NOT NULL,            -- lines that belong to no article
    characters INTEGER NOT NULL,        -- white space aside: the sum of the three below
    in_articles INTEGER NOT NULL,
    in_furniture INTEGER NOT NULL,
    in_noise INTEGER NOT NULL
);
CREATE INDEX sources_by_content ON sources (sha256);

-- The bytes of a file, where its decoded text does not give them back (see index/raw_files.py).
CREATE TABLE raw_files (
    sha256 TEXT PRIMARY KEY,
    data BLOB,                          -- NULL when they were not kept, for the reason in
    packed INTEGER NOT NULL,            -- 1: zlib
    not_kept TEXT
);
CREATE TRIGGER raw_files_go AFTER DELETE ON sources BEGIN
    DELETE FROM raw_files WHERE sha256 = OLD.sha256
        AND NOT EXISTS (SELECT 1 FROM sources WHERE sha256 = OLD.sha256);
END;

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
    sha256 TEXT NOT NULL                -- of all of it: SQLite does not notice a flipped bit
);
CREATE INDEX articles_by_source ON articles (source_id);
CREATE INDEX articles_by_date ON articles (issue_date);
CREATE INDEX articles_by_newspaper ON articles (newspaper);

-- An article that stands in another file already. It cannot be found twice, but takes the first
-- one's place when that file goes.
CREATE TABLE copies (
    copy_key INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL,
    source_id INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE,
    issue_date TEXT, newspaper TEXT, title TEXT, given_id TEXT,
    body TEXT NOT NULL,
    facts TEXT NOT NULL,
    sha256 TEXT NOT NULL
);
CREATE INDEX copies_by_article ON copies (article_id);
CREATE INDEX copies_by_source ON copies (source_id);

CREATE TABLE passages (
    passage_id INTEGER PRIMARY KEY,
    article_key INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);
CREATE INDEX passages_by_article ON passages (article_key);

CREATE TABLE vectors (
    passage_id INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
    vector BLOB NOT NULL,               -- float16, unit length, by the encoder named in meta
    tokens BLOB NOT NULL                -- uint16, the static encoder's tokens, for late interaction
);

-- What another printing of an article is found by (index/sketch.py): some numbers of its text, which
-- hardly any other text has.
CREATE TABLE sketches (
    number INTEGER NOT NULL,
    article_key INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    PRIMARY KEY (number, article_key)
) WITHOUT ROWID;
CREATE INDEX sketches_by_article ON sketches (article_key);

-- Passages gone since the last published generation, which still holds them.
CREATE TABLE removed_passages (passage_id INTEGER PRIMARY KEY, removed INTEGER NOT NULL);

CREATE TABLE former_articles (
    article_id TEXT PRIMARY KEY,
    standing TEXT NOT NULL CHECK (standing IN ('superseded', 'withdrawn')),
    path TEXT NOT NULL,
    file TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    issue_date TEXT, newspaper TEXT, title TEXT, given_id TEXT,
    body TEXT NOT NULL,
    facts TEXT NOT NULL,
    sha256 TEXT NOT NULL
);

CREATE TABLE quarantine (path TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
