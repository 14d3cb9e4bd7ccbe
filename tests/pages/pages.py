"""How fast every kind of page answers over 20,000 reports, and how large it is.

A page must answer within 150 ms at the 95th percentile and weigh less than 300 KB. The reports are those of the
corpus where it is here, else made up from sentences of our own with names, places and numbers that vary. Each kind
is asked for many times, most of them for other things than before: the most told, the heaviest, some drawn by chance.
A machine that is busy with other things answers late: the time that the desk itself took is counted in its own
processor time beside the clock, and both are printed; the clock is judged.
"""

import contextlib
import gzip
import http.client
import itertools
import json
import os
import pathlib
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

RASID = sys.argv[1]
REPORTS = int(os.environ.get("REPORTS", "20000"))
ROUNDS = int(os.environ.get("ROUNDS", "40"))
LIMIT_MS, LIMIT_BYTES = 150, 300_000
# A signed text that much of what reports tell may be about.
AGREEMENT = {
    "id": "pages", "title": {"ar": "اتفاق للقياس", "en": "An agreement to measure with"}, "signed": "2018-01-01",
    "parties": ["SYR:gov", "RUS:gov", "USA:gov", "houthis"], "monitors": ["un"], "from": "2018-01-02",
    "clauses": [
        {"no": "1", "text": {"ar": "لا يهاجم أي من الأطراف الآخر."}, "duty": "forbidden", "kinds": ["ceasefire", "pause"],
         "acts": ["ASSAULT", "MOBILIZE"]},
        {"no": "2", "text": {"ar": "يفتح الأطراف ممرات إلى المدن."}, "duty": "owed", "kinds": ["corridor", "evacuation"],
         "acts": ["RETREAT"], "places": ["حلب", "الغوطة", "الحديدة", "غزة"]},
    ],
}
LISTS = ["times", "figures", "statements", "events", "commitments", "arrangements", "breaches", "naming"]


def corpus(path, count):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from itertools.islice(lines, count)


def made(count):
    """Reports about invented truces: who says what of which arrangement, where, with which numbers."""
    chance = random.Random(20)
    places = ["حلب", "إدلب", "الغوطة الشرقية", "الحديدة", "تعز", "درعا", "الرقة", "صنعاء", "طرابلس", "غزة"]
    parties = ["الحكومة السورية", "الجيش السوري", "المعارضة السورية", "روسيا", "تركيا", "الولايات المتحدة", "الحوثيون",
               "التحالف العربي", "الأمم المتحدة", "حماس", "إسرائيل", "إيران"]
    kinds = ["هدنة", "وقف إطلاق النار", "اتفاق إجلاء", "ممر إنساني", "محادثات"]
    for number in range(count):
        one, other, third = chance.sample(parties, 3)
        place, kind = chance.choice(places), chance.choice(kinds)
        day = 1 + number * 180 // count
        date = f"2018-{1 + day // 31:02}-{1 + day % 28:02}T{number % 24:02}:00"
        sentences = [
            f"أعلنت {one} التوصل إلى {kind} في {place} مدتها {chance.randint(2, 9)} أيام تبدأ يوم الجمعة.",
            f"وقال متحدث باسم {other} إن {one} خرقت {kind} {chance.randint(2, 60)} مرة منذ أمس.",
            f"ونفت {one} ذلك، وقالت إن {chance.randint(3, 90)} مدنيا قتلوا في قصف على {place}.",
            f"وتعهدت {third} بفتح ممر إنساني في {place} قبل {chance.randint(2, 28)} آذار/مارس.",
            f"ورفضت {other} اقتراح {third} تمديد {kind}، ودعت إلى سحب القوات من {place}.",
            f"وأفادت وكالة رويترز بأن نحو {chance.randint(100, 9000)} شخص نزحوا من {place}.",
        ]
        chance.shuffle(sentences)
        yield json.dumps({"id": f"made-{number}", "outlet": f"صحيفة {number % 40}", "published": date, "lang": "ar",
                          "title": f"{kind} في {place} {number}", "text": "\n".join(sentences)}, ensure_ascii=False) + "\n"


def record(folder):
    given = os.environ.get("RECORD")
    if given:
        return given
    source = pathlib.Path(os.environ.get("CORPUS", "/nonexistent"))
    lines = corpus(source, REPORTS) if source.exists() else made(REPORTS)
    file, path = folder / "reports.jsonl", folder / "pages.rasid"
    with open(file, "w", encoding="utf-8") as out:
        out.writelines(lines)
    began = time.monotonic()
    subprocess.run([RASID, "add", file, "--record", path], check=True, capture_output=True)
    agreement = folder / "agreement.json"
    agreement.write_text(json.dumps(AGREEMENT, ensure_ascii=False), encoding="utf-8")
    # A program without a register does without one.
    subprocess.run([RASID, "agreement", "add", "--record", path, agreement], check=False, capture_output=True)
    print(f"{REPORTS} reports {'of the corpus' if source.exists() else 'made up'} kept in {time.monotonic() - began:.0f} s")
    return path


@contextlib.contextmanager
def desk(path):
    command = [RASID, "desk", "--record", str(path), "--listen", "127.0.0.1:0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        address = process.stdout.readline().strip().rstrip("/")
        assert address.startswith("http://"), f"rasid desk printed {address!r}, not an address"
        yield address.removeprefix("http://"), process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def quoted(text):
    return urllib.parse.quote(str(text), safe="")


def kinds(path):
    """Addresses of each kind of page: what is heaviest, and what chance draws."""
    chance = random.Random(7)
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        def ask(sql, *values):
            return [row[0] if len(row) == 1 else row for row in database.execute(sql, values)]

        def some(table, columns, heaviest, most=12):
            """The heaviest rows of a table and some others."""
            rows = ask(f"SELECT {columns} FROM {table} ORDER BY {heaviest} DESC LIMIT {most}")
            rest = ask(f"SELECT {columns} FROM {table} ORDER BY {heaviest} DESC LIMIT 4000 OFFSET {most}")
            return rows + chance.sample(rest, min(len(rest), most))

        reports = some("report_tallies", "report_id", "statements + events + naming + figures")
        actors = some("(SELECT actor_id, SUM(records) AS n FROM actor_counts GROUP BY actor_id)", "actor_id", "n")
        courses = some("courses", "report_id, idx", "texts")
        figures = some("figure_courses", "report_id, idx", "given")
        positions = some("(SELECT c.report_id, c.idx, SUM(p.stands) AS n FROM positions p JOIN courses c ON c.no = p.course"
                         " GROUP BY c.no)", "report_id, idx", "n")
        places = some("place_counts", "place_id", "reports")
        outlets = some("(SELECT outlet, COUNT(*) AS n FROM report_tallies WHERE outlet <> '' GROUP BY outlet)", "outlet", "n")
        events = some("(SELECT MIN(report_id) AS report_id, COUNT(*) AS n FROM report_links GROUP BY event)", "report_id", "n")
        days = ask("SELECT DISTINCT day FROM report_tallies WHERE day <> '' ORDER BY day")
        stories = some("(SELECT MIN(report_id) AS report_id, COUNT(*) AS n FROM report_links GROUP BY story)", "report_id", "n")
        words = ["هدنة", "وقف إطلاق النار", "حلب", "الأمم المتحدة", "قال", "لافروف", "ممر إنساني", "غزة"]
        parts = ["phase", "due", "outcome", "breach", "figure", "disagreement"]
        middle = days[len(days) // 2] if days else "2018-04-01"
        late = days[-3] if len(days) > 3 else middle
        found = {
            "overview": ["/"],
            "since": ["/since", f"/since?from={late}&by=published", f"/since?from={middle}&by=published", "/since?since=yesterday",
                      *[f"/since?from={middle}&by=published&part={part}&page={n}" for part in parts for n in (1, 3)],
                      *[f"/since?from={middle}&by=published&watch=party.0.{quoted(actor)}" for actor in actors[:6]]],
            "reports": ["/reports", "/reports?page=200", f"/reports?from={middle}&to={late}",
                        *[f"/reports?outlet={quoted(o)}" for o in outlets[:6]], *[f"/reports?story={quoted(s)}" for s in stories[:4]]],
            "report": [f"/report/{quoted(r)}" for r in reports],
            "arrangements": ["/arrangements", "/arrangements?order=latest", "/arrangements?page=40",
                             *[f"/arrangements?party={quoted(a)}" for a in actors[:6]]],
            "arrangement": [f"/arrangement/{quoted(r)}/{i}" for r, i in courses],
            "commitments": ["/commitments", "/commitments?page=60", *[f"/commitments?by={quoted(a)}" for a in actors[:6]]],
            "disagreements": ["/disagreements", "/disagreements?page=20", "/disagreements?about=figure"],
            "positions": ["/positions", "/positions?page=9", "/positions?turned=1", *[f"/positions?party={quoted(a)}" for a in actors[:6]]],
            "position": [f"/positions/{quoted(r)}/{i}" for r, i in positions],
            "figures": ["/figures", "/figures?order=latest", "/figures?measure=killed", *[f"/figures?source={quoted(a)}" for a in actors[:4]]],
            "figure": [f"/figure/{quoted(r)}/{i}" for r, i in figures],
            "event": [f"/event/{quoted(r)}" for r in events],
            "places": ["/places", "/places?page=9", "/places?country=SYR", "/places?precision=governorate"],
            "place": [f"/place/{quoted(p)}" for p in places],
            "outlets": ["/outlets"],
            "outlet": [f"/outlet/{quoted(o)}" for o in outlets],
            "lists": ["/list"],
            **{f"list {name}": [f"/list/{name}", f"/list/{name}?page=300", *[f"/list/{name}?actor={quoted(a)}" for a in actors[:4]],
                                *[f"/list/{name}?outlet={quoted(o)}" for o in outlets[:2]]] for name in LISTS},
            "people": ["/people", "/people?page=20"],
            "person": [f"/people/{quoted(a)}" for a in actors],
            "search": [f"/search?q={quoted(word)}" for word in words],
            "add": ["/add"],
        }
        month = f"from={middle[:7]}-01&until={middle[:7]}-28"
        topics = [*[f"party={quoted(a)}" for a in actors[:4]], *[f"place={quoted(p)}" for p in places[:3]],
                  *[f"words={quoted(word)}" for word in words[:4]], f"party={quoted(actors[0])}&words={quoted(words[0])}"]
        found["briefing"] = ["/briefing", f"/briefing?from={late}&until={days[-1] if days else late}"]
        found["briefing month"] = [f"/briefing?{month}", *[f"/briefing?{month}&{topic}" for topic in topics]]
        found["agreements"] = ["/agreements"]
        signed = [(row, clause["no"]) for row in ask("SELECT DISTINCT id FROM agreements") for clause in AGREEMENT["clauses"]]
        if signed:
            found["agreement"] = [f"/agreement/{quoted(one)}" for one, _ in signed[:1]]
            found["clause"] = [f"/agreement/{quoted(one)}/clause?no={no}{rest}" for one, no in signed
                               for rest in ("", "&page=3", "&all=1", "&list=arrangements", "&list=arrangements&page=3")]
        found["timeline"] = ["/timeline", f"/timeline?zoom=year&at={middle}", f"/timeline?zoom=month&at={middle}",
                             *[f"/timeline?{zoom}{by}={quoted(one)}" for zoom in ("", f"zoom=year&at={middle}&")
                               for by, many in (("party", actors[:4]), ("place", places[:4]), ("outlet", outlets[:4])) for one in many],
                             "/timeline?kind=ceasefire"]
        found["review"] = ["/review"]
        if ask("SELECT name FROM sqlite_schema WHERE name = 'review_queue'"):
            waiting = ask("SELECT report_id, list, idx FROM review_queue ORDER BY open DESC, rank DESC LIMIT 24")
            found["review one"] = [f"/review/{quoted(r)}/{name}/{idx}" for r, name, idx in waiting]
        found["reviewers"] = ["/agreement"]
        found["ledger"] = ["/ledger"]
        found["identities"] = ["/identities"]
        found["exports"] = ["/exports"]
        found["api"] = ["/api/v1/reports", "/api/v1/overview"]
    return {kind: addresses for kind, addresses in found.items() if addresses}


def ticks(pid):
    """Seconds of processor time that the desk took."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ask(connection, path, language):
    began = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Language": language})
    answer = connection.getresponse()
    body = answer.read()
    return answer.status, (time.perf_counter() - began) * 1000, len(body)


def main():
    # What a program without them need not have.
    faults, optional = [], {"timeline", "agreements", "agreement", "clause", "review", "review one", "reviewers", "ledger", "identities", "briefing", "briefing month", "exports", "api"}
    with tempfile.TemporaryDirectory() as folder:
        path = record(pathlib.Path(folder))
        with desk(path) as (address, pid):
            connection = http.client.HTTPConnection(address, timeout=60)
            busy = os.getloadavg()[0] / (os.cpu_count() or 1)
            if busy > 1:
                print(f"This machine is busy ({busy:.1f} programs wait for each core), so the clock counts others' work too.")
            print(f"{'page':<20} {'asked':>5} {'p50 ms':>8} {'p95 ms':>8} {'max ms':>8} {'cpu ms':>8} {'bytes':>9}")
            for kind, addresses in kinds(path).items():
                status, _, _ = ask(connection, addresses[0], "ar")
                if status == 404 and kind in optional:
                    continue
                times, largest, spent = [], 0, ticks(pid)
                for number in range(max(ROUNDS, len(addresses))):
                    where = addresses[number % len(addresses)]
                    status, ms, size = ask(connection, where, ["ar", "en"][number // len(addresses) % 2])
                    if os.environ.get("EACH"):
                        print(f"{ms:>8.1f} {size:>9} {urllib.parse.unquote(where)}")
                    if status != 200:
                        faults.append(f"{where} answers {status}")
                    times.append(ms)
                    largest = max(largest, size)
                spent = (ticks(pid) - spent) * 1000 / len(times)
                times.sort()
                p95 = times[min(len(times) - 1, int(len(times) * 0.95))]
                print(f"{kind:<20} {len(times):>5} {statistics.median(times):>8.1f} {p95:>8.1f} {times[-1]:>8.1f}"
                      f" {spent:>8.1f} {largest:>9}", flush=True)
                if p95 > LIMIT_MS:
                    faults.append(f"{kind} answers in {p95:.0f} ms at the 95th percentile, more than {LIMIT_MS}")
                if largest > LIMIT_BYTES:
                    faults.append(f"{kind} weighs {largest} bytes, more than {LIMIT_BYTES}")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
