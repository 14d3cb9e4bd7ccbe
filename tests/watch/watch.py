"""Lets rasid watch look at feeds that misbehave, ends it in several ways in between, and looks at what it kept.

Usage: watch.py [SECONDS]; the environment variable RASID names the program.
"""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import server

RASID = os.environ["RASID"]
# A page that failed is tried again a minute later, so that what came in the last time need not be there yet.
LAST = 75


# What may lie between the most memory of the second half and that of the first: what eight looks at once hold differs from moment
# to moment, and bodies go up to 16 MiB.
SHARE, MORE = 1.1, 16
# The most memory that it may ever take, in MB.
BOUND = 128


def memory_of(pid, what="VmRSS"):
    """Memory of a process, in MB; nothing where it has ended."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(what + ":"):
                return int(line.split()[1]) / 1024
    except (FileNotFoundError, ProcessLookupError):
        pass
    return None


def others(pid):
    """The processes that a process has started: those that link."""
    try:
        return [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def sources(ports, link_every):
    lines = ['every = "2s"', 'delay = "0s"', 'timeout = "3s"', 'longest_wait = "4s"', 'contact = "https://watch.example/test"']
    lines.append(f'link_every = "{link_every}s"')
    named = [f'"127.0.0.1:{port}"' for name, port in ports.items() if name != "unnamed"]
    lines.append(f"private = [{', '.join(named)}]")
    for site, feeds in server.FEEDS.items():
        for feed in feeds:
            lines += ["", "[[source]]", f'name = "{feed}"', f'url = "http://127.0.0.1:{ports[site]}/{feed}/feed"']
    return "\n".join(lines) + "\n"


def median(values):
    return sorted(values)[len(values) // 2]


def kept(record, folder):
    out = folder / "out.jsonl"
    subprocess.run([RASID, "export", "--format", "jsonl", "--record", record, "--out", out], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return [json.loads(line) for line in out.read_text().splitlines()]


def main():
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 115
    folder = Path(tempfile.mkdtemp(prefix="rasid-watch-"))
    world, ports = server.serve(rate=max(3, seconds / 300))
    listed, record, log = folder / "sources.toml", folder / "w.rasid", folder / "log"
    # Far more often than ten minutes, so that whatever linking leaves behind adds up.
    link_every = max(15, seconds // 30)
    listed.write_text(sources(ports, link_every))
    began = time.monotonic()
    # It is ended twice: once at any moment, once in good order.
    ends = [(seconds * 0.15, signal.SIGKILL), (seconds * 0.3, signal.SIGINT), (seconds, signal.SIGTERM)]
    problems, memory, expected, linkers, slowest = [], [], {}, {}, 0
    for end, how in ends:
        with log.open("ab") as out:
            program = subprocess.Popen([RASID, "watch", listed, "--record", record], stdout=out, stderr=out)
        while time.monotonic() - began < end and program.poll() is None:
            time.sleep(0.1)
            if how == signal.SIGTERM:
                memory.append(memory_of(program.pid))
                for pid in others(program.pid):
                    linkers[pid] = max(linkers.get(pid, 0), memory_of(pid, "VmHWM") or 0)
            if not expected and time.monotonic() - began > seconds - LAST:
                expected = {feed: world.count(feed) for feed in server.GOOD}
        if program.poll() is not None:
            problems.append(f"it ended by itself with {program.returncode}")
            break
        asked = time.monotonic()
        program.send_signal(how)
        code = program.wait(timeout=30)
        took = time.monotonic() - asked
        slowest = max(slowest, took)
        if how != signal.SIGKILL and (code != 0 or took > 11):
            problems.append(f"asked to end, it ended with {code} after {took:.1f} s")

    # An export would link what is not linked.
    with contextlib.closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True)) as db:
        linked = db.execute("SELECT reports FROM linking").fetchone()[0]
    found = {}
    for reading in kept(record, folder):
        found.setdefault(reading["title"], []).append(reading)
    wanted = {server.title(feed, n) for feed, count in {**expected, **server.FIXED}.items() for n in range(count)}
    allowed = {server.title(feed, n) for feed in server.GOOD for n in range(world.count(feed))} | wanted
    missing = sorted(wanted - found.keys())
    twice = sorted(title for title, readings in found.items() if len(readings) > 1)
    strange = sorted(map(str, found.keys() - allowed))
    for what, titles in [("missing", missing), ("kept twice", twice), ("kept and not good", strange)]:
        if titles:
            problems.append(f"{len(titles)} items are {what}: {titles[:5]}")

    def asked(site, prefix):
        return sum(n for (port, path), n in world.asked.items() if port == ports[site] and path.startswith(prefix))

    for site, prefix, why in [
        ("unnamed", "/", "an address that is not public and not named was connected to"),
        ("rules", "/no/", "what robots.txt forbids was fetched"),
        ("silent", "/unheard/", "a site whose robots.txt fails was fetched from"),
    ]:
        if asked(site, prefix):
            problems.append(f"{why} ({asked(site, prefix)} times)")
    times = [at for at, _ in world.times.get(ports["slowly"], [])]
    # Another process knows nothing of the pace of the one before.
    close = sum(1 for one, two in zip(times, times[1:]) if two - one < 0.95)
    if close > len(ends):
        problems.append(f"{close} requests came sooner than the site's Crawl-delay")
    if not world.same:
        problems.append("nothing was asked with If-None-Match")
    if not all(agent.startswith("rasid/") and "watch.example" in agent for agent in world.agents):
        problems.append(f"it called itself {world.agents}")

    memory = [mb for mb in memory if mb]
    half = len(memory) // 2
    first, second = memory[:half], memory[half:]
    print(f"{sum(map(len, found.values()))} reports kept, {len(wanted)} of them awaited; {sum(world.asked.values())} requests; {world.same} feeds were the same.")
    print(f"Memory in the first half {median(first):.0f} MB, {max(first):.0f} at most; in the second {median(second):.0f} MB, {max(second):.0f} at most. "
          f"{linked} reports were linked, in processes of {max(linkers.values(), default=0):.0f} MB at most. Asked to end, it ended after {slowest:.1f} s at most.")
    for what, one, two in [("it usually takes", median(first), median(second)), ("it takes at most", max(first), max(second))]:
        if two > one * SHARE + MORE:
            problems.append(f"the memory that {what} grew from {one:.0f} to {two:.0f} MB")
    if max(memory) > BOUND:
        problems.append(f"it took more than {BOUND} MB of memory")
    if linked < sum(map(len, found.values())) / 2:
        problems.append(f"only {linked} reports are linked with one another")
    if subprocess.run([RASID, "verify", record], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
        problems.append("rasid verify finds faults in the record")
    for problem in problems:
        print(problem)
    if problems:
        print(f"What was said is in {log}.")
        return 1
    subprocess.run(["rm", "-rf", folder], check=True)
    return 0


sys.exit(main())
