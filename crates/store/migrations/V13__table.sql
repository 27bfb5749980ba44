-- The table of screenings by stage, and what was called back before it left.
CREATE INDEX screening_by_stage ON screening (account_id, coalesce(stage_id, ''), changed_at DESC, number DESC);
CREATE INDEX screening_not_sent ON screening (account_id, changed_at DESC, number DESC)
WHERE state = 'cancelled' AND invited_at IS NULL;

-- Whose and of which posting somebody is who waits for a yes.
ALTER TABLE decision ADD COLUMN owner_id TEXT;
ALTER TABLE decision ADD COLUMN posting_id TEXT;
