-- Times are milliseconds since 1970, in UTC.

-- Every edit of an assessment is a row of its own: an invitation keeps the revision it was sent with.
CREATE TABLE assessment (
    id          TEXT    NOT NULL,
    revision    INTEGER NOT NULL CHECK (revision >= 1),
    body        TEXT    NOT NULL,
    saved_at    INTEGER NOT NULL,
    PRIMARY KEY (id, revision)
) STRICT;

CREATE TABLE invitation (
    ref             TEXT    NOT NULL PRIMARY KEY,
    key             TEXT    NOT NULL UNIQUE,
    token           TEXT    NOT NULL UNIQUE,
    report_token    TEXT    NOT NULL UNIQUE,
    installation    TEXT    NOT NULL,
    account         TEXT    NOT NULL,
    assessment      TEXT    NOT NULL,
    revision        INTEGER NOT NULL,
    candidate_name  TEXT    NOT NULL,
    candidate_email TEXT,
    company         TEXT    NOT NULL,
    posting         TEXT,
    sender          TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    opened_at       INTEGER,
    consent_at      INTEGER,
    consent_words   TEXT,
    submitted_at    INTEGER,
    cancelled_at    INTEGER,
    cancel_reason   TEXT,
    declined_at     INTEGER,
    erased_at       INTEGER,
    changed_at      INTEGER NOT NULL,
    FOREIGN KEY (assessment, revision) REFERENCES assessment (id, revision)
) STRICT;

CREATE TABLE answer (
    ref         TEXT    NOT NULL REFERENCES invitation (ref) ON DELETE CASCADE,
    question    TEXT    NOT NULL,
    text        TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    writer      TEXT    NOT NULL,
    sequence    INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    PRIMARY KEY (ref, question)
) STRICT;

-- What another window had written before it was overwritten: the later one wins, nothing is lost.
CREATE TABLE answer_earlier (
    id          INTEGER PRIMARY KEY,
    ref         TEXT    NOT NULL REFERENCES invitation (ref) ON DELETE CASCADE,
    question    TEXT    NOT NULL,
    text        TEXT    NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX answer_earlier_by_question ON answer_earlier (ref, question);

-- A row is `started` before the mail server is spoken to, so that no mail is ever sent twice.
CREATE TABLE mail (
    ref         TEXT    NOT NULL REFERENCES invitation (ref) ON DELETE CASCADE,
    purpose     TEXT    NOT NULL CHECK (purpose IN ('invitation', 'reminder')),
    attempt     INTEGER NOT NULL CHECK (attempt >= 1),
    state       TEXT    NOT NULL CHECK (state IN ('started', 'sent', 'failed', 'unclear')),
    reason      TEXT,
    at          INTEGER NOT NULL,
    PRIMARY KEY (ref, purpose, attempt)
) STRICT;

CREATE TABLE evaluation (
    id          INTEGER PRIMARY KEY,
    ref         TEXT    NOT NULL REFERENCES invitation (ref) ON DELETE CASCADE,
    score       INTEGER NOT NULL CHECK (score BETWEEN 1 AND 4),
    scores      TEXT    NOT NULL,
    comment     TEXT    NOT NULL,
    reviewer    TEXT    NOT NULL,
    at          INTEGER NOT NULL
) STRICT;

CREATE INDEX evaluation_by_invitation ON evaluation (ref, id);
