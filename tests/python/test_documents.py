"""README, docs/python.md and the notebook do what they show."""

import doctest
import os
import pathlib
import re
import shutil

import nbclient
import nbformat
import pytest

import rasid

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "docs" / "from-a-folder-to-a-figure.ipynb"


def blocks(document):
    """The blocks of Python in a document, as they are typed."""
    return re.findall(r"^```python\n(.*?)^```", (ROOT / document).read_text(encoding="utf-8"), re.M | re.S)


@pytest.fixture
def beside_the_examples(tmp_path, monkeypatch):
    """A folder with the examples in it, as the documents take it for."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("document", ["README.md", "docs/python.md"])
def test_the_lines_of_a_document_run_one_after_the_other_and_print_what_it_says(document, beside_the_examples, capsys):
    names = {"__name__": "__main__"}
    assert blocks(document)
    for block in blocks(document):
        exec(compile(block, document, "exec"), names)
        printed = capsys.readouterr().out
        # What a line prints stands behind it as a remark, or on lines of its own below.
        said = re.findall(r"print\(.*\)  # (.*)$", block, re.M)
        said += re.findall(r"^# (.*)$", block.split("# prints:\n")[1], re.M) if "# prints:\n" in block else []
        for one in said:
            assert one in printed.splitlines(), f"{one!r} was not printed, but {printed!r}"


def test_the_help_of_the_package_shows_what_comes():
    done = doctest.testmod(rasid)
    assert done.attempted > 0 and done.failed == 0


def test_the_notebook_goes_from_a_folder_to_a_figure(beside_the_examples):
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    beside = {"metadata": {"path": os.fspath(beside_the_examples)}}
    nbclient.NotebookClient(notebook, timeout=120, resources=beside).execute()
    shown = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    data = [output.data for output in shown if output.output_type in ("display_data", "execute_result")]
    assert any("image/png" in one for one in data) and sum("text/html" in one for one in data) >= 2
    assert not [output for output in shown if output.output_type == "stream" and output.name == "stderr"]


def test_the_notebook_is_kept_with_the_figure_that_it_makes():
    kept = nbformat.read(NOTEBOOK, as_version=4)
    assert any("image/png" in output.get("data", {}) for cell in kept.cells for output in cell.get("outputs", []))
    assert NOTEBOOK.stat().st_size < 400_000
