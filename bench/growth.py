#!/usr/bin/env python3
"""How reading and linking grow with the archive: growth.py BINARY CORPUS.jsonl[.gz] [--to N] [--out docs/growth].

Articles are made by putting sentences of the corpus together anew, seeded, and streamed from the maker through
`rasid read` to `rasid link`, so that nothing lies on the disk. They are shorter than those of the corpus (a title and
four to eight sentences). A thousand are published a day, so that a larger archive reaches further back, as archives
do; one in twenty is printed again by another outlet with a sentence left out. Prints a line for each size: articles,
megabytes, processor seconds and peak memory of reading and of linking; with --out writes them as a table
(PREFIX.tsv) and a chart (PREFIX.svg).
"""
import argparse
import datetime
import gzip
import json
import os
import random
import re
import subprocess
import threading

SEED = 20180226
A_DAY = 1000
OUTLETS = ["A", "B", "C", "D", "E"]
FIRST = datetime.datetime(2016, 1, 1)


def sentences(path):
    """Sentences of middle length; enough of them that recombined articles seldom share more than one."""
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            for sentence in re.split(r"(?<=[.!؟])\s+|\n+", json.loads(line)["text"]):
                if 40 <= len(sentence) <= 300:
                    yield sentence.strip()


def articles(pool, count):
    """`count` articles as lines of JSON, the same for every run."""
    chance = random.Random(SEED)
    last = None
    for n in range(count):
        minute = FIRST + datetime.timedelta(minutes=n * 1440 // A_DAY)
        if last and chance.random() < 0.05:
            outlet, title, body = chance.choice(OUTLETS), last[0], [s for s in last[1] if chance.random() < 0.9] or last[1]
        else:
            drawn = chance.choices(pool, k=chance.randint(5, 9))
            outlet, title, body = chance.choice(OUTLETS), drawn[0][:90], drawn[1:]
            last = (title, body)
        report = {"id": f"g{n}", "outlet": outlet, "published": minute.isoformat(timespec="minutes"), "title": title}
        yield json.dumps(report | {"text": " ".join(body)}, ensure_ascii=False) + "\n"


def measure(binary, pool, count):
    quiet = {"stderr": subprocess.DEVNULL}
    read = subprocess.Popen([binary, "read", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, **quiet)
    link = subprocess.Popen([binary, "link", "-"], stdin=read.stdout, stdout=subprocess.DEVNULL, **quiet)
    read.stdout.close()
    used, size = {}, 0

    def wait(name, process):
        _, status, usage = os.wait4(process.pid, 0)
        used[name] = (usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, status)

    waiting = [threading.Thread(target=wait, args=pair) for pair in (("read", read), ("link", link))]
    for thread in waiting:
        thread.start()
    with read.stdin as sink:
        for line in articles(pool, count):
            encoded = line.encode()
            size += len(encoded)
            sink.write(encoded)
    for thread in waiting:
        thread.join()
    if used["read"][2] or used["link"][2]:
        raise SystemExit(f"rasid failed at {count} articles: {used}")
    return (count, size / 1e6, *used["read"][:2], *used["link"][:2])


def chart(rows):
    """Milliseconds an article and megabytes of memory, over the number of articles."""
    width, height, left, top, plot = 860, 330, 60, 40, 320
    xs = {row[0]: left + plot * i / max(len(rows) - 1, 1) for i, row in enumerate(rows)}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12" role="img">',
        "<title>Time an article and peak memory of reading and linking, by the number of articles</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    panels = [
        ("milliseconds an article", 0, [("read", "#1b6ca8", lambda r: 1e3 * r[2] / r[0]), ("link", "#b3541e", lambda r: 1e3 * r[4] / r[0])]),
        ("peak memory, MB", plot + 100, [("read", "#1b6ca8", lambda r: r[3]), ("link", "#b3541e", lambda r: r[5])]),
    ]
    for title, shift, lines in panels:
        most = max(value(row) for _, _, value in lines for row in rows) or 1
        y = lambda v: top + 230 * (1 - v / most)
        parts.append(f'<text x="{left + shift}" y="20">{title}</text>')
        parts.append(f'<path d="M{left + shift} {top}V{top + 230}H{left + shift + plot}" fill="none" stroke="#888"/>')
        highest = f"{most:,.0f}" if most >= 100 else f"{most:.2f}"
        parts.append(f'<text x="{left + shift - 6}" y="{top + 10}" text-anchor="end">{highest}</text>')
        parts.append(f'<text x="{left + shift - 6}" y="{top + 232}" text-anchor="end">0</text>')
        for row in rows:
            parts.append(f'<text x="{xs[row[0]] + shift:.0f}" y="{top + 250}" text-anchor="middle">{row[0]:,}</text>')
        for i, (name, colour, value) in enumerate(lines):
            points = " ".join(f"{xs[row[0]] + shift:.0f},{y(value(row)):.0f}" for row in rows)
            parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
            parts.append(f'<text x="{left + shift + 60 * i}" y="{top + 275}" fill="{colour}">{name}</text>')
    return "\n".join(parts + ["</svg>", ""])


def main():
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("binary")
    asked.add_argument("corpus")
    asked.add_argument("--to", type=int, default=1_000_000, help="the largest archive")
    asked.add_argument("--out", help="write PREFIX.tsv and PREFIX.svg")
    asked = asked.parse_args()
    pool = sorted(set(sentences(asked.corpus)))
    heads = ["articles", "mb", "read_s", "read_peak_mb", "link_s", "link_peak_mb"]
    print("\t".join(heads), flush=True)
    rows, count = [], 10_000
    while count <= asked.to:
        rows.append(measure(asked.binary, pool, count))
        print("\t".join(f"{cell:.1f}" if isinstance(cell, float) else str(cell) for cell in rows[-1]), flush=True)
        count *= 10
    if asked.out:
        with open(f"{asked.out}.tsv", "w", encoding="utf-8") as table:
            table.write("\t".join(heads) + "\n")
            table.writelines("\t".join(f"{cell:.1f}" if isinstance(cell, float) else str(cell) for cell in row) + "\n" for row in rows)
        with open(f"{asked.out}.svg", "w", encoding="utf-8") as drawn:
            drawn.write(chart(rows))


if __name__ == "__main__":
    main()
