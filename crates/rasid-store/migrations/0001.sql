-- What is received and decided: never changed.

CREATE TABLE meta (
    -- What this file is.
    key TEXT NOT NULL PRIMARY KEY,  -- 'format': version of these tables; 'about': a sentence for people
    value TEXT NOT NULL
);

CREATE TABLE texts (
    -- Texts, each once. Insert-only. All positions elsewhere count Unicode code points of `text`.
    text_id TEXT NOT NULL PRIMARY KEY,  -- 't-' and a hash of the text
    text TEXT NOT NULL
);

CREATE TABLE reports (
    -- Reports: a text from an outlet at a time. One text in two outlets is two reports. Insert-only.
    id TEXT NOT NULL PRIMARY KEY,
    no BIGINT NOT NULL UNIQUE,  -- in the order of arrival, from 1
    text_id TEXT NOT NULL,
    outlet TEXT,
    url TEXT,
    title TEXT,
    published TEXT,  -- ISO 8601, a date or a date with time, as the source gave it
    basis TEXT,  -- where that date comes from: 'stated', 'inferred'; NULL: stated
    lang TEXT,  -- ISO 639
    other TEXT NOT NULL,  -- further fields of the source, a JSON object
    added_at TEXT NOT NULL  -- ISO 8601, UTC
);

CREATE TABLE decisions (
    -- The ledger of human decisions. Append-only and chained: hash is the BLAKE3 hash over the
    -- lines 'rasid decision 1', seq, prev, payload_hash, made_at, each with a line feed.
    seq BIGINT NOT NULL PRIMARY KEY,  -- from 1, without gaps
    prev TEXT NOT NULL,  -- hash of the decision before; 64 zeros for the first
    payload_hash TEXT NOT NULL,  -- BLAKE3 hash over the lines 'rasid payload 1', salt, and the payload
    hash TEXT NOT NULL UNIQUE,
    made_at TEXT NOT NULL  -- ISO 8601, UTC
);

CREATE TABLE decision_payloads (
    -- What each decision says. A row may be deleted (a duty to delete) and the chain stays whole;
    -- without the salt nobody can find out from the hash what it said.
    seq BIGINT NOT NULL PRIMARY KEY,
    salt TEXT NOT NULL,  -- hexadecimal
    payload TEXT NOT NULL  -- JSON
);

-- What is derived: replaced when reports are read again by other rules.

CREATE TABLE readings (
    -- Everything that is recorded about one report, as published in docs/formats.md, without the
    -- fields of the report. One for each report; all tables below are made from it.
    report_id TEXT NOT NULL,
    rules_version TEXT NOT NULL,  -- rules and tables of words that made it
    json TEXT NOT NULL,
    made_at TEXT NOT NULL,  -- ISO 8601, UTC
    PRIMARY KEY (report_id, rules_version)
);

CREATE TABLE times (
    -- Expressions of time.
    report_id TEXT NOT NULL,
    idx BIGINT NOT NULL,  -- index in its list of the reading, from 0
    published TEXT NOT NULL,  -- that of the report, for sorting; '' where there is none
    start BIGINT NOT NULL,  -- first code point of the text
    "end" BIGINT NOT NULL,  -- one past the last
    text TEXT NOT NULL,  -- the words
    kind TEXT NOT NULL,  -- date, time, duration, set
    value TEXT,  -- ISO 8601; NULL where it cannot be known
    mod TEXT,  -- start, mid, end, before, after, approx
    anchored BIGINT NOT NULL,  -- 1: worked out from the date of publication
    rule TEXT NOT NULL,  -- the rule that made the record
    PRIMARY KEY (report_id, idx)
);
CREATE INDEX times_kind ON times (kind, published, report_id, idx);

CREATE TABLE figures (
    -- Numbers of something that bears on the matter.
    report_id TEXT NOT NULL,
    idx BIGINT NOT NULL,
    published TEXT NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    text TEXT NOT NULL,  -- number and counted noun
    low DOUBLE PRECISION,  -- the least it can be
    high DOUBLE PRECISION,  -- the most; equal to low when exact
    approx BIGINT NOT NULL,  -- 1: the text calls it rough
    counted TEXT,  -- the counted noun phrase
    measure TEXT NOT NULL,  -- killed, injured, missing, detained, displaced, besieged, evacuated, present, breach, attack, aid, money, other
    who TEXT,  -- civilian, combatant, child, medical, mixed, unknown; NULL where no people are counted
    scope TEXT NOT NULL,  -- incident, total
    from_value TEXT,  -- ISO 8601 value of the time from which
    from_words TEXT,  -- its words
    until_value TEXT,
    until_words TEXT,
    by_statement BIGINT,  -- idx of the statement that claims it; NULL: the outlet says it
    claimant_id TEXT,  -- the speaker of that statement
    claimant TEXT,  -- the words that name the speaker
    via TEXT,  -- the agencies it came through, a JSON array
    carried BIGINT NOT NULL,  -- 1: only continues that statement
    rule TEXT NOT NULL,
    PRIMARY KEY (report_id, idx)
);
CREATE INDEX figures_measure ON figures (measure, published, report_id, idx);

CREATE TABLE statements (
    -- Speech, writing or an expressed view with its source.
    report_id TEXT NOT NULL,
    idx BIGINT NOT NULL,
    published TEXT NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    text TEXT NOT NULL,  -- what is said or, where has_content is 0, the reporting words
    has_content BIGINT NOT NULL,
    speaker TEXT,  -- the words of this clause that name the speaker
    speaker_name TEXT,  -- the same, from an earlier clause where this one has none
    speaker_id TEXT,  -- several joined by '+'; 'anon:…' and 'grp:…' hold inside one report only
    cue TEXT NOT NULL,  -- the reporting words
    form TEXT NOT NULL,  -- direct, indirect, mixed
    addressee TEXT,
    via TEXT,  -- the agencies it came through, a JSON array
    stance TEXT NOT NULL,  -- accept, reject, doubt, accuse, deny, threaten, promise, demand, urge, hope, inform
    negated BIGINT NOT NULL,  -- 1: the text says that it was not said
    rule TEXT NOT NULL,
    PRIMARY KEY (report_id, idx)
);
CREATE INDEX statements_stance ON statements (stance, published, report_id, idx);

CREATE TABLE events (
    -- Who did what to whom, by the types of PLOVER.
    report_id TEXT NOT NULL,
    idx BIGINT NOT NULL,
    published TEXT NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    text TEXT NOT NULL,  -- the word that shows it
    type TEXT NOT NULL,
    mode TEXT,
    actors TEXT,  -- identifiers, a JSON array
    actor_words TEXT,  -- their words, a JSON array of the same length
    recipients TEXT,
    recipient_words TEXT,
    when_value TEXT,
    when_words TEXT,
    place TEXT,
    aux TEXT,  -- future, hypothetical, negated, historical; NULL: a plain fact
    by_statement BIGINT,
    claimant_id TEXT,
    claimant TEXT,
    via TEXT,
    carried BIGINT NOT NULL,
    rule TEXT NOT NULL,
    PRIMARY KEY (report_id, idx)
);
CREATE INDEX events_type ON events (type, published, report_id, idx);

CREATE TABLE commitments (
    -- What somebody binds, offers, threatens or aims to do.
    report_id TEXT NOT NULL,
    idx BIGINT NOT NULL,
    published TEXT NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    text TEXT NOT NULL,  -- the thing to be done
    by_id TEXT NOT NULL,  -- the side that is bound
    by_words TEXT,
    to_words TEXT,  -- who it is owed to
    class TEXT NOT NULL,  -- undertaking, offer, precondition, threat, target, forecast
    negative BIGINT NOT NULL,  -- 1: it is not to do something
    kind TEXT NOT NULL,  -- ceasefire, pause, corridor, evacuation, aid, amnesty, release, withdrawal, talks, meeting, cooperation, sanctions, statement, other
    from_value TEXT,
    from_words TEXT,
    until_value TEXT,  -- when it falls due or runs out
    until_words TEXT,
    condition TEXT,
    by_statement BIGINT,
    claimant_id TEXT,
    claimant TEXT,
    via TEXT,
    rule TEXT NOT NULL,
    PRIMARY KEY (report_id, idx)
);
CREATE INDEX commitments_kind ON commitments (kind, published, report_id, idx);
CREATE INDEX commitments_timed ON commitments (published, report_id, idx)
    WHERE until_words IS NOT NULL OR from_words IS NOT NULL;

CREATE TABLE arrangements (
    -- Mentions of mechanisms between or over parties, and what is said to have become of them.
    report_id TEXT NOT NULL,
    idx BIGINT NOT NULL,
    published TEXT NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,  -- ceasefire, pause, corridor, evacuation, aid, amnesty, exchange, talks, transition, cooperation, monitoring, sanctions, agreement
    phase TEXT NOT NULL,  -- proposed, negotiated, announced, agreed, in-force, extended, suspended, violated, refused, failed, ended, mentioned
    place TEXT,
    parties TEXT,  -- identifiers of those bound by it, a JSON array
    beneficiaries TEXT,
    from_value TEXT,
    from_words TEXT,
    until_value TEXT,
    until_words TEXT,
    by_statement BIGINT,
    claimant_id TEXT,
    claimant TEXT,
    via TEXT,
    rule TEXT NOT NULL,
    PRIMARY KEY (report_id, idx)
);
CREATE INDEX arrangements_kind ON arrangements (kind, published, report_id, idx);

CREATE TABLE breaches (
    -- Claims that an arrangement was broken: who accuses whom, never who is guilty.
    report_id TEXT NOT NULL,
    idx BIGINT NOT NULL,
    published TEXT NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    text TEXT NOT NULL,
    arrangement_idx BIGINT,  -- idx of the arrangement in the same report
    arrangement TEXT,  -- its words
    arrangement_kind TEXT,
    accused TEXT,  -- identifiers, a JSON array
    against TEXT,  -- identifiers, a JSON array
    act TEXT,  -- type of event
    figure TEXT,  -- the words of the count
    from_value TEXT,
    from_words TEXT,
    until_value TEXT,
    until_words TEXT,
    place TEXT,
    answer TEXT,  -- denied, admitted, justified
    by_statement BIGINT,
    claimant_id TEXT,
    claimant TEXT,
    via TEXT,
    carried BIGINT NOT NULL,
    rule TEXT NOT NULL,
    PRIMARY KEY (report_id, idx)
);
CREATE INDEX breaches_act ON breaches (act, published, report_id, idx);

CREATE TABLE naming (
    -- The words used for a party.
    report_id TEXT NOT NULL,
    idx BIGINT NOT NULL,
    published TEXT NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    text TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    kind TEXT NOT NULL,  -- plain, marked, metonym
    voice TEXT NOT NULL,  -- outlet, direct, indirect: whose word it is
    rule TEXT NOT NULL,
    PRIMARY KEY (report_id, idx)
);
CREATE INDEX naming_kind ON naming (kind, published, report_id, idx);

CREATE TABLE mentions (
    -- Who has a part in which record, without identifiers that hold inside one report only.
    actor_id TEXT NOT NULL,
    list TEXT NOT NULL,  -- name of the table of the record
    published TEXT NOT NULL,
    report_id TEXT NOT NULL,
    idx BIGINT NOT NULL,
    role TEXT NOT NULL,  -- speaker, actor, recipient, bound, party, accused, against, named
    kind TEXT NOT NULL,  -- stance, type, kind or act of the record; '' where it has none
    PRIMARY KEY (actor_id, list, published, report_id, idx, role)
);

-- Sums, kept up with every addition so that pages need not count.

CREATE TABLE report_tallies (
    -- How many records each report has.
    report_id TEXT NOT NULL PRIMARY KEY,
    published TEXT NOT NULL,  -- '' where there is none
    day TEXT NOT NULL,  -- its first ten characters where they are a date, else ''
    outlet TEXT NOT NULL,  -- '' where there is none
    times BIGINT NOT NULL,
    figures BIGINT NOT NULL,
    statements BIGINT NOT NULL,
    events BIGINT NOT NULL,
    commitments BIGINT NOT NULL,
    arrangements BIGINT NOT NULL,
    breaches BIGINT NOT NULL,
    naming BIGINT NOT NULL
);
CREATE INDEX report_tallies_published ON report_tallies
    (published, report_id, times, figures, statements, events, commitments, arrangements, breaches, naming);
CREATE INDEX report_tallies_outlet ON report_tallies
    (outlet, published, report_id, times, figures, statements, events, commitments, arrangements, breaches, naming);
CREATE INDEX report_tallies_day ON report_tallies (day);

CREATE TABLE list_counts (
    -- Records by list, its two words (such as kind and phase of arrangements) and outlet.
    list TEXT NOT NULL,  -- name of the table
    kind TEXT NOT NULL,  -- kind, measure, stance, type or act; '' where there is none
    detail TEXT NOT NULL,  -- mod, who, form, mode, class, phase, answer or voice; '' where there is none
    outlet TEXT NOT NULL,  -- '' where there is none
    records BIGINT NOT NULL,
    PRIMARY KEY (list, kind, detail, outlet)
);

CREATE TABLE actor_counts (
    -- Records by actor and part.
    actor_id TEXT NOT NULL,
    role TEXT NOT NULL,
    records BIGINT NOT NULL,
    PRIMARY KEY (actor_id, role)
);

CREATE TABLE actor_names (
    -- The words by which an actor is named, those up to sixty code points.
    actor_id TEXT NOT NULL,
    words TEXT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (actor_id, words)
);
CREATE INDEX actor_names_times ON actor_names (actor_id, times);

CREATE TABLE naming_counts (
    -- The words that each outlet uses for a party.
    actor_id TEXT NOT NULL,
    outlet TEXT NOT NULL,  -- '' where there is none
    words TEXT NOT NULL,
    kind TEXT NOT NULL,
    voice TEXT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (actor_id, outlet, words, kind, voice)
);

-- Views for people: each list beside its report.

CREATE VIEW reports_full AS
    -- Reports with their texts.
    SELECT r.no, r.id, r.outlet, r.published, r.title, r.url, r.basis, r.lang, r.other, r.added_at, t.text
    FROM reports r JOIN texts t ON t.text_id = r.text_id;

CREATE VIEW times_full AS
    SELECT r.outlet, r.published AS report_published, r.title, r.url, x.* FROM times x JOIN reports r ON r.id = x.report_id;

CREATE VIEW figures_full AS
    SELECT r.outlet, r.published AS report_published, r.title, r.url, x.* FROM figures x JOIN reports r ON r.id = x.report_id;

CREATE VIEW statements_full AS
    SELECT r.outlet, r.published AS report_published, r.title, r.url,
           CASE WHEN x.has_content = 1 THEN x.text END AS content, x.*
    FROM statements x JOIN reports r ON r.id = x.report_id;

CREATE VIEW events_full AS
    SELECT r.outlet, r.published AS report_published, r.title, r.url, x.* FROM events x JOIN reports r ON r.id = x.report_id;

CREATE VIEW commitments_full AS
    SELECT r.outlet, r.published AS report_published, r.title, r.url, x.* FROM commitments x JOIN reports r ON r.id = x.report_id;

CREATE VIEW arrangements_full AS
    SELECT r.outlet, r.published AS report_published, r.title, r.url, x.* FROM arrangements x JOIN reports r ON r.id = x.report_id;

CREATE VIEW breaches_full AS
    SELECT r.outlet, r.published AS report_published, r.title, r.url, x.* FROM breaches x JOIN reports r ON r.id = x.report_id;

CREATE VIEW naming_full AS
    SELECT r.outlet, r.published AS report_published, r.title, r.url, x.* FROM naming x JOIN reports r ON r.id = x.report_id;

CREATE VIEW decisions_full AS
    -- The ledger with what is left of its payloads.
    SELECT d.seq, d.made_at, p.payload, d.hash, d.prev FROM decisions d LEFT JOIN decision_payloads p ON p.seq = d.seq;

INSERT INTO meta (key, value) VALUES ('about', 'A record of Rasid: reports, what was read in them, and decisions about it. Each table and column says what it holds.');
