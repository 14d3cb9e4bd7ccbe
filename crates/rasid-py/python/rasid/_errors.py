"""What can go wrong, in the sentences of the program."""

from __future__ import annotations


class RasidError(Exception):
    """Whatever goes wrong in rasid."""


class InputError(RasidError, ValueError):
    """Something that cannot be read: what is wrong and what to do.

    ``item`` counts the articles that were given from 0; it is None where only one was given, or where a file or
    folder is meant.
    """

    def __init__(self, message: str, item: int | None = None) -> None:
        super().__init__(message)
        self.item = item

    def __reduce__(self) -> tuple[type[InputError], tuple[str, int | None]]:
        return type(self), (str(self), self.item)


class InputWarning(UserWarning):
    """Something that was read with a doubt, or left out: what is wrong and what to do."""
