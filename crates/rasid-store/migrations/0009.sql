-- Duties to delete: what is deleted leaves a tombstone. The texts, reports, bytes and attached words of what has one may be deleted, and nothing else of theirs.

CREATE TABLE tombstones (
    -- Reports that were deleted: that they were here, who deleted them, when and why; nothing of what they said.
    -- Insert-only. The ledger holds the same, so that no tombstone can be taken away or put up later.
    seq BIGINT NOT NULL PRIMARY KEY,  -- number of the decision that says so
    report_id TEXT NOT NULL,
    text_id TEXT NOT NULL,  -- hash of its text, by which it is known if it comes back
    who TEXT NOT NULL,  -- pseudonym
    why TEXT NOT NULL,
    made_at TEXT NOT NULL  -- ISO 8601, UTC
);
CREATE INDEX tombstones_report ON tombstones (report_id, made_at);
CREATE INDEX tombstones_text ON tombstones (text_id, made_at);

CREATE TABLE buried (
    -- Numbered rows that were deleted with a report. Insert-only.
    tombstone BIGINT NOT NULL,  -- tombstones.seq
    name TEXT NOT NULL,  -- captures, clause_links, decision_payloads
    key BIGINT NOT NULL,  -- their number
    blake3 TEXT,  -- of captures: hashes and size of the bytes
    sha256 TEXT,
    size BIGINT,
    PRIMARY KEY (tombstone, name, key)
);
CREATE INDEX buried_key ON buried (name, key);
CREATE INDEX buried_blake3 ON buried (blake3) WHERE blake3 IS NOT NULL;
