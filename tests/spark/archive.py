"""An archive to test with: the example reports, told again by other outlets on other days in other words."""

import csv
import datetime
import json
import pathlib
import random

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples" / "hodeidah-2018"
OUTLETS = ["مسار", "الميناء برس", "أفق صنعاء", "صوت الساحل", "وكالة البحر", None]
BEGAN = datetime.datetime(2018, 12, 13, 6)
# Lines that are no article; each is named with its reason and takes no other with it.
BROKEN = [b"{", b"[1, 2]", b'{"title": "x"}', b'{"text": " "}', b'{"text": "\xff\xfe"}', b"\x00\x01\x02", b'{"text": 5}']


def articles(count, days=40):
    """`count` articles, the same at each call: whole copies, parts, mixtures; some without a date or an outlet."""
    chance = random.Random(7)
    with (EXAMPLES / "index.csv").open(encoding="utf-8") as index:
        rows = list(csv.DictReader(index))
    # In the order of the index.
    texts = [(EXAMPLES / row["file"]).read_text(encoding="utf-8").strip() for row in rows]
    words = " ".join(texts).split()
    for n in range(count):
        at = chance.randrange(len(rows))
        parts = texts[at].split("\n")
        other = chance.choice(texts).split("\n")
        how = chance.random()
        if how < 0.1:
            parts = [part for part in parts if chance.random() < 0.8] or parts
        elif how < 0.2:
            parts = parts[: len(parts) // 2] + other[len(other) // 2 :]
        elif how < 0.3:
            parts = [" ".join(word for word in part.split(" ") if chance.random() < 0.9) for part in parts]
        elif how < 0.9:
            # Words of all reports, in an order of their own: no copy of any.
            parts = [" ".join(chance.choice(words) for _ in range(12)) + "." for _ in range(12)]
        minutes = chance.randrange(days * 24 * 60)
        published = (BEGAN + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M+03:00")
        article = {"text": "\n".join([*parts, f"التقرير رقم {n}"]), "outlet": chance.choice(OUTLETS), "section": n % 7}
        article |= {"published": published} if chance.random() < 0.97 else {}
        article |= {"title": rows[at]["title"]} if chance.random() < 0.7 else {}
        yield article


def lines(count):
    """The same as lines of JSON, with lines among them that are none."""
    for n, article in enumerate(articles(count)):
        yield json.dumps(article, ensure_ascii=False).encode()
        if n % 97 == 5:
            yield BROKEN[n // 97 % len(BROKEN)]
