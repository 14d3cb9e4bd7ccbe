"""What an archive costs: one process beside two workers of Spark, and each stage of the job, out of Spark's own events.

    speed.py RASID ARTICLES.jsonl[.gz] COUNT

Prints a table for docs/scale.md. Processor seconds tell more than seconds where other work runs on the machine.
"""

import gzip
import itertools
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import threading
import time

import pyarrow as pa
import pyarrow.parquet as pq
import rasid
from cluster import Cluster

PER = os.sysconf("SC_CLK_TCK")


class Watch(threading.Thread):
    """The processor seconds of all processes below one, also of those that end before it."""

    def __init__(self, pids):
        super().__init__(daemon=True)
        self.pids, self.seen, self.ended = set(pids), {}, threading.Event()

    def run(self):
        while not self.ended.wait(0.3):
            for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
                try:
                    fields = stat.read_text().rsplit(")", 1)[1].split()
                except OSError:
                    continue
                pid = int(stat.parent.name)
                if int(fields[1]) in self.pids or pid in self.pids:
                    self.pids.add(pid)
                    self.seen[pid] = (int(fields[11]) + int(fields[12])) / PER

    def total(self):
        self.ended.set()
        self.join()
        return sum(self.seen.values())


def one_program(rasid, articles, out):
    """`rasid read` with two jobs: seconds and processor seconds."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([rasid, "read", "--jobs", "2", "--out", out, articles], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - began, cpu


def one_python(lines, out):
    """The wheel with two jobs, and the same columns into Parquet: seconds and processor seconds."""
    sys.path.insert(0, os.fspath(pathlib.Path(__file__).resolve().parents[2] / "spark"))
    import read_archive

    before, began = time.process_time(), time.monotonic()
    rows = map(read_archive.row_of, rasid.read_many(lines, jobs=2, errors="return"))
    writer = None
    while together := list(itertools.islice(rows, 500)):
        table = pa.Table.from_pylist(together)
        writer = writer or pq.ParquetWriter(out, table.schema)
        writer.write_table(table)
    writer.close()
    return time.monotonic() - began, time.process_time() - before


def stages(log):
    """Of each stage: its name, seconds from its first task to its end, bytes read and written in the shuffle."""
    first, found = {}, []
    for line in log.read_text().splitlines():
        event = json.loads(line)
        if event["Event"] == "SparkListenerTaskStart":
            first.setdefault(event["Stage ID"], event["Task Info"]["Launch Time"])
        if event["Event"] == "SparkListenerStageCompleted":
            info = event["Stage Info"]
            metrics = {one["Name"].removeprefix("internal.metrics."): one["Value"] for one in info["Accumulables"]}
            found.append(
                {
                    "stage": info["Stage ID"],
                    "name": info["Stage Name"].split(" at ")[0],
                    "tasks": info["Number of Tasks"],
                    "seconds": (info["Completion Time"] - first[info["Stage ID"]]) / 1000,
                    "run": int(metrics.get("executorRunTime", 0)) / 1000,
                    "shuffled": int(metrics.get("shuffle.write.bytesWritten", 0)),
                    "rows": int(metrics.get("shuffle.write.recordsWritten", 0)),
                    "written": int(metrics.get("output.bytesWritten", 0)),
                    "spilled": int(metrics.get("diskBytesSpilled", 0)),
                }
            )
    return found


def main(program, articles, count):
    """Measures and prints."""
    with tempfile.TemporaryDirectory(prefix="rasid-speed-") as folder:
        folder = pathlib.Path(folder)
        opened = gzip.open if articles.endswith(".gz") else open
        with opened(articles, "rb") as lines:
            lines = [line.rstrip(b"\n") for line in itertools.islice(lines, int(count))]
        (folder / "in").mkdir()
        for n in range(8):
            (folder / "in" / f"{n}.jsonl").write_bytes(b"\n".join(lines[n::8]) + b"\n")
        load = os.getloadavg()[0]
        print(f"{len(lines)} articles, {sum(map(len, lines)) / 1e6:.1f} MB; load of the machine before {load:.1f}")
        for _ in range(2):
            print("rasid read --jobs 2: {:.1f} s, {:.1f} processor s".format(*one_program(program, folder / "in", folder / "r")))
            print("wheel, jobs=2, into Parquet: {:.1f} s, {:.1f} processor s".format(*one_python(lines, folder / "p")))
        cluster = Cluster(folder / "cluster", workers=2, memory="2g")
        try:
            events = folder / "events"
            events.mkdir()
            options = {
                "spark.eventLog.enabled": "true",
                "spark.eventLog.dir": f"file://{events}",
                "spark.eventLog.compress": "false",
                "spark.eventLog.rolling.enabled": "false",
                "spark.executor.memory": "1500m",
            }
            began = time.monotonic()
            job = cluster.submit(folder / "in", folder / "out", "--format", "jsonl", options=options)
            watch = Watch([worker.pid for worker in cluster.workers])
            watch.start()
            said = job.communicate()[0]
            print(f"Spark: {time.monotonic() - began:.1f} s in all; executors {watch.total():.1f} processor s")
            print(said.strip().splitlines()[-1])
            for stage in stages(next(events.iterdir())):
                print(json.dumps(stage))
            size = sum(file.stat().st_size for file in (folder / "out" / "readings").glob("*.parquet"))
            print(f"readings in Parquet: {size / 1e6:.1f} MB; as JSON {(folder / 'r').stat().st_size / 1e6:.1f} MB")
        finally:
            cluster.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
