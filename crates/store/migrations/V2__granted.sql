-- What Lever granted at the latest sign-in: scopes with a space between them. Null for an API key, and
-- where it is not known.
ALTER TABLE account ADD COLUMN granted TEXT;
