-- The register of agreements: signed texts as people entered them, and what they hold to be about which clause.

CREATE TABLE agreements (
    -- Signed texts, clause by clause. Insert-only: a change is a new version, a deletion a version that is marked.
    id TEXT NOT NULL,
    version BIGINT NOT NULL,  -- from 1, without gaps
    deleted BIGINT NOT NULL,  -- 1: with this version it was taken out of the register
    who TEXT NOT NULL,  -- pseudonym of who entered this version
    made_at TEXT NOT NULL,  -- ISO 8601, UTC
    why TEXT NOT NULL,  -- what they say was changed, or ''
    json TEXT NOT NULL,  -- all of it, as in docs/agreements.md
    hash TEXT NOT NULL,  -- BLAKE3 hash over the lines 'rasid agreement 1' and, each behind its length in bytes, the columns before this one
    PRIMARY KEY (id, version)
);

CREATE TABLE clause_links (
    -- Which words of which report a person holds to be about which clause, or not. Insert-only: the latest line about
    -- the same words and the same clause holds. Words are named by their place in the text, so that they are found
    -- again after reports were read anew.
    seq BIGINT NOT NULL PRIMARY KEY,  -- from 1, without gaps
    agreement TEXT NOT NULL,
    clause TEXT NOT NULL,  -- its number
    report_id TEXT NOT NULL,
    list TEXT NOT NULL,  -- arrangements, breaches
    start BIGINT NOT NULL,  -- of the words of the record, in code points
    "end" BIGINT NOT NULL,
    text TEXT NOT NULL,
    attached BIGINT NOT NULL,  -- 1: about this clause; 0: not, or not any more
    who TEXT NOT NULL,
    made_at TEXT NOT NULL,
    why TEXT NOT NULL,  -- a remark, or ''
    hash TEXT NOT NULL  -- BLAKE3 hash over the lines 'rasid clause 1' and the columns before this one, as above
);
CREATE INDEX clause_links_clause ON clause_links (agreement, clause, list, seq);
CREATE INDEX clause_links_words ON clause_links (report_id, list, start, "end", seq);

CREATE VIEW clause_links_now AS
    -- The lines that hold.
    SELECT l.* FROM clause_links l WHERE NOT EXISTS (
        SELECT 1 FROM clause_links m WHERE m.report_id = l.report_id AND m.list = l.list AND m.start = l.start
        AND m."end" = l."end" AND m.agreement = l.agreement AND m.clause = l.clause AND m.seq > l.seq);
