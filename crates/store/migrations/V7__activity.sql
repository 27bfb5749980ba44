-- Activity: every write is in it from the moment it is decided, with where it stands; in the order of
-- time; found by words.
ALTER TABLE event ADD COLUMN effect_id TEXT REFERENCES effect (id) ON DELETE CASCADE;
ALTER TABLE event ADD COLUMN write_state TEXT;
UPDATE event SET write_state = 'done' WHERE kind = 'wrote';
INSERT INTO event (account_id, at, kind, text, detail, actor, screening_id, opportunity_id, name, effect_id, write_state)
SELECT effect.account_id, effect.created_at, 'wrote',
    CASE json_extract(effect.body, '$.kind')
        WHEN 'invite' THEN 'Send the invitation'
        WHEN 'add_tags' THEN 'Add tag ' || (SELECT group_concat(value, ', ') FROM json_each(effect.body, '$.tags'))
        WHEN 'remove_tags' THEN 'Remove tag ' || (SELECT group_concat(value, ', ') FROM json_each(effect.body, '$.tags'))
        WHEN 'add_note' THEN 'Add a note'
        ELSE 'A change that was under way'
    END,
    effect.reason, 'Fulcrum', effect.screening_id, effect.opportunity_id, screening.name, effect.id, effect.state
FROM effect JOIN screening ON screening.id = effect.screening_id WHERE effect.state != 'done';

CREATE INDEX event_by_effect ON event (effect_id) WHERE effect_id IS NOT NULL;
CREATE TRIGGER event_follows_effect AFTER UPDATE OF state, reason ON effect BEGIN
    UPDATE event SET write_state = new.state, detail = new.reason, at = coalesce(new.finished_at, at)
    WHERE effect_id = new.id;
END;

DROP INDEX event_by_account;
-- Kind and state are in it, so that a page of a rare kind is found without reading the others.
CREATE INDEX event_by_time ON event (account_id, at DESC, id DESC, kind, write_state);

CREATE VIRTUAL TABLE event_search USING fts5 (
    name, text, detail, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3', content = 'event',
    content_rowid = 'id'
);
INSERT INTO event_search (event_search) VALUES ('rebuild');
CREATE TRIGGER event_search_insert AFTER INSERT ON event BEGIN
    INSERT INTO event_search (rowid, name, text, detail) VALUES (new.id, new.name, new.text, new.detail);
END;
CREATE TRIGGER event_search_delete AFTER DELETE ON event BEGIN
    INSERT INTO event_search (event_search, rowid, name, text, detail)
    VALUES ('delete', old.id, old.name, old.text, old.detail);
END;
CREATE TRIGGER event_search_update AFTER UPDATE OF name, text, detail ON event BEGIN
    INSERT INTO event_search (event_search, rowid, name, text, detail)
    VALUES ('delete', old.id, old.name, old.text, old.detail);
    INSERT INTO event_search (rowid, name, text, detail) VALUES (new.id, new.name, new.text, new.detail);
END;
