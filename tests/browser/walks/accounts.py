"""A desk at which everybody logs in: what is seen before, a wrong password, a form that is sent, the way out."""

import os

from harness import direction, go, sound


def log_in(browser, name, password):
    browser.one("main input[name=name]").type(name)
    browser.one("main input[name=password]").type(password + "\n")


def walk(browser, desk):
    desk.stop()
    password = desk.rasid("account", "add", "salma", "--role", "editor", "--pseudonym", "س1").strip()
    desk.start("--accounts")
    go(browser, desk, "/reports")
    browser.arrive("/login?back=")
    direction(browser, desk.language)
    sound(browser, desk, "the page for logging in")
    assert not browser.all("nav.sections"), "the sections are shown to somebody who is not logged in"
    if os.environ.get("SCREENSHOTS") and desk.wide:
        browser.picture(f"{os.environ['SCREENSHOTS']}/login-{desk.language}.png")
    log_in(browser, "salma", "not the password")
    browser.one("main .problem")
    sound(browser, desk, "the page for logging in after a wrong password")
    browser.run("document.querySelector('main input[name=name]').value = ''")
    log_in(browser, "salma", password)
    browser.arrive(desk.address + "/reports")
    assert "س1" in browser.one("a.switch.who").text
    # A form of another page is taken, since it sends the token.
    go(browser, desk, "/briefing?from=2018-12-01&until=2019-06-01")
    browser.one("main form.keep button").click()
    browser.arrive("kept=1")
    assert "س1" in browser.one(".kept").text
    go(browser, desk, "/account")
    sound(browser, desk, "the own account")
    if os.environ.get("SCREENSHOTS") and desk.wide:
        browser.picture(f"{os.environ['SCREENSHOTS']}/account-{desk.language}.png")
    browser.one("form[action='/logout'] button").click()
    browser.arrive("/login")
    go(browser, desk, "/reports")
    browser.arrive("/login")
