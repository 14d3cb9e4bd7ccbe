"""Every export, opened by a program that people use for it and compared with the record.

Tables by pandas, workbooks by openpyxl, Parquet by pyarrow, maps by geojson, annotations by a JSON-LD
processor, briefings by python-docx. What they should hold is worked out here from the readings and from SQLite.
"""

import gzip
import json
import math
import pathlib
import subprocess
import sys
import tempfile

import geojson
import openpyxl
import pandas
import pyarrow.parquet
from pyld import jsonld

import api
from briefing import documents
from record import LISTS, Record

RASID, SEEDS, CORPUS = (sys.argv[1:] + ["", "", ""])[:3]
HERE = pathlib.Path(__file__).resolve().parent
EXAMPLES = HERE.parents[1] / "examples" / "hodeidah-2018"
# Reports of the corpus that are looked at, where it is there.
MANY = 400
POLECAT = "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,Recipient COW,Primary Recipient Sector,Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,Feature Type,Source,Publication Date,Story People,Story Organizations,Story Locations,Language,Version".split(",")
ACLED = "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes fatalities tags timestamp".split()
UCDP = "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date source_headline source_original where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob".split()
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def tables(record):
    """CSV, workbook and Parquet have the same rows as the tables of the record, cell by cell."""
    folder, parquet = record.export("csv"), record.export("parquet")
    book = openpyxl.load_workbook(record.export("xlsx"), read_only=True)
    for name in ["reports", *LISTS]:
        frame = pandas.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
        typed = pyarrow.parquet.read_table(parquet / f"{name}.parquet")
        sheet = book[name].iter_rows(values_only=True)
        head = next(sheet)
        assert list(head) == list(frame.columns) == typed.column_names, name
        rows = [list(row) for row in sheet]
        count = record.count(name)
        assert len(frame) == count and typed.num_rows == count and len(rows) == count, (name, len(frame), count)
        texts = typed.to_pylist()
        order = "r.no" if name == "reports" else "r.no, x.idx"
        join = "reports r" if name == "reports" else f"{name} x JOIN reports r ON r.id = x.report_id"
        kept = record.ask(f"SELECT {'r' if name == 'reports' else 'x'}.*, r.outlet FROM {join} ORDER BY {order}")
        for n, row in enumerate(kept):
            for column in ("id", "report_id", "idx", "start", "end", "kind", "type", "measure", "phase", "value", "outlet"):
                if column not in row or column not in frame.columns:
                    continue
                want = "" if row[column] is None else str(row[column])
                got = frame[column].iat[n]
                assert got.removeprefix("'") == want, (name, n, column, got, want)
                assert str("" if texts[n][column] is None else texts[n][column]) == want, (name, n, column)
                cell = rows[n][list(head).index(column)]
                assert str("" if cell is None else cell) == want, (name, n, column, cell, want)
        for column in frame.columns:
            for text in frame[column]:
                assert not text.startswith(FORMULA) or is_number(text), (name, column, text)
    return f"{record.count('reports')} reports"


def is_number(text):
    try:
        float(text)
        return True
    except ValueError:
        return False


def plover(record):
    """Every dated event is in it, and nothing else; words, days and places are those of the readings."""
    path = record.export("plover", "--with-text")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    frame = pandas.read_json(path, lines=True) if rows else pandas.DataFrame()
    assert len(frame) == len(rows)
    eligible = {}
    for reading, _, event, value, place in record.dated():
        at = (reading["id"], event["trigger"]["start"], event["type"])
        eligible[at] = (event, value, place)
    ids = set()
    for row in rows:
        assert row["id"] not in ids
        ids.add(row["id"])
        at = (row["cite_info"]["corpus"], row["text_info"]["start"], row["event"][0])
        assert at in eligible, f"no dated event without an auxiliary mode stands at {at}"
        event, value, place = eligible[at]
        assert row["text"][row["text_info"]["start"]:row["text_info"]["end"]] == event["trigger"]["text"] == row["event_text"][0]
        assert len(value) != 10 or row["date"] == value, (row["date"], value)
        assert ("event_loc" in row) == (place is not None)
        if place is not None and "lat" in place:
            assert (row["event_loc"]["lat"], row["event_loc"]["lon"]) == (place["lat"], place["lon"])
        assert row["quad_code"] in (1, 2, 3, 4) and -10 <= row["event_scale"] <= 10
        assert all(set(actor) for actor in row["actor"] + row["recipient"])
        for words in record.private(at[0]):
            assert words not in row["comment"] + row["cite_info"].get("title", ""), words
    told = {(row["event"][0], row["date"]) for row in rows}
    for event, value, _ in eligible.values():
        assert len(value) != 10 or (event["type"], value) in told, f"{event['type']} of {value} was lost"
    assert len(rows) <= len(eligible)
    return {row["id"]: row for row in rows}


def polecat(record, events):
    frame = pandas.read_csv(record.export("polecat"), sep="\t", dtype=str, keep_default_na=False)
    assert list(frame.columns) == POLECAT and len(frame) == len(events)
    for row in frame.to_dict("records"):
        event = events[row["Event ID"]]
        assert row["Event Type"] == event["event"][0] and row["Event Mode"] == event.get("mode", [""])[0]
        assert float(row["Intensity"]) == event["event_scale"] and int(row["Quad Code"]) == event["quad_code"]
        assert row["Source"].split("; ") == (event["outlets"] or [""])
        assert ("lat" in event.get("event_loc", {})) == (row["Latitude"] != "")
    return f"{len(frame)} rows"


def acled(record, events):
    frame = pandas.read_csv(record.export("acled"), parse_dates=["event_date"])
    assert list(frame.columns) == ACLED and frame["event_id_cnty"].is_unique
    for row in frame.to_dict("records"):
        event = events[row["event_id_cnty"]]
        place = event["event_loc"]
        assert (row["latitude"], row["longitude"]) == (place["lat"], place["lon"])
        last = event.get("enddate", event["date"])
        assert event["date"] <= row["event_date"].date().isoformat() <= last and row["year"] == row["event_date"].year
        assert row["time_precision"] == 1 or event["date"] != last or row["time_precision"] == 2
        assert row["geo_precision"] in (1, 2, 3)
        dead = event.get("size", {}).get("dead")
        assert row["fatalities"] == dead if dead is not None else math.isnan(row["fatalities"])
        assert row["notes"].startswith(("According to ", "Reported by ")) and row["notes"] == event["comment"]
        assert row["source"].split("; ") == event["outlets"]
        reading = record.readings[event["cite_info"]["corpus"]]
        claim = next(e for e in reading["events"] if e["trigger"]["start"] == event["text_info"]["start"])
        assert row["notes"].startswith("According to ") == (claim["by"] is not None)
    return f"{len(frame)} rows"


def ucdp(record, events):
    frame = pandas.read_csv(record.export("ucdp"), parse_dates=["date_start", "date_end"])
    assert list(frame.columns) == UCDP and frame["id"].is_unique
    for row in frame.to_dict("records"):
        event = events[row["id"]]
        assert row["best"] == event["size"]["dead"] > 0 and row["low"] <= row["best"] <= row["high"]
        assert row["deaths_a"] + row["deaths_b"] + row["deaths_civilians"] + row["deaths_unknown"] == row["best"]
        assert row["geom_wkt"] == f"POINT ({event['event_loc']['lon']} {event['event_loc']['lat']})"
        assert row["date_start"].date().isoformat() == event["date"] and row["date_end"] >= row["date_start"]
        assert row["number_of_sources"] == event["accounts"] and 1 <= row["priogrid_gid"] <= 259200
    return f"{len(frame)} rows"


def maps(record, events):
    found = geojson.loads(record.export("geojson").read_text(encoding="utf-8"))
    assert found.is_valid, found.errors()
    acts = {"AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "RETREAT", "SANCTION"}
    placed = {i for i, e in events.items() if "lat" in e.get("event_loc", {}) and e["event"][0] in acts}
    assert {feature["id"] for feature in found["features"]} == placed and len(found["features"]) == len(placed)
    for feature in found["features"]:
        event = events[feature["id"]]
        assert feature["geometry"]["coordinates"] == [event["event_loc"]["lon"], event["event_loc"]["lat"]]
        assert feature["properties"]["date"] == event["date"]
    return f"{len(placed)} points"


def annotations(record):
    """A JSON-LD processor understands them, and both selectors lead to the same words."""
    page = json.loads(record.export("annotations").read_text(encoding="utf-8"))
    context = json.loads((HERE / "anno.json").read_text(encoding="utf-8"))

    def load(url, _):
        # The context of the standard, as far as these annotations use it; nothing is fetched.
        assert url == "http://www.w3.org/ns/anno.jsonld", url
        return {"contextUrl": None, "documentUrl": url, "document": context}

    assert len(page["items"]) == sum(record.count(name) for name in LISTS)
    assert len({item["id"] for item in page["items"]}) == len(page["items"])
    few = {**page, "items": page["items"][:2000]}
    oa = "http://www.w3.org/ns/oa#"
    expanded = jsonld.expand(few, {"documentLoader": load})
    items = expanded[0]["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    assert len(items) == len(few["items"])
    for item in items:
        assert item["@type"] == [oa + "Annotation"] and item[oa + "motivatedBy"][0]["@id"] == oa + "classifying"
        assert item[oa + "hasTarget"][0][oa + "hasSelector"] and item[oa + "hasTarget"][0][oa + "hasSource"][0]["@id"]
    texts = {}
    for reading in record.readings.values():
        texts.setdefault(reading.get("url") or f"urn:rasid:report:{reading['id']}", []).append(reading)
    quoted = 0
    for item in page["items"]:
        readings = texts[item["target"]["source"]]
        *quote, position = item["target"]["selector"]
        if quote and len(readings) == 1:
            text = readings[0]["text"]
            assert text[position["start"]:position["end"]] == quote[0]["exact"]
            assert text[:position["start"]].endswith(quote[0]["prefix"])
            assert text[position["end"]:].startswith(quote[0]["suffix"])
            quoted += 1
    assert quoted > len(page["items"]) / 3, quoted
    return f"{len(page['items'])} annotations, {quoted} of them quoted"


def ceasefires(record):
    frame = pandas.read_csv(record.export("ceasefires"), dtype=str, keep_default_na=False)
    courses = record.ask("SELECT json FROM courses WHERE kind IN ('ceasefire', 'pause') ORDER BY no")
    courses = [json.loads(row["json"]) for row in courses]
    parties = [max(1, len("+".join(course["parties"]).split("+"))) for course in courses]
    assert len(frame) == sum(parties) and frame["uniq_id"].is_unique
    row = 0
    for course, rows in zip(courses, parties):
        part = frame.iloc[row:row + rows]
        row += rows
        assert part["cf_id"].nunique() == 1 and set(part["kind"]) == {course["kind"]}
        assert set(part["claims"]) == {str(len(course["phases"]))} and set(part["breaches"]) == {str(len(course["ledger"]))}
        assert set(part["texts"]) == {str(course["counts"]["texts"])}
        published = {claim["at"] for claim in course["phases"] if claim["at"]}
        assert set(part["first_published"]) == {min(published, default="")}
    return f"{len(courses)} arrangements, {len(frame)} rows"


def violations(record):
    frame = pandas.read_csv(record.export("violations"), dtype=str, keep_default_na=False)
    assert frame["id"].is_unique
    assert frame["claims"].astype(int).sum() == record.count("breaches")
    for row in frame.to_dict("records"):
        for report in row["reports"].split("; "):
            kept = record.readings[report]["breaches"]
            assert any(row["act"] == (breach["act"] or "") for breach in kept)
            assert any(breach["text"] in row["words"] for breach in kept)
    return f"{len(frame)} rows"


def changes(record):
    """Nothing is listed where nothing changed; what is taken out of the earlier export is new."""
    for form, kind in (("plover", "lines"), ("polecat", "table"), ("acled", "table"), ("ucdp", "table"),
                       ("violations", "table"), ("ceasefires", "table")):
        before = record.export(form)
        now = record.export(form, "--since", before)
        listed = pandas.read_csv(f"{now}.changes.csv")
        assert list(listed.columns) == ["id", "change", "columns"] and listed.empty, form
        lines = before.read_text(encoding="utf-8").splitlines(keepends=True)
        if len(lines) < 2:
            continue
        before.write_text("".join(lines[:-1]), encoding="utf-8", newline="")
        now = record.export(form, "--since", before)
        assert list(pandas.read_csv(f"{now}.changes.csv")["change"]) == ["new"], form


def formulas(folder):
    """Texts of a report that a spreadsheet would run are harmless in tables and workbooks."""
    text = "أعلن الجيش السوري الأحد 25 فبراير 2018 أنه قصف مدينة حلب وقتل ثلاثة مدنيين."
    report = {"text": text, "title": "=HYPERLINK(\"http://example.org\")", "outlet": "@SUM(A1)", "published": "2018-02-26"}
    source = folder / "formulas.jsonl"
    source.write_text(json.dumps(report, ensure_ascii=False) + "\n", encoding="utf-8")
    record = make(folder / "formulas", [source])
    book = openpyxl.load_workbook(record.export("xlsx"))
    assert not any(cell.data_type == "f" for sheet in book for row in sheet for cell in row)
    held = 0
    for form, separator in (("acled", ","), ("polecat", "\t"), ("violations", ","), ("ceasefires", ","), ("ucdp", ",")):
        frame = pandas.read_csv(record.export(form), sep=separator, dtype=str, keep_default_na=False)
        for column in frame.columns:
            for field in frame[column]:
                assert not field.startswith(FORMULA) or is_number(field), (form, column, field)
                held += "SUM(A1)" in field
    assert held, "the outlet is in no layout, so nothing was tried"


def make(folder, inputs):
    folder.mkdir()
    record = folder / "r.rasid"
    done = subprocess.run([RASID, "add", *map(str, inputs), "--record", str(record)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return Record(RASID, record, folder)


def look(name, record):
    print(f"  {name}")
    print(f"    csv, xlsx, parquet: {tables(record)}")
    events = plover(record)
    print(f"    plover: {len(events)} events of {sum(1 for _ in record.dated())} accounts")
    print(f"    polecat: {polecat(record, events)}")
    print(f"    acled: {acled(record, events)}")
    print(f"    ucdp: {ucdp(record, events)}")
    print(f"    geojson: {maps(record, events)}")
    print(f"    annotations: {annotations(record)}")
    print(f"    ceasefires: {ceasefires(record)}")
    print(f"    violations: {violations(record)}")
    print(f"    briefing.docx: {documents(RASID, record.path, record)}")
    changes(record)
    print(f"    API: {api.look(RASID, record)}")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        look("the examples", make(folder / "examples", [EXAMPLES]))
        formulas(folder)
        inputs = [pathlib.Path(SEEDS)] if SEEDS and pathlib.Path(SEEDS).is_file() else []
        if CORPUS and pathlib.Path(CORPUS).is_file():
            with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
                few = folder / "corpus.jsonl"
                few.write_text("".join(line for _, line in zip(range(MANY), lines)), encoding="utf-8")
            inputs.append(few)
        if inputs:
            look(f"seeds and {MANY} reports of the corpus", make(folder / "many", inputs))
        else:
            print("  seeds and corpus are not here, so only the examples were looked at")


main()
