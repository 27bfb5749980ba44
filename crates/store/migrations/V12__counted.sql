-- What was counted by rule, and what it amounts to.
ALTER TABLE screening ADD COLUMN counted TEXT;
