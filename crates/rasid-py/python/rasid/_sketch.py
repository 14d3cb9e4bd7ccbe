"""Copies by pairs, for programs that bring possible pairs together on many machines (spark/read_archive.py)."""

from __future__ import annotations

from . import _native
from ._errors import InputError
from ._reading import Reading

#: Hashes that two reports have in common at least where one repeats the other.
LEAST_SHARED: int = _native.LEAST_SHARED


class Sketch:
    """What decides whether reports are copies of one another, without their texts.

    Two reports can be copies only where they have at least ``LEAST_SHARED`` hashes in common and their stretches of
    days are the same, are neighbours, or one is not known; whether they are, ``repeats`` says. :func:`rasid.link`
    decides in the same way.
    """

    __slots__ = ("_sketch",)

    def __init__(self, native: _native.Sketch) -> None:
        self._sketch = native

    @classmethod
    def from_json(cls, line: str) -> Sketch:
        """A sketch out of what ``to_json`` gave."""
        try:
            return cls(_native.Sketch.from_json(line))
        except ValueError as error:
            raise InputError(str(error)) from None

    def to_json(self) -> str:
        """The sketch for another machine, some kilobytes: a reading without text and with no more than is needed."""
        return self._sketch.to_json()

    @property
    def id(self) -> str:
        """Identifier of the report."""
        return self._sketch.id

    @property
    def minute(self) -> int | None:
        """When it was published, in minutes since 1970. Of reports that repeat one another the first by minute and
        then by identifier is the one that is copied; one without a date comes last."""
        return self._sketch.minute

    @property
    def stretch(self) -> int | None:
        """Number of the stretch of days in which it was published."""
        return self._sketch.stretch

    @property
    def hashes(self) -> list[int]:
        """Hashes of its runs of words, below 2**32, ascending; those by which copies meet."""
        return self._sketch.hashes

    def repeats(self, other: Sketch) -> bool:
        """Whether one of the two repeats the other."""
        return self._sketch.repeats(other._sketch)

    def __repr__(self) -> str:
        return f"<Sketch of {self.id}: {len(self.hashes)} hashes>"


def sketch(reading: Reading) -> Sketch:
    """What decides about copies of the report of ``reading``."""
    return Sketch(_native.sketch(reading._native))
