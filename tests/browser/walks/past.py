"""Pages as they stood at a past time, and a briefing that is kept and opens again as it was."""

import contextlib
import os
import sqlite3
import time

from harness import direction, follow, go, section, sound

SEEDS = True


def picture(browser, desk, name):
    pictures = os.environ.get("SCREENSHOTS")
    if pictures and desk.wide and desk.on_examples:
        browser.picture(f"{pictures}/{name}-{desk.language}.png")


def days(desk):
    """The days of publication of the first report and of the last."""
    with contextlib.closing(sqlite3.connect(f"file:{desk.record}?mode=ro", uri=True)) as record:
        return record.execute("SELECT MIN(day), MAX(day) FROM report_tallies WHERE day <> ''").fetchone()


def walk(browser, desk):
    first, last = days(desk)
    past(browser, desk, first)
    briefing(browser, desk, first, last)


def choose(browser, desk, day, by):
    """By the control that stands on every page."""
    browser.one("a.switch.time").click()
    browser.arrive("/asof?")
    sound(browser, desk, "the choice of a past")
    browser.run("document.querySelector('input[name=day]').value = arguments[0]", day)
    browser.one(f"input[name=by][value={by}]").click()
    picture(browser, desk, "asof")
    browser.one("main form .button").click()
    browser.arrive("asof=")
    for _ in range(30):
        if not browser.all("[role=status]"):
            break
        time.sleep(1)


def past(browser, desk, first):
    go(browser, desk, "/reports")
    now = len(browser.all("main .lines > .line"))
    choose(browser, desk, first, "published")
    sound(browser, desk, "the reports in a past")
    direction(browser, desk.language)
    assert browser.all("aside.past"), "no banner says that this is a past"
    then = len(browser.all("main .lines > .line"))
    assert 0 < then < now, f"{then} of {now} reports were there at the end of {first}"
    picture(browser, desk, "reports-past")
    # Links stay there, on every page.
    for page in ["/arrangements", "/commitments", "/figures", "/"]:
        browser.one(f'nav.sections a[href^="{page}?asof="]').click()
        browser.arrive(f"{page}?asof=")
        assert browser.all("aside.past"), f"{page} is not in the past"
        sound(browser, desk, f"{page} in a past")
    go(browser, desk, "/add?asof=" + first)
    assert not browser.run("return [...document.querySelectorAll('form[method=post]')].some(f => f.offsetParent)"), \
        "something can be added in a past"
    # Nothing had been added on that day, and everything is there now.
    go(browser, desk, "/reports")
    choose(browser, desk, first, "added")
    assert not browser.all("main .lines > .line"), f"a report had been added by {first}"
    browser.one("aside.past .ways a:last-child").click()
    browser.arrive(desk.address + "/reports")
    assert len(browser.all("main .lines > .line")) == now and not browser.all("aside.past")


def briefing(browser, desk, first, last):
    section(browser, desk, "/briefing")
    direction(browser, desk.language)
    for name, day in (("from", first), ("until", last)):
        browser.run("document.querySelector(`main input[name=${arguments[0]}]`).value = arguments[1]", name, day)
    browser.one("main form.filter button").click()
    browser.arrive(f"from={first}")
    sound(browser, desk, "a briefing")
    picture(browser, desk, "briefing")
    lines = [line.text for line in browser.all(".made-line")]
    assert lines and all(lines), "nothing is new in all the time of the record"
    counts = browser.run("return [...document.querySelectorAll('.counts-line')].map(l => l.querySelectorAll('.dot').length)")
    assert set(counts) == {2}, "a line has not three counts"
    here = browser.url
    words = browser.one(".brief-lines mark").text
    assert words in follow(browser, browser.one(".brief-lines a.quote"), "a line of the briefing")
    go(browser, desk, here)
    browser.one("main form.keep input[name=title]").type("إحاطة الصباح")
    browser.one("main form.keep button").click()
    browser.arrive("kept=1")
    sound(browser, desk, "a kept briefing")
    assert [line.text for line in browser.all(".made-line")] == lines, "the kept briefing has other lines"
    assert browser.one("h1").text == "إحاطة الصباح"
    assert not browser.all("main form.keep"), "what is kept can be kept again"
    kept = browser.url
    # What comes later changes nothing. Times are kept to the second: what comes in the same second is not later.
    time.sleep(1.1)
    late = desk.record + ".late.jsonl"
    with open(late, "w", encoding="utf-8") as out:
        out.write('{"text": "أعلنت الأمم المتحدة اليوم هدنة في المدينة حتى الجمعة.", "outlet": "L", "published": "%s"}\n' % last)
    desk.rasid("add", late)
    os.remove(late)
    go(browser, desk, kept)
    assert [line.text for line in browser.all(".made-line")] == lines, "a report that came later changed a kept briefing"
    assert not browser.all("main .problem"), "the kept briefing says that it has changed"
    go(browser, desk, here)
    assert [line.text for line in browser.all(".made-line")] != lines, "the report that came later is in no briefing"
    section(browser, desk, "/briefing")
    browser.one(".kept-list a.title").click()
    browser.arrive("kept=1")
