-- Times are Unix milliseconds. Tables of an account carry its id.

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE account (
    id TEXT PRIMARY KEY,
    environment TEXT NOT NULL,
    sign_in TEXT NOT NULL,
    api_base TEXT NOT NULL,
    authorize_url TEXT,
    token_url TEXT,
    client_id TEXT,
    company TEXT,
    user_id TEXT,
    confidential INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE playbook (
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT;

CREATE TABLE trigger_stage (
    account_id TEXT NOT NULL,
    playbook_id TEXT NOT NULL,
    stage_id TEXT NOT NULL,
    on_since INTEGER NOT NULL,
    PRIMARY KEY (account_id, playbook_id, stage_id),
    FOREIGN KEY (account_id, playbook_id) REFERENCES playbook (account_id, id) ON DELETE CASCADE
) STRICT;

CREATE TABLE watermark (
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    pass TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (account_id, pass)
) STRICT;

CREATE TABLE lever_stage (
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT;

CREATE TABLE lever_posting (
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    owner_id TEXT,
    followers TEXT NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT;

CREATE TABLE lever_user (
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    role TEXT,
    active INTEGER NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT;

CREATE TABLE screening (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    playbook_id TEXT NOT NULL,
    opportunity_id TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    email_canonical TEXT,
    posting_id TEXT,
    posting TEXT,
    stage_id TEXT,
    stage TEXT,
    owner_id TEXT,
    followers TEXT NOT NULL,
    lever_url TEXT,
    confidential INTEGER NOT NULL,
    provider TEXT NOT NULL,
    assessment_id TEXT NOT NULL,
    assessment TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    round INTEGER NOT NULL,
    origin TEXT NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    reason TEXT,
    hold_until INTEGER,
    provider_ref TEXT,
    link TEXT,
    report_url TEXT,
    expires_at INTEGER,
    mail_state TEXT NOT NULL DEFAULT 'none',
    mail_attempt INTEGER NOT NULL DEFAULT 0,
    answered INTEGER NOT NULL DEFAULT 0,
    questions INTEGER NOT NULL DEFAULT 0,
    score INTEGER,
    review TEXT,
    notified INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    invited_at INTEGER,
    started_at INTEGER,
    submitted_at INTEGER,
    reviewed_at INTEGER
) STRICT;

-- Nobody is invited twice: by contact, and by address, because contacts merge and duplicate.
CREATE UNIQUE INDEX screening_once_by_contact
    ON screening (account_id, contact_id, provider, assessment_id, round);
CREATE UNIQUE INDEX screening_once_by_address
    ON screening (account_id, email_canonical, provider, assessment_id, round)
    WHERE email_canonical IS NOT NULL;
CREATE INDEX screening_by_change ON screening (account_id, changed_at DESC, number DESC);
CREATE INDEX screening_by_state ON screening (account_id, state, changed_at DESC, number DESC);
CREATE INDEX screening_by_opportunity ON screening (account_id, opportunity_id);
CREATE INDEX screening_by_provider_ref ON screening (provider, provider_ref);

CREATE VIRTUAL TABLE screening_search USING fts5 (
    name, email, posting, tokenize = 'unicode61 remove_diacritics 2', content = 'screening', content_rowid = 'number'
);
CREATE TRIGGER screening_search_insert AFTER INSERT ON screening BEGIN
    INSERT INTO screening_search (rowid, name, email, posting) VALUES (new.number, new.name, new.email, new.posting);
END;
CREATE TRIGGER screening_search_delete AFTER DELETE ON screening BEGIN
    INSERT INTO screening_search (screening_search, rowid, name, email, posting)
    VALUES ('delete', old.number, old.name, old.email, old.posting);
END;
CREATE TRIGGER screening_search_update AFTER UPDATE OF name, email, posting ON screening BEGIN
    INSERT INTO screening_search (screening_search, rowid, name, email, posting)
    VALUES ('delete', old.number, old.name, old.email, old.posting);
    INSERT INTO screening_search (rowid, name, email, posting) VALUES (new.number, new.name, new.email, new.posting);
END;

CREATE TABLE decision (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    playbook_id TEXT NOT NULL,
    opportunity_id TEXT NOT NULL,
    stage_id TEXT,
    entered_at INTEGER,
    name TEXT NOT NULL,
    email TEXT,
    posting TEXT,
    lever_url TEXT,
    verdict TEXT NOT NULL,
    body TEXT NOT NULL,
    waits_because TEXT,
    screening_id TEXT,
    superseded_by TEXT,
    at INTEGER NOT NULL
) STRICT;

-- One stage entry is handled once.
CREATE UNIQUE INDEX decision_once ON decision (account_id, playbook_id, opportunity_id, stage_id, entered_at)
    WHERE superseded_by IS NULL AND entered_at IS NOT NULL;
CREATE INDEX decision_by_opportunity ON decision (account_id, opportunity_id, at DESC);
CREATE INDEX decision_waiting ON decision (account_id) WHERE waits_because IS NOT NULL;
CREATE INDEX decision_open_skips ON decision (account_id, verdict) WHERE superseded_by IS NULL;

CREATE TABLE effect (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    opportunity_id TEXT NOT NULL,
    screening_id TEXT NOT NULL REFERENCES screening (id) ON DELETE CASCADE,
    dedupe_key TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    looks INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER,
    result TEXT,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX effect_open ON effect (account_id, opportunity_id, seq) WHERE state NOT IN ('done', 'skipped');
CREATE INDEX effect_by_screening ON effect (screening_id, seq);

CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    detail TEXT,
    actor TEXT,
    screening_id TEXT,
    opportunity_id TEXT,
    name TEXT
) STRICT;
CREATE INDEX event_by_account ON event (account_id, id DESC);
CREATE INDEX event_by_screening ON event (screening_id, id);

CREATE TABLE attention (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    title TEXT NOT NULL,
    subtitle TEXT,
    reason TEXT NOT NULL,
    actions TEXT NOT NULL,
    screening_id TEXT,
    opportunity_id TEXT,
    lever_url TEXT,
    at INTEGER NOT NULL,
    settled_at INTEGER
) STRICT;
CREATE UNIQUE INDEX attention_once ON attention (account_id, kind, subject) WHERE settled_at IS NULL;
CREATE INDEX attention_by_screening ON attention (screening_id) WHERE settled_at IS NULL;

CREATE TABLE person (
    number INTEGER PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    opportunity_id TEXT NOT NULL,
    name TEXT NOT NULL,
    emails TEXT NOT NULL,
    posting_id TEXT,
    stage_id TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    UNIQUE (account_id, opportunity_id)
) STRICT;
CREATE VIRTUAL TABLE person_search USING fts5 (
    name, emails, tokenize = 'unicode61 remove_diacritics 2', content = 'person', content_rowid = 'number'
);
CREATE TRIGGER person_search_insert AFTER INSERT ON person BEGIN
    INSERT INTO person_search (rowid, name, emails) VALUES (new.number, new.name, new.emails);
END;
CREATE TRIGGER person_search_delete AFTER DELETE ON person BEGIN
    INSERT INTO person_search (person_search, rowid, name, emails) VALUES ('delete', old.number, old.name, old.emails);
END;
CREATE TRIGGER person_search_update AFTER UPDATE ON person BEGIN
    INSERT INTO person_search (person_search, rowid, name, emails) VALUES ('delete', old.number, old.name, old.emails);
    INSERT INTO person_search (rowid, name, emails) VALUES (new.number, new.name, new.emails);
END;
