"""The records of a reading as objects. What they mean is in docs/codebook.md; names are those of docs/formats.md,
with an underscore where Python has a word of its own (``from_``, ``for_``).

Positions count code points, as Python does: ``reading.text[s.start:s.end] == s.text``. Fields that name another
record (``by``, ``when``, ``until``, ``arrangement`` …) hold its index in the list of the same reading.
"""

from __future__ import annotations

import dataclasses
import functools
import typing
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Span:
    """Exact words of the text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Participant:
    """Somebody who takes part in an event."""

    span: Span
    id: str


@dataclass(frozen=True)
class Record:
    """What all records have: the words that stand for them."""

    @property
    def span(self) -> Span:
        """The words that stand for the record."""
        raise NotImplementedError

    @property
    def start(self) -> int:
        """First code point of its words."""
        return self.span.start

    @property
    def end(self) -> int:
        """One past the last code point of its words."""
        return self.span.end

    @property
    def text(self) -> str:
        """Its words."""
        return self.span.text

    def to_dict(self) -> dict[str, Any]:
        """The record as docs/formats.md has it."""
        return dict(_plain(self))


@dataclass(frozen=True)
class _Mention(Record):
    """A record that is itself a stretch of the text."""

    at: Span

    @property
    def span(self) -> Span:
        return self.at


@dataclass(frozen=True)
class Time(_Mention):
    """An expression of time."""

    kind: str
    value: str | None
    mod: str | None
    anchored: bool
    rule: str


@dataclass(frozen=True)
class Figure(_Mention):
    """A number of something that bears on the matter."""

    low: float | None
    high: float | None
    approx: bool
    counted: str | None
    measure: str
    who: str | None
    scope: str
    from_: int | None
    until: int | None
    by: int | None
    carried: bool
    rule: str


@dataclass(frozen=True)
class Statement(Record):
    """Speech, writing or an expressed view with its source."""

    speaker: Span | None
    speaker_id: str | None
    cue: Span
    content: Span | None
    form: str
    addressee: Span | None
    via: tuple[Span, ...]
    stance: str
    negated: bool
    side: str | None
    via_ids: tuple[str, ...]
    rule: str

    @property
    def span(self) -> Span:
        return self.content or self.cue


@dataclass(frozen=True)
class Event(Record):
    """Who did what to whom."""

    type: str
    mode: str | None
    trigger: Span
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    when: int | None
    where: Span | None
    aux: str | None
    by: int | None
    carried: bool
    rule: str

    @property
    def span(self) -> Span:
        return self.trigger


@dataclass(frozen=True)
class Commitment(Record):
    """What somebody binds, offers, threatens or aims to do."""

    by_id: str
    by: Span | None
    to: Span | None
    what: Span
    class_: str
    negative: bool
    kind: str
    from_: int | None
    until: int | None
    condition: Span | None
    said_in: int | None
    rule: str

    @property
    def span(self) -> Span:
        return self.what


@dataclass(frozen=True)
class Arrangement(_Mention):
    """A mention of a mechanism between or over parties, and what is said to have become of it."""

    kind: str
    name: Span | None
    place: Span | None
    place_id: str | None
    parties: tuple[str, ...]
    for_: Span | None
    from_: int | None
    until: int | None
    phase: str
    by: int | None
    rule: str


@dataclass(frozen=True)
class Breach(_Mention):
    """A claim that an arrangement was broken. It never says who is guilty."""

    arrangement: int | None
    accused: tuple[str, ...]
    against: tuple[str, ...]
    act: str | None
    figure: int | None
    from_: int | None
    until: int | None
    where: Span | None
    by: int | None
    carried: bool
    answer: str | None
    rule: str


@dataclass(frozen=True)
class Naming(_Mention):
    """The words used for a party."""

    id: str
    kind: str
    voice: str
    rule: str


@dataclass(frozen=True)
class Place(_Mention):
    """A place of other records, and where that is."""

    matched: str
    of: tuple[tuple[str, int], ...]
    role: str
    id: str
    country: str | None
    precision: str
    lat: float | None
    lon: float | None
    geonames: int | None
    reason: str


@dataclass(frozen=True)
class Note(_Mention):
    """A doubt: something that could not be read surely."""

    kind: str
    message: str


R = typing.TypeVar("R", bound=Record)
# Fields that the published form leaves out where they are empty.
_LEFT_OUT = {"side", "via_ids", "name", "place_id", "lat", "lon", "geonames"}


@functools.lru_cache(maxsize=None)
def _fields(of: Any) -> tuple[tuple[str, str, Any], ...]:
    """Name here, name in JSON and type of each field."""
    types = typing.get_type_hints(of)
    return tuple((f.name, f.name.removesuffix("_"), types[f.name]) for f in dataclasses.fields(of))


def record(of: type[R], raw: dict[str, Any]) -> R:
    """A record out of its JSON."""
    return typing.cast(R, _object(of, raw))


def _object(of: Any, raw: dict[str, Any]) -> Any:
    values = {}
    for name, key, kind in _fields(of):
        # The words of such a record lie open in its JSON.
        value = raw if name == "at" else raw.get(key)
        values[name] = _value(kind, value)
    return of(**values)


def _value(kind: Any, value: Any) -> Any:
    inner = typing.get_args(kind)
    if value is None:
        return () if typing.get_origin(kind) is tuple else None
    if typing.get_origin(kind) is tuple:
        return tuple(_value(inner[0], one) for one in value)
    for one in inner or (kind,):
        if isinstance(one, type) and dataclasses.is_dataclass(one):
            return _object(one, {k: value[k] for k in ("start", "end", "text")} if one is Span else value)
    return tuple(value) if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if not dataclasses.is_dataclass(value):
        return value
    out: dict[str, Any] = {}
    of: Any = type(value)
    for name, key, _ in _fields(of):
        inner = getattr(value, name)
        if name == "at":
            out.update(_plain(inner))
        elif name not in _LEFT_OUT or inner not in (None, ()):
            out[key] = _plain(inner)
    return out
