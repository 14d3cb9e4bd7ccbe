"""One report and everything that is recorded about it."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from typing import Any

from . import _native
from ._display import html
from ._errors import InputError
from ._records import (
    Arrangement,
    Breach,
    Commitment,
    Event,
    Figure,
    Naming,
    Note,
    Place,
    R,
    Record,
    Statement,
    Time,
    record,
)

#: The eight lists, in the order of the codebook.
LISTS = ("times", "figures", "statements", "events", "commitments", "arrangements", "breaches", "naming")
# What a reading has besides the fields of its article.
_MADE = {"rasid", "text_id", "places", "notes", "sketch", *LISTS}
_KNOWN = {"id", "outlet", "url", "title", "published", "published_basis", "lang", "text"}


class Reading:
    """A report with its eight lists, each of them a tuple of records in the order of the text.

    Readings are made by :func:`rasid.read` and :func:`rasid.read_many`, or out of what the program wrote by
    :meth:`from_json`. They do not change, compare by what they hold, and can be pickled.
    """

    __slots__ = ("_native", "__dict__")

    def __init__(self, native: _native.Native) -> None:
        self._native = native

    @classmethod
    def from_json(cls, line: str | bytes) -> Reading:
        """A reading out of a line that ``rasid read --format jsonl`` wrote. Raises :class:`InputError` where it is none,
        or its words are not those of its text."""
        try:
            return cls(_native.Native.from_json(line.decode() if isinstance(line, bytes) else line))
        except ValueError as error:
            raise InputError(str(error)) from None

    @property
    def id(self) -> str:
        """Identifier of the report; by default a hash of text, outlet, address and date."""
        return self._native.id

    @property
    def published(self) -> str | None:
        """When it was published (ISO 8601)."""
        return self._native.published

    @property
    def text_id(self) -> str:
        """Hash of the text alone."""
        return str(self._raw["text_id"])

    @property
    def outlet(self) -> str | None:
        """Who published it."""
        return self._word("outlet")

    @property
    def url(self) -> str | None:
        """Where it was found."""
        return self._word("url")

    @property
    def title(self) -> str | None:
        """Its headline."""
        return self._word("title")

    @property
    def published_basis(self) -> str | None:
        """Where the date comes from, where it is not simply stated."""
        return self._word("published_basis")

    @property
    def lang(self) -> str | None:
        """Language of the text, where the source says it."""
        return self._word("lang")

    @property
    def text(self) -> str:
        """The text, beginning with the title; what positions count in."""
        return str(self._raw["text"])

    @property
    def other(self) -> dict[str, Any]:
        """Fields of the article that have no meaning here but are kept."""
        return {name: value for name, value in self._raw.items() if name not in _MADE | _KNOWN}

    @functools.cached_property
    def times(self) -> tuple[Time, ...]:
        """Dates, relative dates, durations, with their values."""
        return self._list("times", Time)

    @functools.cached_property
    def figures(self) -> tuple[Figure, ...]:
        """How many, of whom, according to whom."""
        return self._list("figures", Figure)

    @functools.cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Who said, wrote or thinks what."""
        return self._list("statements", Statement)

    @functools.cached_property
    def events(self) -> tuple[Event, ...]:
        """Who did what to whom, in PLOVER's types."""
        return self._list("events", Event)

    @functools.cached_property
    def commitments(self) -> tuple[Commitment, ...]:
        """What somebody is bound to, offers, threatens or aims at."""
        return self._list("commitments", Commitment)

    @functools.cached_property
    def arrangements(self) -> tuple[Arrangement, ...]:
        """Truces, corridors, talks … and what is said to have become of them."""
        return self._list("arrangements", Arrangement)

    @functools.cached_property
    def breaches(self) -> tuple[Breach, ...]:
        """Who says that an arrangement was broken, by whom."""
        return self._list("breaches", Breach)

    @functools.cached_property
    def naming(self) -> tuple[Naming, ...]:
        """The words used for each party, and whose words they are."""
        return self._list("naming", Naming)

    @functools.cached_property
    def places(self) -> tuple[Place, ...]:
        """Where the places of other records are."""
        return self._list("places", Place)

    @functools.cached_property
    def notes(self) -> tuple[Note, ...]:
        """Doubts."""
        return self._list("notes", Note)

    @property
    def sketch(self) -> dict[str, Any]:
        """What linking needs of the wording (docs/formats.md)."""
        return dict(self._raw["sketch"])

    def records(self) -> Iterator[tuple[str, Record]]:
        """All records of the eight lists with the names of their lists, in the order of the text."""
        every = [(name, one) for name in LISTS for one in getattr(self, name)]
        return iter(sorted(every, key=lambda pair: (pair[1].start, pair[1].end)))

    def said_in(self, record: Record) -> Statement | None:
        """The statement that says so: of a figure, an event, a commitment, an arrangement or a breach."""
        index = getattr(record, "said_in", None) if isinstance(record, Commitment) else getattr(record, "by", None)
        return self.statements[index] if isinstance(index, int) else None

    def to_json(self) -> str:
        """One line as ``rasid read --format jsonl`` writes it."""
        return self._native.to_json()

    def to_dict(self) -> dict[str, Any]:
        """The same as a dictionary of its own."""
        found: dict[str, Any] = json.loads(self.to_json())
        return found

    @functools.cached_property
    def _raw(self) -> dict[str, Any]:
        return self.to_dict()

    def _word(self, name: str) -> str | None:
        value = self._raw.get(name)
        return value if isinstance(value, str) else None

    def _list(self, name: str, of: type[R]) -> tuple[R, ...]:
        return tuple(record(of, raw) for raw in self._raw.get(name, ()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reading) and self.to_json() == other.to_json()

    def __hash__(self) -> int:
        return hash(self.id)

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return Reading.from_json, (self.to_json(),)

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(getattr(self, name))} {name}" for name in LISTS if getattr(self, name))
        dated = f" of {self.published}" if self.published else ""
        return f"<Reading {self.id}{dated}: {counts or 'no records'}>"

    def _repr_html_(self) -> str:
        return html(self)
