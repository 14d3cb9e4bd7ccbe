-- Briefings that were kept: what was asked for and up to when the record was looked at. Insert-only.

CREATE TABLE briefings (
    no BIGINT NOT NULL PRIMARY KEY,  -- in the order in which they were kept, from 1
    title TEXT NOT NULL,  -- '' where it has none
    asked TEXT NOT NULL,  -- the query of its page
    cutoff TEXT NOT NULL,  -- the moment up to which the record was looked at: ISO 8601, UTC
    digest TEXT NOT NULL,  -- BLAKE3 hash of its lines, so that it can be seen whether they are still the same
    who TEXT NOT NULL,  -- pseudonym of who kept it
    made_at TEXT NOT NULL  -- ISO 8601, UTC
);
