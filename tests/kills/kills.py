"""A record survives `kill -9` at random points, in a file and on a server.

Each round begins one of the things that write or read a record, kills it at a random moment, and looks: `rasid verify`
finds all as it was written, what was there before is still there, every decision that the desk acknowledged is in the
ledger and at most one more, a report that was to be deleted is there whole or has its tombstone, and no export and no
bundle of evidence under its own name is other than a whole one. The same seed begins the same things in the same
order; at which instruction a kill falls is left to the machine.
"""

import argparse
import http.server
import itertools
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

FORMATS = ["jsonl", "xlsx", "csv", "acled", "violations"]


def made(count, chance):
    """Reports of our own about invented truces over five years, each different from the others."""
    places = ["حلب", "إدلب", "الحديدة", "تعز", "درعا", "الرقة", "صنعاء", "طرابلس"]
    parties = ["الحكومة السورية", "الجيش السوري", "المعارضة السورية", "روسيا", "تركيا", "الحوثيون", "الأمم المتحدة"]
    kinds = ["هدنة", "وقف إطلاق النار", "ممر إنساني", "محادثات"]
    for number in range(count):
        one, other = chance.sample(parties, 2)
        place, kind = chance.choice(places), chance.choice(kinds)
        sentences = [
            f"أعلنت {one} التوصل إلى {kind} في {place} مدتها {chance.randint(2, 9)} أيام تبدأ يوم الجمعة.",
            f"وقال متحدث باسم {other} إن {one} خرقت {kind} {chance.randint(2, 60)} مرة منذ أمس.",
            f"ونفت {one} ذلك، وقالت إن {chance.randint(3, 90)} مدنيا قتلوا في قصف على {place}.",
            f"وتعهدت {other} بفتح ممر إنساني في {place} قبل {chance.randint(2, 28)} آذار/مارس. الخبر {number}.",
        ]
        chance.shuffle(sentences)
        # A few a day: of many more on one day, nearly alike, linking would compare all with one another.
        month, day = number // 28 % 60, 1 + number % 28
        yield {"id": f"kill-{number}", "outlet": f"صحيفة {number % 30}", "published": f"{2014 + month // 12}-{1 + month % 12:02}-{day:02}",
               "title": f"{kind} في {place} {number}", "text": "\n".join(sentences)}


class Feed(http.server.BaseHTTPRequestHandler):
    """A feed that has some new items whenever it is asked."""

    asked = 0

    def do_GET(self):
        Feed.asked += self.path == "/feed"
        items = "".join(
            f"<item><guid>w{n}</guid><title>هدنة الخبر {n}</title><pubDate>Mon, 05 Mar 2018 10:00:00 +0000</pubDate><description>"
            f"أعلنت روسيا تمديد الهدنة في حلب للمرة {n} حتى يوم الجمعة المقبل، وقال متحدث باسم الحكومة السورية إنها وافقت على ذلك.</description></item>"
            for n in range(Feed.asked * 3, Feed.asked * 3 + 12))
        body = f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>م</title>{items}</channel></rss>".encode()
        self.send_response(200 if self.path == "/feed" else 404)
        self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Trial:
    """One record, and what is known of it."""

    def __init__(self, rasid, folder, name, record, chance):
        self.rasid, self.folder, self.name, self.record, self.chance = rasid, folder, name, str(record), chance
        self.reports, self.promised, self.decisions, self.number = 0, 0, 0, 0
        self.deleted, self.gone = 0, set()
        # How long things usually take; how often each was begun, was killed, and had kept something when it was.
        self.usual, self.times = {}, {}
        self.todo = None

    def run(self, *arguments, codes=(0,)):
        done = subprocess.run([self.rasid, *map(str, arguments)], capture_output=True, text=True)
        assert done.returncode in codes, f"rasid {arguments} ended with {done.returncode}: {done.stdout[-2000:]} {done.stderr[-2000:]}"
        return done

    def verified(self):
        """How many reports and decisions there are, all of them as they were written."""
        told = self.run("verify", self.record).stderr
        decisions = int(re.search(r"(\d+) decisions", told).group(1))
        return self.count(), decisions

    def count(self):
        if self.record.startswith("postgres"):
            address, schema = re.sub(r"[?&]schema=\w+", "", self.record), re.search(r"schema=(\w+)", self.record).group(1)
            sql = f"SELECT count(*) FROM {schema}.reports"
            return int(subprocess.run(["psql", "-XAtc", sql, address], check=True, capture_output=True, text=True).stdout)
        import sqlite3
        with sqlite3.connect(f"file:{self.record}?mode=ro", uri=True) as database:
            return database.execute("SELECT count(*) FROM reports").fetchone()[0]

    def start(self, *arguments, stderr=subprocess.DEVNULL):
        return subprocess.Popen([self.rasid, *map(str, arguments)], stdout=subprocess.PIPE, stderr=stderr, text=True)

    def after(self, what, process):
        """Kills the process after a random part of the time that it usually takes; says whether it was still at work."""
        began, usual = time.monotonic(), self.usual.get(what)
        if usual is None:
            process.wait()
            self.usual[what] = max(0.05, time.monotonic() - began)
            return False
        try:
            process.wait(self.chance.uniform(0.0, 1.1) * usual)
            return False
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return True

    # What is killed. Each says whether it was still at work.

    def add(self):
        return self.adding("add")

    def link(self):
        return self.adding("link")

    def adding(self, what):
        """Adds reports; killed while they are read and kept ("add"), or while all are linked afterwards ("link")."""
        source = self.folder / f"{self.name}-more.jsonl"
        if self.todo is None:
            with open(source, "w", encoding="utf-8") as out:
                for report in itertools.islice(self.more, self.portion):
                    out.write(json.dumps(report, ensure_ascii=False) + "\n")
            self.todo = True
        began = time.monotonic()
        process = self.start("add", source, "--record", self.record, stderr=subprocess.PIPE)
        kept, told = threading.Event(), []

        def hear():
            for line in process.stderr:
                told.append(line)
                if "already there" in line:
                    kept.set()

        ear = threading.Thread(target=hear)
        ear.start()
        is_first = "link" not in self.usual
        if what == "link" or is_first:
            while process.poll() is None and not kept.wait(0.01):
                pass
        if is_first:
            self.usual["add"] = time.monotonic() - began
        at_work = self.after("link" if is_first else what, process)
        ear.join()
        if not at_work:
            assert process.returncode == 0, f"add ended with {process.returncode}: {told}"
            self.todo = None
            # What was reported as done is there, also what an earlier one that was killed had kept of it.
            self.promised += self.portion
            there = self.count() + self.deleted
            assert there >= self.promised, f"{self.promised} reports were acknowledged, {there} are there"
        return at_work

    def watch(self):
        sources = self.folder / f"{self.name}-sources.toml"
        sources.write_text(f'every = "1s"\nprivate = ["127.0.0.1:{self.port}"]\n[[source]]\nname = "feed"\nurl = "http://127.0.0.1:{self.port}/feed"\n', encoding="utf-8")
        return self.after("watch", self.start("watch", sources, "--record", self.record, "--once", "--state", self.folder / f"{self.name}.state"))

    def export(self):
        form = self.chance.choice(FORMATS)
        return self.writing("export " + form, ["export", "--format", form, "--record", self.record, "--out"])

    def evidence(self):
        report = f"kill-{self.chance.randrange(self.first)}"
        if report in self.gone:
            return False
        return self.writing("evidence", ["evidence", report, "--record", self.record, "--out"])

    def writing(self, what, arguments):
        """Writes something beside the record; under its own name it is whole, or not there at all."""
        self.number += 1
        out = self.folder / f"{self.name}-out-{self.number}"
        process = self.start(*arguments, out)
        at_work = self.after(what, process)
        if out.exists():
            again = self.folder / f"{self.name}-again-{self.number}"
            self.run(*arguments, again)
            same = subprocess.run(["diff", "-rq", out, again], capture_output=True, text=True)
            assert same.returncode == 0, f"{what} left something that is not whole: {same.stdout}"
            for path in (out, again):
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink()
        else:
            assert at_work, f"{what} ended with {process.returncode} and left nothing"
        return at_work

    def delete(self):
        report = f"kill-{self.chance.randrange(self.first)}"
        if report in self.gone:
            return False
        arguments = ["delete", report, "--record", self.record, "--reason", "a duty to delete", "--by", "huda"]
        process = self.start(*arguments)
        at_work = self.after("delete", process)
        if not at_work:
            assert process.returncode == 0, f"delete ended with {process.returncode}"
        # It is there whole, or it is gone and its tombstone says so.
        told = self.run("evidence", report, "--record", self.record, "--out", self.folder / "seen", codes=(0, 1))
        shutil.rmtree(self.folder / "seen", ignore_errors=True)
        is_gone = told.returncode == 1
        assert not is_gone or "was deleted on" in told.stderr, f"a report is gone without a tombstone: {told.stderr}"
        assert is_gone or at_work, "a deletion was acknowledged, and the report is there"
        if is_gone:
            self.gone.add(report)
            self.deleted += 1
            self.reports -= 1
            self.decisions += 1
        return at_work

    def decide(self):
        process = self.start("desk", "--record", self.record, "--listen", "127.0.0.1:0")
        address = process.stdout.readline().strip().rstrip("/")
        if not address.startswith("http"):
            process.wait()
            raise AssertionError(f"the desk ended with {process.returncode}")
        page = urllib.request.urlopen(address + "/review").read().decode()
        path = page.split('href="/review/')[1].split("?")[0]
        timer = threading.Timer(self.chance.uniform(0.05, 0.8), process.send_signal, [signal.SIGKILL])
        timer.start()
        try:
            while True:
                form = urllib.parse.urlencode({"do": self.chance.choice(["accept", "reject"]), "reason": str(self.decisions)}).encode()
                request = urllib.request.Request(f"{address}/review/{path}", data=form, headers={"Origin": address})
                urllib.request.urlopen(request).read()
                self.decisions += 1
        except urllib.error.HTTPError as error:
            raise AssertionError(f"the desk refused a decision: {error.code}") from error
        except OSError:
            pass
        except Exception as error:  # a broken answer is how a killed desk ends
            if not isinstance(error, http.client.HTTPException):
                raise
        timer.join()
        process.wait()
        return True

    def round(self, what):
        before = (self.reports, self.decisions)
        at_work = getattr(self, what)()
        reports, decisions = self.verified()
        assert reports >= self.reports, f"reports were lost: {self.reports} before, {reports} after {what}"
        assert self.decisions <= decisions <= self.decisions + (what == "decide"), f"{self.decisions} decisions were acknowledged, {decisions} are there"
        self.reports, self.decisions = reports, decisions
        begun, killed, kept = self.times.get(what, (0, 0, 0))
        self.times[what] = (begun + 1, killed + at_work, kept + (at_work and before != (reports, decisions)))
        return at_work


def tried(rasid, folder, name, record, options):
    chance = random.Random(options.seed)
    trial = Trial(rasid, folder, name, record, chance)
    trial.more = made(10 ** 9, random.Random(options.seed + 1))
    # More than a batch, so that a kill can fall between two.
    trial.portion = max(20, options.reports // 15)
    trial.first = options.reports
    trial.port = options.port
    source = folder / f"{name}-first.jsonl"
    with open(source, "w", encoding="utf-8") as out:
        for report in itertools.islice(trial.more, options.reports):
            out.write(json.dumps(report, ensure_ascii=False) + "\n")
    began = time.monotonic()
    trial.run("add", source, "--record", trial.record)
    took = time.monotonic() - began
    trial.reports, trial.decisions = trial.verified()
    trial.promised = options.reports
    assert trial.reports == options.reports
    print(f"{name}: {options.reports} reports added in {took:.0f} s; {options.kills} kills", flush=True)
    kills, told, began, todo = 0, 0, time.monotonic(), []
    while kills < options.kills:
        if not todo:
            todo = ["add", "link", "decide", "export", "watch", "delete", "evidence"]
            chance.shuffle(todo)
        kills += trial.round(todo.pop())
        if sys.stderr.isatty():
            print(f"\r  {kills} of {options.kills}", end="", file=sys.stderr)
        elif kills % 10 == 0 and kills != told:
            print(f"{name}: {kills} kills after {time.monotonic() - began:.0f} s", flush=True)
        told = kills
    told = ", ".join(f"{what} {killed} of {begun} ({kept} had kept something)" for what, (begun, killed, kept) in sorted(trial.times.items()))
    print(f"{name}: killed {kills} times: {told}; {trial.reports} reports, {trial.deleted} tombstones and {trial.decisions} decisions "
          f"are as they were written after each; {time.monotonic() - began:.0f} s", flush=True)
    assert trial.times.get("decide", (0, 0, 0))[1] or options.kills < 10, "nothing was decided"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rasid")
    parser.add_argument("--kills", type=int, default=10, help="for each database")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reports", type=int, default=1000, help="in the record when the kills begin")
    parser.add_argument("--on", choices=["file", "server"], help="only on this database; on both where it is left out")
    options = parser.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Feed)
    options.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    skipped = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        if options.on != "server":
            tried(options.rasid, folder, "file", folder / "killed.rasid", options)
        address = os.environ.get("RASID_TEST_POSTGRES")
        if options.on == "file":
            pass
        elif address:
            tried(options.rasid, folder, "server", f"{address}{'&' if '?' in address else '?'}schema=killed", options)
        else:
            print("SKIPPED: no PostgreSQL server is named (RASID_TEST_POSTGRES)")
            skipped = 1
    return 77 if skipped else 0


if __name__ == "__main__":
    sys.exit(main())
