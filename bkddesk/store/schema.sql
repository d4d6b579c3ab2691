-- One site and account: the site's truth, a person's work, and the views that lay one over the other.
-- Rule: `comment`, `article`, `term`, `media`, `author` are written by sync alone; `draft`, `outbox`, `decision` by the person.

-- The site's truth ---------------------------------------------------------------------------------------------

CREATE TABLE comment (
    id                INTEGER PRIMARY KEY,
    post              INTEGER NOT NULL,
    parent            INTEGER NOT NULL,
    author            INTEGER NOT NULL,
    author_name       TEXT NOT NULL,
    author_email      TEXT NOT NULL,
    author_url        TEXT NOT NULL,
    author_ip         TEXT NOT NULL,
    author_user_agent TEXT NOT NULL,
    date              TEXT NOT NULL,
    date_gmt          TEXT NOT NULL,
    content           TEXT NOT NULL,
    link              TEXT NOT NULL,
    status            TEXT NOT NULL,
    type              TEXT NOT NULL,
    shown             INTEGER NOT NULL DEFAULT 0  -- whether a person has had it on screen here
);
CREATE INDEX comment_by_status ON comment (status, date_gmt, id);
CREATE INDEX comment_by_post ON comment (post, status);
CREATE INDEX comment_by_email ON comment (author_email) WHERE author_email <> '';
CREATE INDEX comment_by_ip ON comment (author_ip) WHERE author_ip <> '';
CREATE INDEX comment_by_parent ON comment (parent) WHERE parent <> 0;
CREATE INDEX comment_with_link ON comment (id)
    WHERE author_url <> '' OR content LIKE '%http%' OR content LIKE '%www.%';

CREATE VIRTUAL TABLE comment_search USING fts5 (
    content, author_name, author_email, author_url, author_ip,
    content = 'comment', content_rowid = 'id', prefix = '2 3', tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER comment_search_insert AFTER INSERT ON comment BEGIN
    INSERT INTO comment_search (rowid, content, author_name, author_email, author_url, author_ip)
    VALUES (new.id, new.content, new.author_name, new.author_email, new.author_url, new.author_ip);
END;
CREATE TRIGGER comment_search_delete AFTER DELETE ON comment BEGIN
    INSERT INTO comment_search (comment_search, rowid, content, author_name, author_email, author_url, author_ip)
    VALUES ('delete', old.id, old.content, old.author_name, old.author_email, old.author_url, old.author_ip);
END;
CREATE TRIGGER comment_search_update AFTER UPDATE OF content, author_name, author_email, author_url, author_ip ON comment
WHEN old.content IS NOT new.content OR old.author_name IS NOT new.author_name OR old.author_email IS NOT new.author_email
    OR old.author_url IS NOT new.author_url OR old.author_ip IS NOT new.author_ip
BEGIN
    INSERT INTO comment_search (comment_search, rowid, content, author_name, author_email, author_url, author_ip)
    VALUES ('delete', old.id, old.content, old.author_name, old.author_email, old.author_url, old.author_ip);
    INSERT INTO comment_search (rowid, content, author_name, author_email, author_url, author_ip)
    VALUES (new.id, new.content, new.author_name, new.author_email, new.author_url, new.author_ip);
END;

CREATE TABLE article (
    id             INTEGER PRIMARY KEY,
    type           TEXT NOT NULL,
    status         TEXT NOT NULL,
    title          TEXT NOT NULL,
    content        TEXT NOT NULL,
    excerpt        TEXT NOT NULL,
    slug           TEXT NOT NULL,
    date           TEXT NOT NULL,
    date_gmt       TEXT NOT NULL,
    modified_gmt   TEXT NOT NULL,
    categories     TEXT NOT NULL,  -- JSON array of term ids
    tags           TEXT NOT NULL,  -- JSON array of term ids
    featured_media INTEGER NOT NULL,
    comment_status TEXT NOT NULL,
    author         INTEGER NOT NULL,
    link           TEXT NOT NULL,
    sticky         INTEGER NOT NULL,
    revision       INTEGER NOT NULL,
    editable       INTEGER NOT NULL
);
CREATE INDEX article_by_status ON article (status, date);

CREATE VIRTUAL TABLE article_search USING fts5 (
    title, content, excerpt,
    content = 'article', content_rowid = 'id', prefix = '2 3', tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER article_search_insert AFTER INSERT ON article BEGIN
    INSERT INTO article_search (rowid, title, content, excerpt) VALUES (new.id, new.title, new.content, new.excerpt);
END;
CREATE TRIGGER article_search_delete AFTER DELETE ON article BEGIN
    INSERT INTO article_search (article_search, rowid, title, content, excerpt)
    VALUES ('delete', old.id, old.title, old.content, old.excerpt);
END;
CREATE TRIGGER article_search_update AFTER UPDATE OF title, content, excerpt ON article BEGIN
    INSERT INTO article_search (article_search, rowid, title, content, excerpt)
    VALUES ('delete', old.id, old.title, old.content, old.excerpt);
    INSERT INTO article_search (rowid, title, content, excerpt) VALUES (new.id, new.title, new.content, new.excerpt);
END;

CREATE TABLE term (
    taxonomy TEXT NOT NULL,  -- "category" or "post_tag"
    id       INTEGER NOT NULL,
    name     TEXT NOT NULL,
    slug     TEXT NOT NULL,
    parent   INTEGER NOT NULL,
    count    INTEGER NOT NULL,
    PRIMARY KEY (taxonomy, id)
) WITHOUT ROWID;

CREATE TABLE media (
    id            INTEGER PRIMARY KEY,
    slug          TEXT NOT NULL,
    title         TEXT NOT NULL,
    alt_text      TEXT NOT NULL,
    caption       TEXT NOT NULL,
    mime_type     TEXT NOT NULL,
    source_url    TEXT NOT NULL,
    thumbnail_url TEXT NOT NULL,
    width         INTEGER NOT NULL,
    height        INTEGER NOT NULL,
    date_gmt      TEXT NOT NULL
);

CREATE TABLE author (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE sync_state (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- A person's work ----------------------------------------------------------------------------------------------

CREATE TABLE draft (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    key            TEXT NOT NULL UNIQUE,
    article_id     INTEGER UNIQUE,
    base           TEXT,               -- JSON of model.article.Fields, NULL for a new article
    title          TEXT NOT NULL,
    markdown       TEXT NOT NULL,
    excerpt        TEXT NOT NULL,
    slug           TEXT NOT NULL,
    status         TEXT NOT NULL,
    date           TEXT NOT NULL,
    categories     TEXT NOT NULL,      -- JSON array of names
    tags           TEXT NOT NULL,      -- JSON array of names
    featured_media INTEGER NOT NULL,
    comment_status TEXT NOT NULL,
    extra          TEXT NOT NULL,      -- JSON object
    read_only      TEXT NOT NULL,
    unsent         INTEGER NOT NULL,   -- whether it holds changes that were never sent
    created        TEXT NOT NULL,
    modified       TEXT NOT NULL,
    discarded      TEXT                -- when it was thrown away; kept until undo is out of reach
);

CREATE VIRTUAL TABLE draft_search USING fts5 (
    title, markdown, excerpt,
    content = 'draft', content_rowid = 'id', prefix = '2 3', tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER draft_search_insert AFTER INSERT ON draft BEGIN
    INSERT INTO draft_search (rowid, title, markdown, excerpt) VALUES (new.id, new.title, new.markdown, new.excerpt);
END;
CREATE TRIGGER draft_search_delete AFTER DELETE ON draft BEGIN
    INSERT INTO draft_search (draft_search, rowid, title, markdown, excerpt)
    VALUES ('delete', old.id, old.title, old.markdown, old.excerpt);
END;
CREATE TRIGGER draft_search_update AFTER UPDATE OF title, markdown, excerpt ON draft BEGIN
    INSERT INTO draft_search (draft_search, rowid, title, markdown, excerpt)
    VALUES ('delete', old.id, old.title, old.markdown, old.excerpt);
    INSERT INTO draft_search (rowid, title, markdown, excerpt) VALUES (new.id, new.title, new.markdown, new.excerpt);
END;

CREATE TABLE draft_version (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    draft_id INTEGER NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    saved_at TEXT NOT NULL,
    cause    TEXT NOT NULL,
    title    TEXT NOT NULL,
    markdown TEXT NOT NULL
);
CREATE INDEX draft_version_by_draft ON draft_version (draft_id, id);

CREATE TABLE outbox (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT NOT NULL,
    subject    INTEGER NOT NULL,
    payload    TEXT NOT NULL,          -- JSON, by kind: see model.outbox.Kind
    created    TEXT NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0,
    not_before TEXT NOT NULL DEFAULT '',
    state      TEXT NOT NULL DEFAULT 'waiting',
    reason     TEXT NOT NULL DEFAULT '',
    detail     TEXT NOT NULL DEFAULT '',
    batch      INTEGER NOT NULL DEFAULT 0,
    UNIQUE (kind, subject)
);

CREATE TABLE sent (                    -- append-only: what left the outbox, for the person to see
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      TEXT NOT NULL,
    outcome TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    subject INTEGER NOT NULL,
    payload TEXT NOT NULL,
    created TEXT NOT NULL,
    batch   INTEGER NOT NULL
);
CREATE INDEX sent_by_time ON sent (at);

CREATE TABLE decision (                -- append-only, but for the mark of being undone
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    at           TEXT NOT NULL,
    batch        INTEGER NOT NULL,
    comment_id   INTEGER NOT NULL,
    decision     TEXT NOT NULL,
    from_status  TEXT NOT NULL,
    content_seen TEXT NOT NULL,
    author_name  TEXT NOT NULL,
    seq          INTEGER NOT NULL,     -- the outbox row that it made
    replaced     TEXT,                 -- JSON of the payload that it replaced in the outbox
    undone       TEXT                  -- when it was undone
);
CREATE INDEX decision_by_batch ON decision (batch);

CREATE TABLE reply (                   -- a reply's text keeps its local number through retries
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    created TEXT NOT NULL
);

CREATE TABLE unsent_text (              -- typed about a comment and not sent yet
    kind       TEXT NOT NULL,          -- "reply" or "edit"
    comment_id INTEGER NOT NULL,
    text       TEXT NOT NULL,
    PRIMARY KEY (kind, comment_id)
) WITHOUT ROWID;

-- What screens read --------------------------------------------------------------------------------------------

-- One comment as it will be: the waiting decision and edit laid over the site's truth. A parked row (conflict,
-- rejected) does not cover it: the person has to look again. Asked by id only; lists come from comment_standing.
CREATE VIEW comment_projected AS
SELECT c.id, c.post, c.parent, c.author, c.author_name, c.author_email, c.author_url, c.author_ip, c.author_user_agent,
       c.date, c.date_gmt, c.link, c.type, c.shown,
       c.status AS site_status,
       c.content AS site_content,
       CASE WHEN s.state IN ('waiting', 'sending') THEN json_extract(s.payload, '$.projected') ELSE c.status END AS status,
       CASE WHEN e.state IN ('waiting', 'sending') THEN json_extract(e.payload, '$.content') ELSE c.content END AS content,
       CASE WHEN s.state IN ('waiting', 'sending') THEN json_extract(s.payload, '$.decision') END AS pending,
       e.seq IS NOT NULL AS edit_pending,
       CASE WHEN s.state IN ('conflict', 'rejected') THEN s.state
            WHEN e.state IN ('conflict', 'rejected') THEN e.state ELSE '' END AS attention
  FROM comment AS c
  LEFT JOIN outbox AS s ON s.kind = 'comment.status' AND s.subject = c.id
  LEFT JOIN outbox AS e ON e.kind = 'comment.content' AND e.subject = c.id;

-- Where every comment stands, for lists. Two halves, each on an index: those nobody decided about here, and the few
-- that wait in the outbox. The CAST gives both halves the same affinity, without which SQLite (rule 17h of its query
-- flattener) would read every text and sort: 126 ms instead of 25 for 50,000 held comments.
CREATE VIEW comment_standing AS
SELECT id, post, author_email, date_gmt, status, status AS site_status, 0 AS waiting
  FROM comment
 WHERE id NOT IN (SELECT subject FROM outbox WHERE kind = 'comment.status')
UNION ALL
SELECT c.id, c.post, c.author_email, c.date_gmt,
       CAST(CASE WHEN s.state IN ('waiting', 'sending') THEN json_extract(s.payload, '$.projected') ELSE c.status END
            AS TEXT),
       c.status, s.state IN ('waiting', 'sending')
  FROM outbox AS s JOIN comment AS c ON c.id = s.subject
 WHERE s.kind = 'comment.status';

-- How many comments stand in each status: the site's totals, moved by what waits.
CREATE VIEW comment_count AS
SELECT status, sum(n) AS n
  FROM (SELECT status, count(*) AS n FROM comment GROUP BY status
        UNION ALL
        SELECT c.status, -1 FROM outbox AS s JOIN comment AS c ON c.id = s.subject
         WHERE s.kind = 'comment.status' AND s.state IN ('waiting', 'sending')
        UNION ALL
        SELECT json_extract(s.payload, '$.projected'), 1 FROM outbox AS s JOIN comment AS c ON c.id = s.subject
         WHERE s.kind = 'comment.status' AND s.state IN ('waiting', 'sending'))
 GROUP BY status;

CREATE VIEW article_projected AS
SELECT a.*,
       CASE WHEN o.state IN ('waiting', 'sending') THEN json_extract(o.payload, '$.publish.status') ELSE a.status END
           AS projected_status,
       d.id AS draft_id,
       d.unsent AS draft_unsent,
       o.seq IS NOT NULL AS queued,
       CASE WHEN o.state IN ('conflict', 'rejected') THEN o.state ELSE '' END AS attention
  FROM article AS a
  LEFT JOIN draft AS d ON d.article_id = a.id AND d.discarded IS NULL
  LEFT JOIN outbox AS o ON o.kind = 'article' AND o.subject = d.id;

CREATE VIEW draft_projected AS
SELECT d.*,
       CASE WHEN o.state IN ('waiting', 'sending') THEN json_extract(o.payload, '$.publish.status') ELSE '' END
           AS queued_status,
       CASE WHEN o.state IN ('conflict', 'rejected') THEN o.state ELSE '' END AS attention
  FROM draft AS d
  LEFT JOIN outbox AS o ON o.kind = 'article' AND o.subject = d.id
 WHERE d.discarded IS NULL;
