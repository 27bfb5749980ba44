-- Who is not reminded any more, and which archive reasons are hires.
ALTER TABLE screening ADD COLUMN reminders_stopped INTEGER NOT NULL DEFAULT 0;

CREATE TABLE lever_archive_reason (
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    hired INTEGER NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT;
