"""Tables are those of the program's exports, cell by cell, whichever library holds them."""

import subprocess

import pandas
import polars
import pyarrow
import pyarrow.parquet
import pytest

import rasid

TABLES = ("reports", *rasid.LISTS)
# What only a record knows.
OF_RECORDS = {"other", "added_at", "rules_version", "review"}


@pytest.fixture(scope="module")
def exported(root, program, tmp_path_factory):
    """The export of a record with the example reports and one that names a private person."""
    folder = tmp_path_factory.mktemp("export")
    record = folder / "r.rasid"
    (folder / "person.jsonl").write_text(PERSON.to_json(), encoding="utf-8")
    subprocess.run(
        [program, "add", "--record", record, root / "examples" / "hodeidah-2018", folder / "person.jsonl"], check=True
    )
    subprocess.run([program, "export", "--format", "parquet", "--record", record, "--out", folder / "t"], check=True)
    return folder / "t"


PERSON = rasid.read("قال الطبيب سمير الحداد إن 3 أطفال قتلوا في القصف أمس.", published="2018-12-13", outlet="مسار")


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_the_columns_and_cells_of_the_export(exported, readings, table):
    wanted = pyarrow.parquet.read_table(exported / f"{table}.parquet")
    wanted = wanted.drop_columns([name for name in wanted.column_names if name in OF_RECORDS])
    found = rasid.to_arrow([*readings, PERSON], table)
    assert found.column_names == wanted.column_names
    assert found.to_pylist() == wanted.to_pylist()


def test_private_persons_are_named_only_when_asked():
    hidden, shown = (rasid.to_pandas([PERSON], "statements", persons=persons) for persons in (False, True))
    assert hidden["speaker_id"][0].startswith("anon:") and pandas.isna(hidden["speaker"][0])
    assert "سمير" in shown["speaker"][0]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_the_same_rows_in_each_library(readings, table):
    arrow, frame = rasid.to_arrow(readings, table), rasid.to_pandas(readings, table)
    polar = rasid.to_polars(readings, table)
    assert len(arrow) == len(frame) == len(polar) > 0
    assert polar.to_dicts() == arrow.to_pylist()
    plain = frame.astype(object).where(frame.notna(), None).to_dict("records")
    assert plain == arrow.to_pylist()


@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_nothing_has_its_columns_with_their_types(readings, table):
    assert rasid.to_arrow([], table).schema == rasid.to_arrow(readings, table).schema
    assert rasid.to_polars([], table).schema == rasid.to_polars(readings, table).schema
    assert list(rasid.to_pandas([], table).dtypes) == list(rasid.to_pandas(readings, table).dtypes)
    assert isinstance(rasid.to_polars([], table), polars.DataFrame)
