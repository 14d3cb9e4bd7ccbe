-- Reviews: what the ledger says about records, and what is next to be reviewed. All of it is derived from the ledger
-- and the readings and is made anew where it is missing; and a checksum for rows that carry none of their own.

CREATE TABLE review_log (
    -- Which decisions are about what.
    seq BIGINT NOT NULL PRIMARY KEY,  -- number of the decision
    no BIGINT,  -- what it is about: review_contents.no; NULL: a report, an identity, the scale
    report_id TEXT,  -- the report on whose page it was decided
    who TEXT NOT NULL,  -- pseudonym
    what TEXT NOT NULL,  -- accept, correct, reject, add, claim, undo, tag, comment, assign, complete, merge, split, scale
    undoes BIGINT,  -- the decision that it takes back
    made_at TEXT NOT NULL
);
CREATE INDEX review_log_no ON review_log (no, seq);
CREATE INDEX review_log_who ON review_log (who, seq);
CREATE INDEX review_log_what ON review_log (what, seq);
CREATE INDEX review_log_report ON review_log (report_id, seq);
CREATE INDEX review_log_undoes ON review_log (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE review_contents (
    -- What was decided on, by content, and what holds of it now.
    no BIGINT NOT NULL PRIMARY KEY,  -- in the order in which it was first decided on, from 1
    text_id TEXT NOT NULL,
    list TEXT NOT NULL,
    start BIGINT NOT NULL,  -- of the words that stand for the record, in code points
    "end" BIGINT NOT NULL,
    kind TEXT NOT NULL,  -- first word of its vocabulary
    nth BIGINT NOT NULL,  -- which of those that are alike, from 0
    words TEXT NOT NULL,
    standing TEXT NOT NULL,  -- unreviewed, accepted, corrected, rejected, added
    claim TEXT,  -- whether the claim holds, a word of the team's scale; NULL: not said
    conflict BIGINT NOT NULL,  -- 1: decisions contradict one another and nobody decided between them yet
    json TEXT NOT NULL,  -- all of it, as in docs/review.md
    UNIQUE (text_id, list, start, "end", kind, nth)
);

CREATE TABLE reviewed (
    -- Where what was decided on is found in the readings of now.
    report_id TEXT NOT NULL,
    no BIGINT NOT NULL,
    list TEXT NOT NULL,
    idx BIGINT,  -- index in its list; NULL: the rules do not read it
    fit TEXT NOT NULL,  -- same, agrees, differs, gone: what the rules say of it now
    PRIMARY KEY (report_id, no)
);
CREATE INDEX reviewed_record ON reviewed (report_id, list, idx);
CREATE INDEX reviewed_no ON reviewed (no);

CREATE TABLE review_assigned (
    -- Who is to review what.
    who TEXT NOT NULL,
    no BIGINT NOT NULL,
    blind BIGINT NOT NULL,  -- 1: without seeing what others decide
    done BIGINT NOT NULL,  -- 1: decided
    PRIMARY KEY (who, no)
);

CREATE TABLE review_queue (
    -- Records by how much hangs on them and how doubtful they are (docs/review.md). Times, namings and plain
    -- statements are reached from their reports.
    report_id TEXT NOT NULL,
    list TEXT NOT NULL,
    idx BIGINT NOT NULL,
    published TEXT NOT NULL,  -- that of the report, for sorting
    weight BIGINT NOT NULL,  -- 0 to 100
    doubt BIGINT NOT NULL,  -- 0 to 100
    disputed BIGINT NOT NULL,  -- 1: part of a disagreement
    rank BIGINT NOT NULL,  -- weight, doubt, 25 where it is disputed, 50 where decisions or newer rules contradict
    open BIGINT NOT NULL,  -- 1: to be decided
    PRIMARY KEY (report_id, list, idx)
);
CREATE INDEX review_queue_rank ON review_queue (open, rank, published, report_id, list, idx);
CREATE INDEX review_queue_list ON review_queue (open, list, rank, published, report_id, idx);

CREATE TABLE checksums (
    -- Rows whose change could not be seen otherwise, as they were written.
    name TEXT NOT NULL,  -- reports, readings
    key TEXT NOT NULL,  -- identifier of the report
    hash TEXT NOT NULL,  -- the first 32 digits of a BLAKE3 hash over the columns in their order, each behind its length
    PRIMARY KEY (name, key)
);

CREATE TABLE review_made (
    -- Whether the tables above were made from everything that is in the record: one row.
    version BIGINT NOT NULL  -- of how they are made; 0: not yet
);
INSERT INTO review_made (version) VALUES (0);
