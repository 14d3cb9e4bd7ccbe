"""What a record must withstand, tried on the real program.

A record that cannot be opened or written gets one sentence and exit code 3 and is left as it was;
a killed `add` loses nothing that was acknowledged; adding again adds nothing. Seconds are printed,
never asserted.
"""

import contextlib
import gzip
import hashlib
import http.client
import json
import os
import pathlib
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

RASID = sys.argv[1]
EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples" / "hodeidah-2018"
PAGES = ["/", "/reports", "/list/statements", "/list/times", "/list/figures", "/list/events", "/list/commitments",
         "/list/arrangements", "/list/breaches", "/list/naming", "/people", "/people/RUS", "/search?q=%D9%87%D8%AF%D9%86%D8%A9", "/add",
         "/review", "/ledger", "/agreement", "/identities", "/arrangements", "/arrangements?order=latest", "/commitments", "/commitments?by=RUS", "/disagreements"]


def rasid(*arguments, expect=0):
    done = subprocess.run([RASID, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == expect, f"rasid {arguments} ended with {done.returncode}, not {expect}: {done.stderr}"
    return done


def count(record):
    with contextlib.closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok", f"{record} is damaged"
        return database.execute("SELECT count(*) FROM reports").fetchone()[0]


def digest(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def refused(record, what, untouched=True):
    """`add` and `export` must refuse `record` with one sentence and leave it as it was."""
    before = digest(record) if untouched and pathlib.Path(record).is_file() else None
    for command in (["add", EXAMPLES, "--record", record], ["export", "--format", "jsonl", "--record", record, "--out", "/dev/null"]):
        done = rasid(*command, expect=3)
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        assert len(lines) == 1, f"{what}: {command[0]} says {len(lines)} lines, not one sentence: {done.stderr}"
        assert pathlib.Path(record).name in lines[0], f"{what}: the sentence does not name the record: {lines[0]}"
        if before:
            assert digest(record) == before, f"{what}: {command[0]} changed the file"
    print(f"  {what}: {lines[0]}")


def unusable(folder):
    inside = folder / "inside.rasid"
    inside.mkdir()
    refused(inside, "a folder in its place")
    noise = folder / "noise.rasid"
    noise.write_bytes(random.Random(7).randbytes(20_000))
    refused(noise, "random bytes")
    good = folder / "good.rasid"
    rasid("add", EXAMPLES, "--record", good)
    assert good.stat().st_mode & 0o077 == 0, "the record can be read by others than its owner"
    whole = good.read_bytes()
    cut = folder / "cut.rasid"
    cut.write_bytes(whole[: len(whole) // 2])
    refused(cut, "half a file")
    newer = folder / "newer.rasid"
    newer.write_bytes(whole)
    with contextlib.closing(sqlite3.connect(newer)) as database:
        database.execute("PRAGMA user_version = 9999")
        database.commit()
    for left in folder.glob("newer.rasid-*"):
        left.unlink()
    refused(newer, "a newer version")
    other = folder / "other.rasid"
    with contextlib.closing(sqlite3.connect(other)) as database:
        database.execute("CREATE TABLE mine (x)")
        database.commit()
    refused(other, "somebody else's database")
    return whole


@contextlib.contextmanager
def mounted(point, *options):
    point.mkdir()
    subprocess.run(["mount", *options, point], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", point], check=True)


def mounts(folder, whole):
    source = folder / "source"
    source.mkdir()
    (source / "kept.rasid").write_bytes(whole)
    point = folder / "readonly"
    with mounted(point, "--bind", source):
        subprocess.run(["mount", "-o", "remount,bind,ro", point], check=True)
        before = digest(point / "kept.rasid")
        done = rasid("add", EXAMPLES, "--record", point / "kept.rasid", expect=3)
        assert digest(point / "kept.rasid") == before
        print(f"  a read-only mount: {done.stderr.strip()}")
        rasid("add", EXAMPLES, "--record", point / "fresh.rasid", expect=3)
        assert not (point / "fresh.rasid").exists()
    point = folder / "full"
    with mounted(point, "-t", "tmpfs", "-o", "size=1m", "tmpfs"):
        (point / "small.rasid").write_bytes(b"")
        (point / "small.rasid").unlink()
        filler = point / "filler"
        filler.write_bytes(b"x" * 900_000)
        done = rasid("add", EXAMPLES, "--record", point / "small.rasid", expect=3)
        print(f"  a full file system: {done.stderr.strip().splitlines()[-1]}")
        filler.unlink()


def killed(folder, lines):
    """Kills `add` at random moments; what was kept is whole, and the next `add` completes it."""
    source = folder / "many.jsonl"
    source.write_text("".join(lines), encoding="utf-8")
    record = folder / "killed.rasid"
    chance = random.Random(11)
    kept = []
    for _ in range(6):
        process = subprocess.Popen([RASID, "add", str(source), "--record", str(record)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.05, 1.2))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if record.exists():
            (folder / "out.jsonl").unlink(missing_ok=True)
            rasid("export", "--format", "jsonl", "--record", record, "--out", folder / "out.jsonl")
            now = count(record)
            assert not kept or now >= kept[-1], f"a kill lost reports: {kept[-1]} before, {now} after"
            kept.append(now)
    rasid("add", source, "--record", record)
    assert count(record) == len(lines), f"{count(record)} of {len(lines)} reports after the last add"
    print(f"  killed with {kept} reports kept; then all {len(lines)}")


def decided(folder):
    """Kills the desk while people decide: what was acknowledged is in the ledger, and at most one decision more."""
    record = folder / "decided.rasid"
    rasid("add", EXAMPLES, "--record", record)
    chance, kept = random.Random(13), 0
    for _ in range(3):
        process = subprocess.Popen([RASID, "desk", "--record", str(record), "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        address = process.stdout.readline().strip().rstrip("/")
        page = urllib.request.urlopen(address + "/review").read().decode()
        path = page.split('href="/review/')[1].split("?")[0]
        timer = threading.Timer(chance.uniform(0.2, 1.0), process.send_signal, [signal.SIGKILL])
        timer.start()
        try:
            while True:
                form = urllib.parse.urlencode({"do": "accept" if kept % 2 else "reject", "reason": str(kept)}).encode()
                request = urllib.request.Request(f"{address}/review/{path}", data=form, headers={"Origin": address})
                urllib.request.urlopen(request).read()
                kept += 1
        except (OSError, http.client.HTTPException):
            pass
        timer.join()
        process.wait()
        rasid("verify", record)
        with contextlib.closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True)) as database:
            now = database.execute("SELECT count(*) FROM decisions").fetchone()[0]
        assert kept <= now <= kept + 1, f"{kept} decisions were acknowledged, {now} are in the ledger"
        kept = now
    print(f"  killed while people decided: all of {kept} decisions that were acknowledged are in the ledger")


def corpus(folder, source, total):
    record = folder / "corpus.rasid"
    begun = time.monotonic()
    rasid("add", source, "--record", record)
    print(f"  {total} reports added in {time.monotonic() - begun:.1f} s, {record.stat().st_size / 1e6:.0f} MB")
    assert count(record) == total
    begun = time.monotonic()
    rasid("add", source, "--record", record)
    assert count(record) == total, "adding again added something"
    print(f"  added again in {time.monotonic() - begun:.1f} s: nothing new")
    process = subprocess.Popen([RASID, "desk", "--record", str(record), "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        address = process.stdout.readline().strip().rstrip("/")
        page = urllib.request.urlopen(address + "/reports").read().decode()
        report = page.split('href="/report/')[1].split('"')[0]
        page = urllib.request.urlopen(address + "/arrangements").read().decode()
        course = page.split('href="/arrangement/')[1].split('"')[0]
        for path in [*PAGES, "/report/" + report, "/arrangement/" + course]:
            times = []
            for _ in range(5):
                begun = time.monotonic()
                answer = urllib.request.urlopen(address + path)
                size = len(answer.read())
                times.append((time.monotonic() - begun) * 1000)
            print(f"  {statistics.median(times):7.1f} ms (worst {max(times):.1f}) {size / 1000:6.0f} kB  {path}")
    finally:
        process.terminate()
        process.wait()


def main():
    ci = os.environ.get("CI") == "true"
    skipped = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        print("Records that cannot be used:")
        whole = unusable(folder)
        if os.geteuid() == 0 and subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode == 0:
            mounts(folder, whole)
        else:
            print("SKIPPED: mounts need root")
            skipped += 1
        print("Decisions:")
        decided(folder)
        archive = pathlib.Path(os.environ.get("CORPUS", "/nonexistent"))
        if archive.exists():
            with gzip.open(archive, "rt", encoding="utf-8") as lines:
                first = [line for line, _ in zip(lines, range(4000))]
            total = sum(1 for _ in gzip.open(archive))
            print("Kills:")
            killed(folder, first)
            print("A corpus:")
            corpus(folder, archive, total)
        else:
            text = "أعلن وزير الدفاع الروسي أن الهدنة رقم {} ستبدأ يوم الأحد المقبل."
            made = [json.dumps({"text": text.format(n), "published": "2018-02-26"}, ensure_ascii=False) + "\n" for n in range(4000)]
            print("Kills:")
            killed(folder, made)
            print("SKIPPED: the corpus is not here")
            skipped += 1
    return 1 if skipped and ci else 0


if __name__ == "__main__":
    sys.exit(main())
