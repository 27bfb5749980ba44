-- What the overview counts is read from these two alone: a hundred thousand screenings are a few
-- megabytes here and many times that in their table.
CREATE INDEX screening_invited
    ON screening (account_id, invited_at, id, posting_id, posting, started_at, submitted_at, reviewed_at, state, score)
    WHERE invited_at IS NOT NULL;
CREATE INDEX decision_by_screening ON decision (screening_id, entered_at) WHERE screening_id IS NOT NULL;
