"""The switch of language holds on the next pages, and leads back."""

from harness import direction, go, sound


def walk(browser, desk):
    other = {"ar": "en", "en": "ar"}[desk.language]
    go(browser, desk, "/")
    direction(browser, desk.language)
    browser.one("a.switch[hreflang]").click()
    browser.one(f"html[lang={other}]")
    direction(browser, other)
    go(browser, desk, "/reports")
    direction(browser, other)
    browser.one("a.switch[hreflang]").click()
    browser.one(f"html[lang={desk.language}]")
    direction(browser, desk.language)
    sound(browser, desk, "the switch of language")
