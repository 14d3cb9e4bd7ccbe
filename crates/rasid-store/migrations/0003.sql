-- What people look at beside the lists: figures and positions through time, what is new and since when, copies
-- between outlets, places. All derived; and what people watch, which is theirs.

CREATE TABLE figure_courses (
    -- Figures of one thing, given more than once: by whom and when.
    no BIGINT NOT NULL PRIMARY KEY,  -- in the order in which they were first told, from 0
    report_id TEXT NOT NULL,  -- the first of them: its report
    idx BIGINT NOT NULL,  -- and its index in the figures of that report
    measure TEXT NOT NULL,
    who TEXT,
    scope TEXT NOT NULL,
    low DOUBLE PRECISION,  -- the least that anybody gives
    high DOUBLE PRECISION,  -- the most
    given BIGINT NOT NULL,  -- how often
    sources BIGINT NOT NULL,  -- by how many different sources
    last_day TEXT NOT NULL,  -- the day of the latest, '' where no report has a date
    texts BIGINT NOT NULL,
    json TEXT NOT NULL  -- all of it, as in docs/links.md
);
CREATE INDEX figure_courses_last_day ON figure_courses (last_day, no);
CREATE INDEX figure_courses_sources ON figure_courses (sources, last_day, no);
CREATE INDEX figure_courses_measure ON figure_courses (measure, sources, last_day, no);

CREATE TABLE positions (
    -- What one side said of one arrangement through time.
    course BIGINT NOT NULL,  -- courses.no
    actor_id TEXT NOT NULL,  -- the side
    stands BIGINT NOT NULL,  -- how often it said something
    turns BIGINT NOT NULL,  -- how often what it said was another than before
    last_day TEXT NOT NULL,
    json TEXT NOT NULL,  -- all of it, as in docs/links.md
    PRIMARY KEY (course, actor_id)
);
CREATE INDEX positions_actor ON positions (actor_id, last_day, course);

CREATE TABLE news (
    -- What is new, and since when: claims about phases that say another than before, breaches, dues, outcomes, figures
    -- that moved, disagreements.
    what TEXT NOT NULL,  -- phase, breach, due, outcome, figure, disagreement
    no BIGINT NOT NULL,  -- number of the course, promise, course of figures or disagreement
    item BIGINT NOT NULL,  -- phase: index among the phases; breach: in the ledger; figure: in order of time; else 0
    added TEXT NOT NULL,  -- since when the record holds it: ISO 8601, UTC; of a due the day itself
    day TEXT NOT NULL,  -- the day on which it was first published, '' where no report has a date; of a due the day itself
    texts BIGINT NOT NULL,  -- different texts that tell it; copies are one
    PRIMARY KEY (what, no, item)
);
CREATE INDEX news_added ON news (what, added, no, item);
CREATE INDEX news_day ON news (what, day, no, item);

CREATE TABLE news_about (
    -- Whom and which place it concerns.
    about TEXT NOT NULL,  -- 'party:' and an identifier, or 'place:' and one
    what TEXT NOT NULL,
    no BIGINT NOT NULL,
    item BIGINT NOT NULL,
    PRIMARY KEY (about, what, no, item)
);

CREATE TABLE copy_counts (
    -- How many reports of one outlet repeat the wording of an earlier report of another, or of its own.
    outlet TEXT NOT NULL,  -- '' where there is none
    of_outlet TEXT NOT NULL,
    reports BIGINT NOT NULL,
    PRIMARY KEY (outlet, of_outlet)
);
CREATE INDEX copy_counts_of ON copy_counts (of_outlet, outlet, reports);

CREATE TABLE located (
    -- Where the places of events, arrangements and breaches are, as in docs/places.md.
    report_id TEXT NOT NULL,
    idx BIGINT NOT NULL,  -- index in the places of the reading
    published TEXT NOT NULL,  -- that of the report; '' where there is none
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    text TEXT NOT NULL,  -- the words that say where
    matched TEXT NOT NULL,  -- the name among them that was looked up
    records TEXT NOT NULL,  -- whose place it is: a JSON array of list and index
    role TEXT NOT NULL,
    place_id TEXT NOT NULL,
    country TEXT,
    "precision" TEXT NOT NULL,
    lat DOUBLE PRECISION,
    lon DOUBLE PRECISION,
    geonames BIGINT,
    reason TEXT NOT NULL,
    PRIMARY KEY (report_id, idx)
);
CREATE INDEX located_place ON located (place_id, published, report_id, idx);

CREATE TABLE place_counts (
    -- Places, with how often they are told.
    place_id TEXT NOT NULL PRIMARY KEY,
    words TEXT NOT NULL,  -- the name that reports use most
    country TEXT,
    "precision" TEXT NOT NULL,  -- that of most
    lat DOUBLE PRECISION,  -- where most of those with a point are
    lon DOUBLE PRECISION,
    records BIGINT NOT NULL,
    reports BIGINT NOT NULL,
    last_day TEXT NOT NULL
);
CREATE INDEX place_counts_reports ON place_counts (reports, place_id);

CREATE TABLE watches (
    -- What somebody wants to be told of.
    person TEXT NOT NULL,  -- their pseudonym
    kind TEXT NOT NULL,  -- party, place, arrangement
    id TEXT NOT NULL,  -- identifier of the party or place; of an arrangement the report of a mention
    idx BIGINT NOT NULL,  -- index of that mention among the arrangements of the report; else 0
    made_at TEXT NOT NULL,  -- ISO 8601, UTC
    PRIMARY KEY (person, kind, id, idx)
);

CREATE INDEX naming_counts_outlet ON naming_counts (outlet, voice, times);
