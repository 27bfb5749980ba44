-- What a person did can be taken back: what it was, and what it was before.
ALTER TABLE attention ADD COLUMN settled_with TEXT;
ALTER TABLE decision ADD COLUMN waited_because TEXT;
-- Whose opportunity it is in Lever, to find the others of the same person.
ALTER TABLE person ADD COLUMN contact_id TEXT;
CREATE INDEX person_by_contact ON person (account_id, contact_id) WHERE contact_id IS NOT NULL;
