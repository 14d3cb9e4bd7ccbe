"""What many readings make together."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from . import _native
from ._errors import InputError, InputWarning, RasidError
from ._reading import Reading


@dataclass(frozen=True)
class Links:
    """What many readings make together (docs/links.md), each line a dictionary as docs/formats.md has it."""

    #: For each report ``id``, ``copy_of``, ``event``, ``story``, in the order of the readings.
    reports: list[dict[str, Any]]
    #: Truces, corridors, talks … through time.
    arrangements: list[dict[str, Any]]
    #: Commitments and what became of them.
    commitments: list[dict[str, Any]]
    #: Two sides that say different things.
    disagreements: list[dict[str, Any]]
    _lines: tuple[str, ...]

    def to_jsonl(self) -> str:
        """The lines that ``rasid link --format jsonl`` writes."""
        return "".join(line + "\n" for line in self._lines)

    def __repr__(self) -> str:
        return (
            f"<Links of {len(self.reports)} reports: {len(self.arrangements)} arrangements, "
            f"{len(self.commitments)} commitments, {len(self.disagreements)} disagreements>"
        )


def link(readings: Iterable[Reading], *, as_of: str | None = None, merges: str = "") -> Links:
    """Put readings together: copies of one wording, events, stories, arrangements through time, what became of
    commitments, disagreements.

    Outcomes are those of the day ``as_of``, or else of the latest report. ``merges`` is a table of decisions about
    who is who, as ``rasid link --merges`` takes it. Of readings with one identifier the first counts.
    """
    try:
        again, *parts = _native.link([reading._native for reading in readings], as_of, merges)
    except ValueError as error:
        raise InputError(str(error)) from None
    except RuntimeError as error:
        raise RasidError(str(error)) from None
    for id in again:
        warnings.warn(
            f"there is a reading with the identifier {id} before; this one was left out.", InputWarning, stacklevel=2
        )
    reports, arrangements, commitments, disagreements = ([json.loads(line) for line in part] for part in parts)
    return Links(reports, arrangements, commitments, disagreements, tuple(line for part in parts for line in part))
