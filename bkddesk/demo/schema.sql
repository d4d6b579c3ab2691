-- The practice site's own database. Dates are WordPress's "2026-11-24 07:12:00": `_gmt` in UTC, the rest in site time.

CREATE TABLE option (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE user (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    login TEXT NOT NULL UNIQUE COLLATE NOCASE,
    email TEXT NOT NULL UNIQUE COLLATE NOCASE,
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    url TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL,
    registered TEXT NOT NULL
);

-- `hash` is SHA-256 of 24 random characters: long enough that a slow hash adds nothing.
CREATE TABLE application_password (
    uuid TEXT PRIMARY KEY,
    user_id INTEGER NOT NULL,
    app_id TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    hash TEXT NOT NULL,
    created TEXT NOT NULL,
    last_used TEXT,
    last_ip TEXT
);

-- The passwords of the practice users in readable form. They open nothing but this loopback site.
CREATE TABLE practice_login (role TEXT PRIMARY KEY, username TEXT NOT NULL, password TEXT NOT NULL);

CREATE TABLE term (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    taxonomy TEXT NOT NULL,
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    parent INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX term_slug ON term (taxonomy, slug);

-- Posts, pages, attachments and revisions share one sequence of ids, as they do in WordPress.
CREATE TABLE post (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    author INTEGER NOT NULL,
    date TEXT NOT NULL,
    date_gmt TEXT NOT NULL,
    modified TEXT NOT NULL,
    modified_gmt TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    content TEXT NOT NULL DEFAULT '',
    excerpt TEXT NOT NULL DEFAULT '',
    slug TEXT NOT NULL DEFAULT '',
    password TEXT NOT NULL DEFAULT '',
    parent INTEGER NOT NULL DEFAULT 0,
    menu_order INTEGER NOT NULL DEFAULT 0,
    comment_status TEXT NOT NULL DEFAULT 'open',
    ping_status TEXT NOT NULL DEFAULT 'open',
    sticky INTEGER NOT NULL DEFAULT 0,
    format TEXT NOT NULL DEFAULT 'standard',
    template TEXT NOT NULL DEFAULT '',
    featured_media INTEGER NOT NULL DEFAULT 0,
    footnotes TEXT NOT NULL DEFAULT '',
    guid TEXT NOT NULL DEFAULT '',
    status_before TEXT NOT NULL DEFAULT '',
    slug_before TEXT NOT NULL DEFAULT '',
    mime_type TEXT NOT NULL DEFAULT '',
    file TEXT NOT NULL DEFAULT '',
    width INTEGER NOT NULL DEFAULT 0,
    height INTEGER NOT NULL DEFAULT 0,
    filesize INTEGER NOT NULL DEFAULT 0,
    alt_text TEXT NOT NULL DEFAULT ''
);
CREATE INDEX post_slug ON post (slug);
CREATE INDEX post_parent ON post (parent, type);

CREATE TABLE post_term (post_id INTEGER NOT NULL, term_id INTEGER NOT NULL, PRIMARY KEY (post_id, term_id)) WITHOUT ROWID;
CREATE INDEX post_term_term ON post_term (term_id);

-- `status` holds the words of answers: hold, approved, spam, trash, post-trashed. `status_before` is what restore uses.
CREATE TABLE comment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    post INTEGER NOT NULL,
    parent INTEGER NOT NULL DEFAULT 0,
    author INTEGER NOT NULL DEFAULT 0,
    author_name TEXT NOT NULL DEFAULT '',
    author_email TEXT NOT NULL DEFAULT '',
    author_url TEXT NOT NULL DEFAULT '',
    author_ip TEXT NOT NULL DEFAULT '',
    author_user_agent TEXT NOT NULL DEFAULT '',
    date TEXT NOT NULL,
    date_gmt TEXT NOT NULL,
    content TEXT NOT NULL,
    status TEXT NOT NULL,
    type TEXT NOT NULL DEFAULT 'comment',
    status_before TEXT NOT NULL DEFAULT '',
    note_status TEXT
);
CREATE INDEX comment_status ON comment (status, date_gmt);
CREATE INDEX comment_post ON comment (post);
CREATE INDEX comment_parent ON comment (parent);
CREATE INDEX comment_email ON comment (author_email);
