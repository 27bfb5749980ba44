-- The table of screenings: search by tag, and an index for each order.

ALTER TABLE screening ADD COLUMN tags TEXT NOT NULL DEFAULT '';

DROP TRIGGER screening_search_insert;
DROP TRIGGER screening_search_delete;
DROP TRIGGER screening_search_update;
DROP TABLE screening_search;
CREATE VIRTUAL TABLE screening_search USING fts5 (
    name, email, posting, tags, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3', content = 'screening',
    content_rowid = 'number'
);
INSERT INTO screening_search (screening_search) VALUES ('rebuild');
CREATE TRIGGER screening_search_insert AFTER INSERT ON screening BEGIN
    INSERT INTO screening_search (rowid, name, email, posting, tags)
    VALUES (new.number, new.name, new.email, new.posting, new.tags);
END;
CREATE TRIGGER screening_search_delete AFTER DELETE ON screening BEGIN
    INSERT INTO screening_search (screening_search, rowid, name, email, posting, tags)
    VALUES ('delete', old.number, old.name, old.email, old.posting, old.tags);
END;
CREATE TRIGGER screening_search_update AFTER UPDATE OF name, email, posting, tags ON screening BEGIN
    INSERT INTO screening_search (screening_search, rowid, name, email, posting, tags)
    VALUES ('delete', old.number, old.name, old.email, old.posting, old.tags);
    INSERT INTO screening_search (rowid, name, email, posting, tags)
    VALUES (new.number, new.name, new.email, new.posting, new.tags);
END;

CREATE INDEX screening_by_name ON screening (account_id, name COLLATE NOCASE, number);
CREATE INDEX screening_by_posting ON screening (account_id, coalesce(posting, '') COLLATE NOCASE, number);
CREATE INDEX screening_by_assessment ON screening (account_id, assessment COLLATE NOCASE, number);
CREATE INDEX screening_by_score ON screening (account_id, coalesce(score, 0), number);
CREATE INDEX screening_by_invitation ON screening (account_id, coalesce(invited_at, 0), number);
