"""What the tests of the wheel share: the repository, and the example reports read once."""

import os
import pathlib

import pytest

import rasid

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root():
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def program():
    """The built program."""
    return os.environ["RASID"]


@pytest.fixture(scope="session")
def readings():
    """The example reports, read."""
    return list(rasid.read_many(rasid.articles(ROOT / "examples" / "hodeidah-2018"), jobs=2))
