-- What a posting is: playbooks choose by it, and what Lever copied from it onto a candidate names nothing.
ALTER TABLE lever_posting ADD COLUMN state TEXT NOT NULL DEFAULT '';
ALTER TABLE lever_posting ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE lever_posting ADD COLUMN team TEXT;
ALTER TABLE lever_posting ADD COLUMN department TEXT;
ALTER TABLE lever_posting ADD COLUMN location TEXT;
ALTER TABLE lever_posting ADD COLUMN commitment TEXT;
