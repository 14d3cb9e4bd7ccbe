"""Measures Python packages that do a part of what Rasid does, on one thread and by processor time: peers.py CORPUS.jsonl.

Prints a line for each as rasid-bench does: what, megabytes, seconds.
"""
import datetime
import importlib.metadata
import json
import sys
import time

from dateparser.search import search_dates
from rensa import RMinHash

FEW = 25  # articles for what is slow
MANY = 2000

with open(sys.argv[1], encoding="utf-8") as lines:
    articles = [json.loads(line) for line in lines]
some = lambda n: articles[:: max(len(articles) // n, 1)][:n]
size = lambda texts: sum(len(text.encode()) for text in texts) / 1e6


def tell(name, package, megabytes, work):
    begin = time.process_time()
    work()
    print(f"{name.format(importlib.metadata.version(package))}\t{megabytes:.3f}\t{time.process_time() - begin:.3f}")


def dates(chosen):
    for article in chosen:
        base = datetime.datetime.fromisoformat(article["published"][:10])
        search_dates(article["text"], languages=["ar"], settings={"RELATIVE_BASE": base})


few = some(FEW)
search_dates(few[0]["text"][:200], languages=["ar"])  # its tables are read at the first call
tell("dateparser {}: times", "dateparser", size([a["text"] for a in few]), lambda: dates(few))

texts = [a["text"] for a in some(MANY)]


def signatures():
    for text in texts:
        words = text.split()
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update([" ".join(words[i : i + 3]) for i in range(len(words) - 2)])
        sketch.digest()


tell("rensa {}: runs of words for copies", "rensa", size(texts), signatures)
