"""Every page answers in the language asked for, and is sound; with SCREENSHOTS its picture is taken.

A new page gets a line in PAGES: the name of its picture, and its address, or the page on which a link to one of its
kind stands and how that link is found. Pages that show what somebody did before (the ledger, the agreement of two who
code, the login, a past) are looked at in the walks that do it.
"""

import os

from harness import HERE, direction, go, sound

PAGES = {
    "overview": "/",
    "since": "/since",
    "reports": "/reports",
    "report": ("/reports", 'main a[href*="/report/"]'),
    "lists": "/list",
    "list": "/list/statements",
    "arrangements": "/list/arrangements",
    "courses": "/arrangements",
    "course": ("/arrangements", 'main a[href^="/arrangement/"]'),
    "timeline": "/timeline",
    "timeline-month": "/timeline?zoom=month&at=2018-12-18",
    "register": "/agreements",
    "agreement": "/agreement/hodeidah-2018",
    "clause": "/agreement/hodeidah-2018/clause?no=1",
    "agreement-form": "/agreement/hodeidah-2018/edit",
    "clause-form": "/agreement/hodeidah-2018/clauses?no=1",
    "deeds": "/commitments",
    "disagreements": "/disagreements",
    "positions": "/positions",
    "position": ("/positions", 'main a[href^="/positions/"]'),
    "figures": "/figures",
    "figure": ("/figures", 'main a[href^="/figure/"]'),
    "event": ("/report/same-event", "main a.compare"),
    "places": "/places",
    "place": ("/places", 'main a[href^="/place/"]'),
    "outlets": "/outlets",
    "outlet": ("/outlets", 'main a[href^="/outlet/"]'),
    "people": "/people",
    "person": ("/people", 'main a[href*="/people/"]'),
    "search": "/search?q=غريفيث",
    "review": "/review",
    "review-record": ("/review", "main .queue a.title"),
    "identities": "/identities",
    "briefing": "/briefing",
    "asof": "/asof",
    "name": "/name",
    "add": "/add",
    "exports": "/exports",
    "missing": "/nowhere",
}


def walk(browser, desk):
    pictures = os.environ.get("SCREENSHOTS") if desk.wide else None
    faults = []
    # The record holds an agreement, so that its pages can be looked at.
    desk.rasid("agreement", "add", str(HERE / "examples" / "agreements" / "hodeidah-2018.json"))
    # No two of the examples tell one occurrence but as copies; this one does, and counts the dead otherwise.
    desk.rasid("add", str(HERE / "tests" / "browser" / "same-event.jsonl"))
    for name, where in PAGES.items():
        if isinstance(where, tuple):
            go(browser, desk, where[0])
            where = browser.one(where[1]).attribute("href")
        go(browser, desk, where)
        direction(browser, desk.language)
        try:
            sound(browser, desk, name, missing=name == "missing")
        except AssertionError as fault:
            # Whoever changes the style of all pages wants to know all that it does.
            faults.append(str(fault))
        if pictures and name != "missing":
            browser.picture(f"{pictures}/{name}-{desk.language}.png")
    assert not faults, "\n".join(faults)
