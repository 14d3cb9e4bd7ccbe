"""The case files in cases/, the same that crates/rasid-read/tests/cases.rs runs: objects of the wheel must hold just
the records that they expect."""

import pathlib
import re

import pytest

import rasid

CASES = sorted((pathlib.Path(__file__).resolve().parents[2] / "cases").rglob("*.md"))
ONE = {"breaches": "breach"} | {name: name.removesuffix("s") for name in rasid.LISTS if name != "breaches"}


def block(source, name):
    return re.search(rf"```{name}\n(.*?)\n```", source, re.S).group(1)


def quoted(text):
    return '"' + text.replace('"', "'").replace("\n", " ") + '"'


def word(id):
    return "null" if id is None else id.replace(" ", "_")


def number(value):
    return "null" if value is None else repr(int(value) if value == int(value) else value)


def span(name, at):
    return [name, quoted(at.text)] if at else []


def lines(reading, name):
    def time(before, index):
        return span(before, reading.times[index]) if index is not None else []

    def by(record):
        said = reading.said_in(record)
        return ["by", word(said.speaker_id)] if said else []

    def people(parts):
        return [w for part in parts for w in (word(part.id), quoted(part.span.text))]

    def flag(on, name):
        return [name] if on else []

    def words(at):
        return quoted(at.text) if at else "null"

    def one(r):
        match name:
            case "times":
                return ["time", quoted(r.text), r.kind, r.value or "null", *flag(r.mod, r.mod)]
            case "figures":
                size = f"{number(r.low)}..{number(r.high)}"
                bounds = time("from", r.from_) + time("until", r.until) + by(r)
                who = [*flag(r.approx, "approx"), r.measure, *flag(r.who, r.who), r.scope]
                return ["figure", quoted(r.text), size, *who, *bounds]
            case "statements":
                to = span("to", r.addressee) + [w for via in r.via for w in span("via", via)]
                how = [r.stance, r.form, *flag(r.negated, "negated")]
                who = [words(r.speaker), word(r.speaker_id), quoted(r.cue.text)]
                return ["statement", *who, *how, *to, words(r.content)]
            case "events":
                to = ["->", *people(r.recipients)] if r.recipients else []
                mode, aux = flag(r.mode, r.mode), flag(r.aux, r.aux)
                return ["event", r.type, *mode, quoted(r.trigger.text), *aux, *people(r.actors), *to]
            case "commitments":
                bounds = time("from", r.from_) + time("until", r.until) + span("if", r.condition)
                what = [*flag(r.negative, "negative"), r.kind, quoted(r.what.text)]
                return ["commitment", r.class_, word(r.by_id), *what, *bounds]
            case "arrangements":
                bounds = time("from", r.from_) + time("until", r.until) + by(r) + span("name", r.name)
                where = span("in", r.place) + span("for", r.for_)
                return ["arrangement", quoted(r.text), r.kind, r.phase, *map(word, r.parties), *where, *bounds]
            case "breaches":
                to = ["->", *map(word, r.against)] if r.against else []
                of = span("of", reading.arrangements[r.arrangement]) if r.arrangement is not None else []
                of += span("count", reading.figures[r.figure]) if r.figure is not None else []
                bounds = time("from", r.from_) + time("until", r.until) + span("in", r.where) + by(r)
                return ["breach", quoted(r.text), *map(word, r.accused), *to, *flag(r.act, r.act), *of, *bounds]
            case "naming":
                return ["naming", quoted(r.text), word(r.id), r.kind, r.voice]

    return [one(record) for record in getattr(reading, name)] or [["none", name]]


def split(line):
    return re.findall(r'"[^"]*"|\S+', line)


def says(found, expected):
    """Whether a record's line holds the words of an expected line, in this order."""
    rest = iter(found)
    return all(any(one == word for one in rest) for word in split(expected))


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_case_gives_the_records_that_it_expects(path):
    source = path.read_text(encoding="utf-8")
    head = source[: source.index("```")]
    published = re.search(r"^published:\s*(\S+)", head, re.M)
    reading = rasid.read(block(source, "text"), published=published and published.group(1))
    expected = [line.strip() for line in block(source, "expect").splitlines() if line.strip()]
    named = {w[1] if w[0] == "none" else w[0] for w in map(split, expected)}
    found = [line for name in rasid.LISTS if name in named or ONE[name] in named for line in lines(reading, name)]
    missing = []
    for line in expected:
        at = next((i for i, one in enumerate(found) if says(one, line)), None)
        if at is None:
            missing.append(line)
        else:
            del found[at]
    good = not missing and not found
    if re.search(r"^gap:", head, re.M):
        assert not good, "the records are as they must be; take the line gap: out"
    else:
        assert good, f"missing: {missing}\nnot expected: {found}"


def test_there_are_case_files_for_every_list():
    assert len(CASES) > 300
