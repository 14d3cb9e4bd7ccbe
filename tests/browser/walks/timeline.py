"""The timeline runs in reading direction, is zoomed and moved by links, and its marks lead to words."""

from harness import follow, section, sound

SEEDS = True


def walk(browser, desk):
    section(browser, desk, "/timeline")
    sound(browser, desk, "the timeline")
    places = browser.run(
        "return [...document.querySelectorAll('svg .tick')].map(tick => tick.getBoundingClientRect().left)")
    assert len(places) > 1, "the timeline has no days"
    assert places == sorted(places, reverse=desk.language == "ar"), "time does not run in reading direction"
    drawn = len(browser.all("svg .span"))
    assert drawn > 1, f"{drawn} arrangements are drawn"
    assert len(browser.all("main table.ledger tbody tr")) >= drawn, "the table tells less than the drawing"
    browser.one('nav.zoom a[href*="zoom=week"]').click()
    browser.arrive("zoom=week")
    sound(browser, desk, "a week of the timeline")
    browser.one('nav.zoom a[rel=prev]').click()
    browser.arrive("at=")
    sound(browser, desk, "the week before")
    section(browser, desk, "/timeline")
    browser.one("main select[name=kind] option[value=ceasefire]").click()
    browser.one("main form.filter button[type=submit]").click()
    browser.arrive("kind=ceasefire")
    assert 0 < len(browser.all("svg .span")) <= drawn, "the filter by kind shows nothing, or more than all"
    sound(browser, desk, "the filtered timeline")
    follow(browser, browser.one("main table.ledger a.tag"), "a phase on the timeline")
