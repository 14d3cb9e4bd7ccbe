"""A search by a name leads to reports."""

from harness import go, sound

SEEDS = True


def walk(browser, desk):
    go(browser, desk, "/")
    browser.one("header form input[name=q]").type(("غريفيث" if desk.on_examples else "لافروف") + "\n")
    browser.arrive("/search")
    browser.one('main a[href*="/report/"]')
    sound(browser, desk, "the search")
