"""Articles and files to readings."""

from __future__ import annotations

import datetime
import json
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, Union, overload

from . import _native
from ._errors import InputError, InputWarning
from ._reading import Reading

Article = Union[str, bytes, Mapping[str, Any]]
Errors = Literal["raise", "warn", "return"]


def read(
    text: str,
    *,
    published: str | datetime.date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Reading:
    """Read one report.

    ``published`` is ISO 8601, a date or a date with time; without it relative dates in the text have no value.

    Raises :class:`InputError` where the text is empty or larger than 4 MiB, or ``published`` is no date.
    """
    if not isinstance(text, str):
        raise TypeError(f"the text must be a str, not {type(text).__name__}")
    fields = {"text": text, "published": published, "outlet": outlet, "title": title, "url": url}
    native, problem, doubt = _native.read(_line({name: v for name, v in fields.items() if v is not None}))
    # What only clouds an article among many, the one who gives a single one can mend.
    if native is None or doubt is not None:
        raise InputError(problem or doubt or "")
    return Reading(native)


@overload
def read_many(
    articles: Iterable[Article], *, jobs: int | None = None, errors: Literal["raise", "warn"] = "raise"
) -> Iterator[Reading]: ...


@overload
def read_many(
    articles: Iterable[Article], *, jobs: int | None = None, errors: Literal["return"]
) -> Iterator[Reading | InputError]: ...


def read_many(
    articles: Iterable[Article], *, jobs: int | None = None, errors: Errors = "raise"
) -> Iterator[Reading | InputError]:
    """Read many articles side by side and give their readings one by one, in the order of the articles.

    An article is a text, a mapping with the fields of docs/formats.md (``text``, ``published``, ``outlet``, ``title``,
    ``url``, ``id``; others are kept), or the bytes of a line of JSON with them. A pandas or polars frame or an Arrow
    table with such columns will do as well. Articles are taken as they are needed, so that memory does not grow with
    their number.

    ``jobs`` is how many are read at the same time; one for each core by default. The result is the same with any.

    ``errors`` says what happens where an article cannot be read, as in pandas: ``"raise"`` raises
    :class:`InputError` in its place, ``"warn"`` leaves it out with an :class:`InputWarning`, ``"return"`` gives the
    :class:`InputError` as an object in its place, so that results stay beside what they are of.
    """
    if errors not in ("raise", "warn", "return"):
        raise ValueError(f'errors must be "raise", "warn" or "return", not {errors!r}')
    if isinstance(articles, (str, bytes, Mapping)):
        raise TypeError("read_many takes several articles; for one use read, or put it into a list")
    if jobs is not None and jobs < 1:
        raise ValueError(f"jobs must be 1 or more, not {jobs}")
    return _read(_native.Many(map(_bytes, _rows(articles)), jobs or os.cpu_count() or 1), errors)


def _read(outcomes: _native.Many, errors: Errors) -> Iterator[Reading | InputError]:
    for item, (native, problem, doubt) in enumerate(outcomes):
        if doubt is not None:
            warnings.warn(f"article {item}: {doubt}", InputWarning, stacklevel=2)
        if native is not None:
            yield Reading(native)
            continue
        error = InputError(f"article {item}: {problem}", item)
        if errors == "raise":
            raise error
        if errors == "return":
            yield error
        else:
            warnings.warn(str(error), InputWarning, stacklevel=2)


def articles(*paths: str | os.PathLike[str], errors: Literal["raise", "warn"] = "warn") -> Iterator[dict[str, Any]]:
    """The articles of folders and files that the program reads (``rasid help read``), as mappings for
    :func:`read_many`. In a folder, ``index.csv`` says outlet, date, address and title of each text.

    What cannot be read is left out with an :class:`InputWarning`, or raises :class:`InputError`.
    """
    for article, problem, doubt in _native.Reports([os.fspath(path) for path in paths]):
        if article is not None:
            yield json.loads(article)
        elif errors == "raise" and not doubt:
            raise InputError(problem or "")
        else:
            warnings.warn(problem or "", InputWarning, stacklevel=2)


def load(path: str | os.PathLike[str]) -> Iterator[Reading]:
    """The readings that ``rasid read --format jsonl`` wrote into a file."""
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield Reading.from_json(line)
                except InputError as error:
                    raise InputError(f"{os.fspath(path)}, line {number}: {error}") from None


def _rows(articles: Iterable[Article]) -> Iterable[Article]:
    """The rows of a table that is one, else what was given."""
    given: Any = articles
    if hasattr(given, "iter_rows"):
        return given.iter_rows(named=True)  # type: ignore[no-any-return]
    if hasattr(given, "to_batches"):
        return (row for batch in given.to_batches() for row in batch.to_pylist())
    if hasattr(given, "to_dict") and hasattr(given, "columns"):
        return given.to_dict("records")  # type: ignore[no-any-return]
    return articles


def _bytes(article: object) -> bytes | str:
    """The JSON of an article, or the sentence that says why it is none."""
    if isinstance(article, bytes):
        return article
    if isinstance(article, str):
        article = {"text": article}
    if not isinstance(article, Mapping):
        return f"an article is a text, a mapping or bytes of JSON, not {type(article).__name__}."
    try:
        return _line(article)
    except (TypeError, ValueError, RecursionError) as error:
        return f"the article cannot be written as JSON ({error})."


def _line(article: Mapping[str, Any]) -> bytes:
    fields = {str(name): None if _missing(value) else value for name, value in article.items()}
    return json.dumps(fields, ensure_ascii=False, default=_plain).encode("utf-8", "surrogatepass")


def _missing(value: object) -> bool:
    """Whether it is what tables have for nothing: NaN, NaT and their like are not equal to themselves."""
    try:
        return value is not None and bool(value != value)
    except (TypeError, ValueError):
        return type(value).__name__ == "NAType"


def _plain(value: Any) -> Any:
    """Dates and the numbers of numpy, for JSON."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} has no JSON form")
