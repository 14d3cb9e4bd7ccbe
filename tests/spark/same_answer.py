"""Readings and copies of an archive by Spark, byte for byte those of one process: with two workers, with one of them
killed in the middle, from JSON Lines and from Parquet; and a record made of them that is the one made without Spark.

    same_answer.py RASID
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import time

import archive
import pyarrow as pa
import pyarrow.parquet as pq
from cluster import Cluster

COUNT, FILES = 1500, 12


def main(rasid):
    """Compares; ends with an error where something differs."""
    with tempfile.TemporaryDirectory(prefix="rasid-spark-") as folder:
        folder = pathlib.Path(folder)
        given = list(archive.lines(COUNT))
        broken = len(given) - COUNT
        (folder / "jsonl").mkdir()
        for n in range(FILES):
            (folder / "jsonl" / f"{n:02}.jsonl").write_bytes(b"\n".join(given[n::FILES]) + b"\n\n")
        # A table has a column for each field, so that what an article does not have is null.
        fields = dict.fromkeys(("title", "outlet", "published", "section", "text"))
        rows = [fields | json.loads(line) for line in given if line not in archive.BROKEN]
        (folder / "parquet").mkdir()
        for n in range(FILES):
            pq.write_table(pa.Table.from_pylist(rows[n::FILES]), folder / "parquet" / f"{n:02}.parquet")
        cluster = Cluster(folder / "cluster", workers=2)
        try:
            compare(rasid, folder, cluster, broken)
        finally:
            cluster.stop()
    print("\n4 passed, 0 failed")


def compare(rasid, folder, cluster, broken):
    """Every comparison, one after the other."""
    readings = one_process(rasid, folder / "jsonl", expect=1)
    (folder / "one.jsonl").write_text("".join(line + "\n" for line in readings), encoding="utf-8")
    copies = copies_of_one_process(rasid, folder / "one.jsonl")
    print(f"One process: {len(readings)} readings, {len(copies)} copies, {broken} lines are no article.", flush=True)
    assert len(copies) > COUNT / 10

    began = time.monotonic()
    job = cluster.submit(folder / "jsonl", folder / "whole", "--format", "jsonl", "--partitions", str(FILES))
    said = job.communicate(timeout=400)[0]
    assert job.returncode == 1, said
    assert f"{COUNT} reports read, {broken} could not be read; {len(copies)} are copies." in said, said
    same(folder / "whole", readings, copies)
    print(f"Two workers, JSON Lines: the same, {time.monotonic() - began:.0f} s.", flush=True)

    began = time.monotonic()
    job = cluster.submit(folder / "parquet", folder / "killed", "--partitions", str(2 * FILES))
    # A first piece of work is done and written; the job is in its middle.
    while not list((folder / "killed" / "readings").glob("_temporary/*/task_*/*.parquet")):
        assert job.poll() is None, job.communicate()[0]
        time.sleep(0.02)
    ended = cluster.kill(0)
    unfinished = not (folder / "killed" / "readings" / "_SUCCESS").exists()
    said = job.communicate(timeout=400)[0]
    assert job.returncode == 0, said
    assert ended >= 2 and unfinished, "nothing was killed in the middle"
    assert "Lost executor" in said or "lost" in said.lower(), said
    same(folder / "killed", readings, copies)
    print(f"A worker of two killed, Parquet: the same, {time.monotonic() - began:.0f} s.", flush=True)

    job = cluster.submit(folder / "parquet", folder / "killed")
    said = job.communicate(timeout=400)[0]
    assert job.returncode == 0 and f"{COUNT} reports read, 0 could" in said, said
    print("What is finished is not done again.", flush=True)

    imported = record(rasid, folder / "imported.rasid", "import", folder / "whole", f"{COUNT} new, 0 already there")
    again = record(rasid, folder / "imported.rasid", "import", folder / "killed", f"0 new, {COUNT} already there")
    added = record(rasid, folder / "added.rasid", "add", folder / "jsonl", f"{COUNT} new, 0 already there")
    assert imported == again == added, "the record is not the one that is made without Spark"
    print("The record of what Spark wrote is the one that is made without it.", flush=True)


def record(rasid, path, how, source, said):
    """Puts reports into a record; what the record then holds, sorted."""
    done = subprocess.run([rasid, how, source, "--record", path], stderr=subprocess.PIPE, text=True)
    assert done.returncode in (0, 1) and said in done.stderr, done.stderr
    out = path.with_name(f"{how}-{source.name}.jsonl")
    export = [rasid, "export", "--format", "jsonl", "--with-text", "--record", path, "--out", out]
    subprocess.run(export, check=True, stderr=subprocess.DEVNULL)
    return sorted(out.read_text(encoding="utf-8").splitlines())


def one_process(rasid, folder, expect):
    """The readings of one process, sorted."""
    done = subprocess.run([rasid, "read", "--jobs", "2", folder], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert done.returncode == expect, done.returncode
    return sorted(done.stdout.decode().splitlines())


def copies_of_one_process(rasid, readings):
    """What is a copy of what, by one process, sorted."""
    done = subprocess.run([rasid, "link", readings], stdout=subprocess.PIPE, check=True)
    links = [json.loads(line) for line in done.stdout.splitlines()]
    return sorted((link["id"], link["copy_of"]) for link in links if link["id"] and link["copy_of"])


def same(out, readings, copies):
    """Compares what Spark wrote."""
    found = sorted(row for row in pq.read_table(out / "readings", columns=["reading"])["reading"].to_pylist() if row)
    assert found == readings, (len(found), len(readings), sorted(set(found) ^ set(readings))[:2])
    linked = pq.read_table(out / "copies").to_pylist()
    found = sorted((row["id"], row["copy_of"]) for row in linked)
    assert found == copies, (len(found), len(copies), set(found) ^ set(copies))


if __name__ == "__main__":
    main(*sys.argv[1:])
