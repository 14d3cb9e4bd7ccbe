"""Lists of many readings as tables, in the columns of ``rasid export`` (docs/exports.md)."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from ._reading import LISTS, Reading
from ._records import Commitment, Record, Span

if typing.TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

_FIRST = "outlet:s report_id:s idx:i published:s start:i end:i text:s"
_CLAIM = "by_statement:i claimant_id:s claimant:s via:m"
_BOUNDS = "from_value:s from_words:s until_value:s until_words:s"
#: Of each table its columns with what they hold: s text, i whole number, f number, b yes or no, m several texts.
_COLUMNS = {
    "reports": "id:s text_id:s outlet:s published:s basis:s title:s url:s lang:s",
    "times": f"{_FIRST} kind:s value:s mod:s anchored:b rule:s",
    "figures": f"{_FIRST} low:f high:f approx:b counted:s measure:s who:s scope:s {_BOUNDS} {_CLAIM} carried:b rule:s",
    "statements": f"{_FIRST} has_content:b speaker:s speaker_name:s speaker_id:s cue:s form:s addressee:s via:m "
    "stance:s negated:b rule:s",
    "events": f"{_FIRST} type:s mode:s actors:m actor_words:m recipients:m recipient_words:m when_value:s "
    f"when_words:s place:s aux:s {_CLAIM} carried:b rule:s",
    "commitments": f"{_FIRST} by_id:s by_words:s to_words:s class:s negative:b kind:s {_BOUNDS} condition:s {_CLAIM} "
    "rule:s",
    "arrangements": f"{_FIRST} kind:s phase:s place:s parties:m beneficiaries:s {_BOUNDS} {_CLAIM} rule:s",
    "breaches": f"{_FIRST} arrangement_idx:i arrangement:s arrangement_kind:s accused:m against:m act:s figure:s "
    f"{_BOUNDS} place:s answer:s {_CLAIM} carried:b rule:s",
    "naming": f"{_FIRST} actor_id:s kind:s voice:s rule:s",
}
#: Columns whose words name somebody, with the column of the identifier.
_NAMES = {
    "speaker": "speaker_id",
    "speaker_name": "speaker_id",
    "claimant": "claimant_id",
    "by_words": "by_id",
    "actor_words": "actors",
    "recipient_words": "recipients",
}
# Columns that are called otherwise than the field that they hold.
_FIELDS = {
    "place": ("where", "place"),
    "by_words": ("by",),
    "to_words": ("to",),
    "beneficiaries": ("for_",),
    "class": ("class_",),
    "actor_id": ("id",),
}

Table = Literal[
    "reports", "times", "figures", "statements", "events", "commitments", "arrangements", "breaches", "naming"
]


def columns(table: Table) -> dict[str, str]:
    """The columns of a table, with what they hold."""
    if table not in _COLUMNS:
        raise ValueError(f"there is no table {table!r}; the tables are reports, {', '.join(LISTS)}")
    return {name: kind for name, _, kind in (column.partition(":") for column in _COLUMNS[table].split())}


def rows(readings: Iterable[Reading], table: Table, *, persons: bool = False) -> Iterator[dict[str, Any]]:
    """The rows of a table as dictionaries: ``reports``, or one of the eight lists.

    Private persons (witnesses, doctors, victims) are left unnamed, as in every export, unless ``persons`` is set.
    What a report says in a quoted sentence stays as it was written.
    """
    names = list(columns(table))
    for reading in readings:
        if table == "reports":
            row = {name: getattr(reading, "published_basis" if name == "basis" else name) for name in names}
            yield row if persons else row | {"title": _masked(reading)}
            continue
        for idx, record in enumerate(getattr(reading, table)):
            row = {name: _cell(reading, record, idx, name) for name in names}
            yield row if persons else {name: _unnamed(name, row) for name in names}


def to_pandas(readings: Iterable[Reading], table: Table, *, persons: bool = False) -> pandas.DataFrame:
    """A table for pandas, with types that know nothing from 0 (``string``, ``Int64``, ``boolean``)."""
    import pandas

    kinds = {"s": "string", "i": "Int64", "f": "Float64", "b": "boolean", "m": "object"}
    found = list(rows(readings, table, persons=persons))
    return pandas.DataFrame(
        {
            name: pandas.Series([row[name] for row in found], dtype=kinds[kind])
            for name, kind in columns(table).items()
        }
    )


def to_polars(readings: Iterable[Reading], table: Table, *, persons: bool = False) -> polars.DataFrame:
    """A table for polars."""
    import polars

    kinds: dict[str, Any] = {"s": polars.String, "i": polars.Int64, "f": polars.Float64, "b": polars.Boolean}
    kinds["m"] = polars.List(polars.String)
    schema = {name: kinds[kind] for name, kind in columns(table).items()}
    return polars.DataFrame(list(rows(readings, table, persons=persons)), schema=schema)


def to_arrow(readings: Iterable[Reading], table: Table, *, persons: bool = False) -> pyarrow.Table:
    """A table for Arrow, and by it for Parquet, DuckDB and others."""
    import pyarrow

    kinds = {"s": pyarrow.string(), "i": pyarrow.int64(), "f": pyarrow.float64(), "b": pyarrow.bool_()}
    kinds["m"] = pyarrow.list_(pyarrow.string())
    schema = pyarrow.schema([(name, kinds[kind]) for name, kind in columns(table).items()])
    made: pyarrow.Table = pyarrow.Table.from_pylist(list(rows(readings, table, persons=persons)), schema=schema)
    return made


def _cell(reading: Reading, record: Record, idx: int, name: str) -> Any:
    """What stands in a column of a record's row."""
    said = reading.said_in(record)
    if name in ("outlet", "published"):
        return getattr(reading, name)
    if name == "report_id":
        return reading.id
    if name == "idx":
        return idx
    if name == "has_content":
        return getattr(record, "content") is not None
    if name == "speaker_name":
        return _speaker(reading, idx)
    if name == "claimant_id":
        return said and said.speaker_id
    if name in ("by_statement", "claimant"):
        index = getattr(record, "said_in" if isinstance(record, Commitment) else "by")
        return index if name == "by_statement" or index is None else _speaker(reading, index)
    if name == "via" and not hasattr(record, "via"):
        return [via.text for via in said.via] if said else []
    if name.startswith(("from_", "until_", "when_")):
        bound = name.split("_")[0]
        index = getattr(record, "from_" if bound == "from" else bound)
        time = reading.times[index] if index is not None else None
        return None if time is None else time.value if name.endswith("_value") else time.text
    if name in ("arrangement", "arrangement_kind", "arrangement_idx"):
        index = getattr(record, "arrangement")
        if name == "arrangement_idx" or index is None:
            return index
        broken = reading.arrangements[index]
        return broken.text if name == "arrangement" else broken.kind
    if name == "figure":
        index = getattr(record, "figure")
        return reading.figures[index].text if index is not None else None
    if name in ("actors", "recipients"):
        return [one.id for one in getattr(record, name)]
    if name in ("actor_words", "recipient_words"):
        return [one.span.text for one in getattr(record, name.split("_")[0] + "s")]
    return _plain(next(getattr(record, field) for field in _FIELDS.get(name, (name,)) if hasattr(record, field)))


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return value.text
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def _speaker(reading: Reading, idx: int) -> str | None:
    """The words that name the speaker of a statement: its own, or those of the nearest earlier one by the same."""
    said = reading.statements[idx]
    if said.speaker is not None or said.speaker_id is None:
        return said.speaker.text if said.speaker else None
    before = reversed(reading.statements[:idx])
    return next((one.speaker.text for one in before if one.speaker_id == said.speaker_id and one.speaker), None)


def _unnamed(name: str, row: dict[str, Any]) -> Any:
    """A cell, without the words where they name a private person."""
    id = row.get(_NAMES.get(name, ""))
    if isinstance(id, list):
        return ["" if _is_person(one) else words for words, one in zip(row[name], id)]
    return None if isinstance(id, str) and _is_person(id) else row[name]


def _masked(reading: Reading) -> str | None:
    """The title without the words that name private persons."""
    title = reading.title
    named = [(said.speaker, said.speaker_id) for said in reading.statements]
    named += [(one.span, one.id) for event in reading.events for one in (*event.actors, *event.recipients)]
    named += [(bound.by, bound.by_id) for bound in reading.commitments]
    words = {span.text.strip() for span, id in named if span and id and _is_person(id)}
    # Words of two letters name nobody, and taking them out would spoil others.
    for one in sorted((one for one in words if len(one) >= 3), key=lambda one: (-len(one.encode()), one)):
        title = title and title.replace(one, "[\u2026]")
    return title


def _is_person(id: str) -> bool:
    return any(part.startswith("anon:") for part in id.split("+"))
