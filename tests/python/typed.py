"""Looked at by mypy, not run: the types that people see."""

from collections.abc import Iterator
from typing import assert_type

import rasid

reading = rasid.read("x", published="2018-12-13")
assert_type(reading, rasid.Reading)
assert_type(reading.statements, tuple[rasid.Statement, ...])
assert_type(reading.statements[0].content, rasid.Span | None)
assert_type(reading.events[0].actors[0].id, str)
assert_type(reading.times[0].start, int)
assert_type(reading.said_in(reading.events[0]), rasid.Statement | None)
assert_type(rasid.read_many(["x"]), Iterator[rasid.Reading])
assert_type(rasid.read_many(["x"], errors="return"), Iterator[rasid.Reading | rasid.InputError])
assert_type(rasid.link([reading]).to_jsonl(), str)
assert_type(rasid.sketch(reading).hashes, list[int])
rasid.read(5)  # type: ignore[arg-type]
rasid.read_many([5])  # type: ignore[list-item]
rasid.rows([reading], "facts")  # type: ignore[arg-type]
reading.id = "y"  # type: ignore[misc]
