"""What type checkers make of the wheel."""

import pathlib
import subprocess
import sys

import rasid


def mypy(*arguments):
    command = [sys.executable, "-m", "mypy", "--strict", "--ignore-missing-imports", "--no-error-summary", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_installed_wheel_is_typed_and_those_who_use_it_are_told_what_they_get():
    # A line that is an error without its remark, or has a remark without being one, is found by --strict.
    mypy(pathlib.Path(__file__).with_name("typed.py"))


def test_the_package_holds_what_its_types_say():
    mypy("--package", "rasid")
    names = [name for name in vars(rasid) if not name.startswith("_")]
    assert sorted(names) == sorted(name for name in rasid.__all__ if not name.startswith("_"))
