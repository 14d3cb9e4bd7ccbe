-- What many reports make together: derived from the readings, replaced as a whole when they are linked again.

CREATE TABLE linking (
    -- By what the links were made, and whether of these readings: always one row.
    version TEXT,  -- rules by which they were made; NULL: never
    as_of TEXT,  -- ISO 8601, the moment up to which reports were looked at for outcomes
    made_at TEXT,  -- ISO 8601, UTC
    reports BIGINT NOT NULL,  -- how many were linked
    changes BIGINT NOT NULL,  -- grows whenever readings are added or made anew
    linked BIGINT NOT NULL  -- what changes was when the readings were taken for linking; equal: the links are those of all readings
);
INSERT INTO linking (version, as_of, made_at, reports, changes, linked) SELECT NULL, NULL, NULL, 0, COUNT(*), 0 FROM readings;

CREATE TABLE report_links (
    -- What each report belongs to. Names of events and stories are only equal or not equal.
    report_id TEXT NOT NULL PRIMARY KEY,
    published TEXT NOT NULL,  -- that of the report; '' where there is none
    copy_of TEXT,  -- the earliest report whose wording it repeats
    event TEXT NOT NULL,  -- reports that tell the same occurrence share it
    story TEXT NOT NULL  -- reports of the same running affair share it
);
CREATE INDEX report_links_copy_of ON report_links (copy_of, published) WHERE copy_of IS NOT NULL;
CREATE INDEX report_links_event ON report_links (event, published);
CREATE INDEX report_links_story ON report_links (story, published);

CREATE TABLE courses (
    -- Arrangements through time, joined from their mentions in many reports.
    no BIGINT NOT NULL PRIMARY KEY,  -- in the order in which they were first told, from 0
    report_id TEXT NOT NULL,  -- the first mention: its report
    idx BIGINT NOT NULL,  -- and its index in the arrangements of that report
    kind TEXT NOT NULL,  -- what most mentions take it for
    name TEXT,  -- the document that names it
    words TEXT NOT NULL,  -- those of a clear mention
    place TEXT,
    parties TEXT,  -- identifiers of who is bound by it, a JSON array
    phase TEXT NOT NULL,  -- the latest that was claimed
    phase_at TEXT,  -- the day of that claim
    phase_by TEXT,  -- who claims it; NULL: outlets themselves
    last_day TEXT NOT NULL,  -- the latest day on which it is spoken of, '' where no report has a date
    phases BIGINT NOT NULL,  -- claims about its phase
    breaches BIGINT NOT NULL,  -- entries of its violation ledger
    texts BIGINT NOT NULL,  -- different texts that tell of it; copies are one
    counts TEXT NOT NULL,  -- the three counts, JSON as in docs/links.md
    json TEXT NOT NULL  -- all of it, as in docs/links.md
);
CREATE INDEX courses_last_day ON courses (last_day, no);
CREATE INDEX courses_texts ON courses (texts, last_day, no);
CREATE INDEX courses_kind ON courses (kind, texts, last_day, no);

CREATE TABLE promises (
    -- Commitments joined from many reports, and what reports say became of them.
    no BIGINT NOT NULL PRIMARY KEY,
    report_id TEXT NOT NULL,  -- the first mention: its report
    idx BIGINT NOT NULL,  -- and its index in the commitments of that report
    by_id TEXT NOT NULL,  -- who is bound
    class TEXT NOT NULL,
    kind TEXT NOT NULL,
    outcome TEXT NOT NULL,  -- as of linking.as_of; words in docs/links.md
    evidence BIGINT NOT NULL,  -- 1: some report tells what became of it
    day TEXT NOT NULL,  -- the day of the first mention, '' where its report has no date
    texts BIGINT NOT NULL,
    json TEXT NOT NULL
);
CREATE INDEX promises_evidence ON promises (evidence, day, no);

CREATE TABLE disagreements (
    -- Two sides that say different things.
    no BIGINT NOT NULL PRIMARY KEY,
    about TEXT NOT NULL,  -- figure, denial, phase
    day TEXT NOT NULL,  -- the day of its latest record, '' where no report has a date
    json TEXT NOT NULL
);
CREATE INDEX disagreements_day ON disagreements (day, no);

CREATE TABLE linked_records (
    -- Which record of which report is part of what.
    report_id TEXT NOT NULL,
    list TEXT NOT NULL,  -- arrangements: part of a course; commitments: of a promise
    idx BIGINT NOT NULL,
    no BIGINT NOT NULL,  -- number of the course or promise
    PRIMARY KEY (report_id, list, idx)
);

CREATE TABLE linked_actors (
    -- Who is party to which course, bound by which promise.
    actor_id TEXT NOT NULL,
    list TEXT NOT NULL,  -- arrangements, commitments
    no BIGINT NOT NULL,
    PRIMARY KEY (actor_id, list, no)
);
