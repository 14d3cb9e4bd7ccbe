"""From the overview to one record of each of the eight lists, and from there to its words in the report."""

from harness import follow, go, sound

SEEDS = True
LISTS = ["times", "figures", "statements", "events", "commitments", "arrangements", "breaches", "naming"]


def walk(browser, desk):
    for name in LISTS:
        go(browser, desk, "/")
        browser.one(f'main a[href*="/list/{name}"]').click()
        browser.arrive(f"/list/{name}")
        sound(browser, desk, f"the list {name}")
        follow(browser, browser.one('main a.quote[href*="#r-"]'), name)
        sound(browser, desk, f"the words of {name}")
