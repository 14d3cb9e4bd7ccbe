"""Reading one report and many: objects, JSON, errors, order, the lock of Python."""

import csv
import datetime
import itertools
import json
import pickle
import subprocess
import sys
import threading
import time
import warnings

import pytest

import rasid

TEXT = "أعلن وزير الخارجية أن الهدنة في الحديدة تبدأ غدا، وقال إن 31 مدنيا قتلوا."


def written(reading):
    """What the objects hold, as docs/formats.md has it."""
    return {name: [record.to_dict() for record in getattr(reading, name)] for name in (*rasid.LISTS, "notes", "places")}


def test_a_text_is_read_with_its_date():
    reading = rasid.read(TEXT, published="2018-12-13", outlet="مسار", url="https://example.org/1")
    assert reading.published == "2018-12-13" and reading.outlet == "مسار" and reading.text == TEXT
    assert [time.value for time in reading.times] == ["2018-12-14"]
    assert reading.statements[0].content.text.startswith("الهدنة")
    dated = rasid.read(TEXT, published=datetime.date(2018, 12, 13), outlet="مسار", url="https://example.org/1")
    assert dated == reading and hash(dated) == hash(reading)


def test_positions_are_those_of_python(readings):
    seen = 0
    for reading in readings:
        for _, record in reading.records():
            assert reading.text[record.start : record.end] == record.text
            seen += 1
    assert seen > 100


def test_objects_hold_all_that_the_json_holds(readings):
    for reading in readings:
        raw = reading.to_dict()
        assert {"places": [], **{name: raw[name] for name in written(reading) if name in raw}} == written(reading)
        assert rasid.Reading.from_json(reading.to_json()) == reading
        assert pickle.loads(pickle.dumps(reading)) == reading


def test_the_title_comes_before_the_text_and_other_fields_are_kept():
    article = {"text": TEXT, "title": "عنوان", "section": ["a", 1], "id": 7, "published": None}
    [reading] = rasid.read_many([article])
    assert reading.text == f"عنوان\n\n{TEXT}" and reading.other == {"section": ["a", 1]} and reading.id == "7"


def test_the_wheel_reads_what_the_program_reads(root, program, readings, tmp_path):
    written = tmp_path / "readings.jsonl"
    subprocess.run([program, "read", "--out", written, root / "examples" / "hodeidah-2018"], check=True)
    assert [reading.to_json() for reading in readings] == written.read_text(encoding="utf-8").splitlines()
    assert list(rasid.load(written)) == readings
    linked = subprocess.run([program, "link", written], check=True, capture_output=True, text=True).stdout
    assert rasid.link(readings).to_jsonl() == linked


def test_the_wheel_and_the_program_call_their_rules_the_same(root, program, tmp_path):
    record, tables = tmp_path / "r.rasid", tmp_path / "tables"
    subprocess.run([program, "add", "--record", record, root / "examples" / "hodeidah-2018"], check=True)
    subprocess.run([program, "export", "--format", "csv", "--record", record, "--out", tables], check=True)
    with (tables / "reports.csv").open(encoding="utf-8-sig", newline="") as reports:
        assert {row["rules_version"] for row in csv.DictReader(reports)} == {rasid.RULES_VERSION}


def test_any_number_of_jobs_gives_the_same_in_the_order_of_the_articles():
    texts = [f"{TEXT} " * (1 + n * 7919 % 13) for n in range(120)]
    articles = [{"id": f"r{n}", "text": text, "published": "2018-12-13"} for n, text in enumerate(texts)]
    one = [reading.to_json() for reading in rasid.read_many(articles, jobs=1)]
    assert [json.loads(line)["id"] for line in one] == [article["id"] for article in articles]
    for jobs in (2, 7, None):
        assert [reading.to_json() for reading in rasid.read_many(articles, jobs=jobs)] == one


def test_articles_are_taken_as_they_are_needed():
    taken = []

    def endless():
        for n in itertools.count():
            taken.append(n)
            yield f"{TEXT} {n}"

    for jobs in (1, 2):
        taken.clear()
        readings = rasid.read_many(endless(), jobs=jobs)
        for _ in range(5):
            next(readings)
        assert 5 <= len(taken) <= 5 + 16 * jobs
        readings.close()


def test_a_broken_article_raises_in_its_place_and_names_it():
    readings = rasid.read_many([TEXT, " ", TEXT], jobs=2)
    assert next(readings).text == TEXT
    with pytest.raises(rasid.InputError, match=r"^article 1: the text is empty or only white space\.$") as raised:
        next(readings)
    assert raised.value.item == 1 and isinstance(raised.value, ValueError)
    assert isinstance(raised.value, rasid.RasidError) and pickle.loads(pickle.dumps(raised.value)).item == 1


def test_broken_articles_come_as_objects_in_their_places_or_are_left_out_with_a_warning():
    articles = [TEXT, {"title": "x"}, 5, b"{", b'{"text": "\xff"}', {"text": TEXT, "odd": object()}, b'{"text": "a"}']
    found = list(rasid.read_many(articles, errors="return"))
    assert [isinstance(one, rasid.InputError) for one in found] == [False, True, True, True, True, True, False]
    assert "not int" in str(found[2]) and "UTF-8" in str(found[4]) and "no JSON form" in str(found[5])
    with pytest.warns(rasid.InputWarning) as warned:
        assert len(list(rasid.read_many(articles, errors="warn"))) == 2
    assert len(warned) == 5


def test_an_error_of_the_articles_themselves_comes_after_what_was_read():
    def broken():
        yield TEXT
        raise OSError("the disk is gone")

    readings = rasid.read_many(broken(), jobs=2)
    assert next(readings).text == TEXT
    with pytest.raises(OSError, match="the disk is gone"):
        next(readings)


def test_a_date_that_is_none_is_an_error_for_one_text_and_a_doubt_among_many():
    with pytest.raises(rasid.InputError, match="27/07/2016"):
        rasid.read(TEXT, published="27/07/2016")
    with pytest.warns(rasid.InputWarning, match="article 0: .*27/07/2016"):
        [reading] = rasid.read_many([{"text": TEXT, "published": "27/07/2016"}])
    assert reading.published is None and reading.other == {"published_as_given": "27/07/2016"}


def test_what_makes_no_sense_is_refused_in_a_sentence():
    forged = rasid.read(TEXT, published="2018-12-13").to_json().replace('"text":"غدا"', '"text":"أمس"')
    for wrong, message in [
        (lambda: rasid.read(""), "empty"),
        (lambda: rasid.read("x" * (4 * 1024 * 1024 + 1)), "4 MiB"),
        (lambda: rasid.read_many([], jobs=0), "jobs must be 1 or more"),
        (lambda: rasid.read_many([], errors="ignore"), "errors must be"),
        (lambda: rasid.Reading.from_json("{}"), "docs/formats.md"),
        (lambda: rasid.Sketch.from_json("{}"), "docs/formats.md"),
        (lambda: rasid.Reading.from_json(forged), "times:0 has words that are not in its text"),
        (lambda: rasid.link([], merges="join\ta\tb"), "line 1"),
        (lambda: list(rasid.rows([], "facts")), "there is no table"),
    ]:
        with pytest.raises(ValueError, match=message):
            wrong()
    for wrong in (lambda: rasid.read(b"x"), lambda: rasid.read_many("x")):
        with pytest.raises(TypeError):
            wrong()
    with pytest.raises(rasid.InputError, match="no such file or folder"):
        list(rasid.articles("nowhere", errors="raise"))
    with pytest.warns(rasid.InputWarning, match="no such file or folder"):
        assert list(rasid.articles("nowhere")) == []


def test_other_threads_go_on_while_rust_reads():
    text = f"{TEXT} " * 4000
    counted, done = [], threading.Event()

    def count():
        while not done.is_set():
            counted.append(time.perf_counter())
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    thread.start()
    began = time.perf_counter()
    rasid.read(text)
    ended = time.perf_counter()
    done.set()
    thread.join()
    # Held the whole time, the lock would let nothing be counted between.
    assert sum(began < at < ended for at in counted) > 5, ended - began


def test_a_repeated_identifier_is_named_when_readings_are_linked(readings):
    with pytest.warns(rasid.InputWarning, match=readings[0].id):
        assert len(rasid.link([*readings, readings[0]]).reports) == len(readings)


def test_a_copy_is_decided_pair_by_pair_as_linking_decides_it(readings):
    copy = rasid.read(readings[0].text, published="2018-12-13T20:00+03:00", outlet="another")
    a, b = rasid.sketch(readings[0]), rasid.Sketch.from_json(rasid.sketch(copy).to_json())
    assert a.repeats(b) and b.repeats(a) and not a.repeats(rasid.sketch(readings[5]))
    assert len(set(a.hashes) & set(b.hashes)) >= rasid.LEAST_SHARED and abs(a.stretch - b.stretch) <= 1
    links = {link["id"]: link["copy_of"] for link in rasid.link([readings[0], copy]).reports}
    assert links == {readings[0].id: None, copy.id: readings[0].id} and a.minute < b.minute


def test_nothing_is_left_behind_by_readings_that_nobody_wants():
    code = "import rasid, itertools; next(rasid.read_many(map(str, itertools.count(1)), jobs=3))"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_importing_it_needs_no_other_package():
    code = "import sys, rasid; assert not {'pandas', 'polars', 'pyarrow', 'numpy'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_frames_and_their_missing_values_are_articles():
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    pyarrow = pytest.importorskip("pyarrow")
    rows = [{"text": TEXT, "published": "2018-12-13", "words": 3}, {"text": "خبر", "published": None, "words": 1}]
    expected = [reading.to_json() for reading in rasid.read_many(rows)]
    frame = pandas.DataFrame(rows)
    for table in (frame, polars.DataFrame(rows), pyarrow.Table.from_pylist(rows)):
        assert [reading.to_json() for reading in rasid.read_many(table)] == expected
    frame["published"] = pandas.to_datetime(frame["published"])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        dated = list(rasid.read_many(frame))
    assert dated[0].times[0].value == "2018-12-14" and dated[1].published is None
