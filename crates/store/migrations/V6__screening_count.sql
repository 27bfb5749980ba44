-- How many screenings are in each state, so that nobody counts a hundred thousand to say it every few seconds.
CREATE TABLE screening_count (
    account_id TEXT NOT NULL,
    state TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (account_id, state)
) WITHOUT ROWID;

INSERT INTO screening_count SELECT account_id, state, count(*) FROM screening GROUP BY account_id, state;

CREATE TRIGGER screening_counted AFTER INSERT ON screening BEGIN
    INSERT INTO screening_count VALUES (new.account_id, new.state, 1)
    ON CONFLICT (account_id, state) DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER screening_uncounted AFTER DELETE ON screening BEGIN
    UPDATE screening_count SET count = count - 1 WHERE account_id = old.account_id AND state = old.state;
END;

CREATE TRIGGER screening_recounted AFTER UPDATE OF state ON screening WHEN old.state <> new.state BEGIN
    UPDATE screening_count SET count = count - 1 WHERE account_id = old.account_id AND state = old.state;
    INSERT INTO screening_count VALUES (new.account_id, new.state, 1)
    ON CONFLICT (account_id, state) DO UPDATE SET count = count + 1;
END;
