-- Moves to another stage that wait for a person, and what became of them.
CREATE TABLE proposed_move (
    screening_id TEXT NOT NULL REFERENCES screening (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    from_stage TEXT NOT NULL,
    to_stage TEXT NOT NULL,
    to_name TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    at INTEGER NOT NULL,
    settled_at INTEGER,
    PRIMARY KEY (screening_id, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX proposed_move_open ON proposed_move (account_id, at, screening_id) WHERE state = 'open';
CREATE UNIQUE INDEX proposed_move_one ON proposed_move (screening_id) WHERE state = 'open';
