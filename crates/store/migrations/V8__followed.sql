-- Invitations that the provider is asked about, in the order in which they came.
CREATE INDEX screening_followed ON screening (account_id, number)
WHERE state IN ('invited', 'started') AND provider_ref IS NOT NULL;
