"""The record as the tests of exports see it: by the readings and by SQLite, not by the code that exports."""

import contextlib
import datetime
import json
import re
import sqlite3
import subprocess

LISTS = ["times", "figures", "statements", "events", "commitments", "arrangements", "breaches", "naming"]
ENDINGS = {"xlsx": ".xlsx", "geojson": ".geojson", "annotations": ".jsonld", "polecat": ".tsv"}
DAY = re.compile(r"^(\d{4}(-(\d\d(-\d\d)?|W\d\d))?)(T.*)?$")


class Record:
    """A record file, and the program that exports it."""

    def __init__(self, rasid, path, folder):
        self.rasid, self.path, self.folder = rasid, path, folder
        self.exports = 0
        lines = self.export("jsonl", "--with-text").read_text(encoding="utf-8").splitlines()
        self.readings = {reading["id"]: reading for reading in map(json.loads, lines)}

    def run(self, *arguments, expect=0):
        done = subprocess.run([self.rasid, *map(str, arguments)], capture_output=True, text=True)
        assert done.returncode == expect, f"rasid {arguments} ended with {done.returncode}: {done.stderr}"
        return done

    def export(self, form, *more):
        self.exports += 1
        target = self.folder / f"{form}-{self.exports}{ENDINGS.get(form, '')}"
        self.run("export", "--format", form, "--record", self.path, "--out", target, *more)
        return target

    def ask(self, sql):
        with contextlib.closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute(sql)]

    def count(self, table, where="1"):
        return self.ask(f"SELECT count(*) AS n FROM {table} WHERE {where}")[0]["n"]

    def dated(self):
        """Every event that layouts of incidents may take, as (report, index, event, value of its time, place)."""
        for reading in self.readings.values():
            places = {(name, idx): place for place in reading.get("places", []) for name, idx in place["of"]}
            for idx, event in enumerate(reading["events"]):
                if event["aux"] is not None or event["when"] is None:
                    continue
                time = reading["times"][event["when"]]
                value = time["value"]
                if time["kind"] in ("duration", "set") or time["mod"] in ("before", "after") or not value:
                    continue
                found = DAY.match(value)
                if not found or not is_by(found.group(1), reading.get("published")):
                    continue
                yield reading, idx, event, found.group(1), places.get(("events", idx))

    def private(self, report):
        """The words that name private persons in a report, those of two words and more."""
        reading = self.readings[report]
        words = [said["speaker"]["text"] for said in reading_with_names(self, report)["statements"]
                 if said["speaker"] and (said["speaker_id"] or "").startswith("anon:")]
        assert reading["id"] == report
        return [text for text in words if " " in text]


def is_by(value, published):
    """Whether a day, week, month or year begins at the latest on the day of publication."""
    if not published:
        return True
    if "W" in value:
        year, week = value.split("-W")
        value = datetime.date.fromisocalendar(int(year), int(week), 1).isoformat()
    first = value + {4: "-01-01", 7: "-01"}.get(len(value), "")
    return first <= published[:10]


def reading_with_names(record, report):
    """The reading as it is kept, which still has the names that exports leave out."""
    row = record.ask(f"SELECT json FROM readings WHERE report_id = '{report}'")[0]
    return json.loads(row["json"])
