"""Walks through the desk as a person would, in Arabic and in English, and watches the console.

From the overview to the words of a record of each of the eight lists, to an arrangement through time
and the words of its phases, what became of commitments, disagreements, a search by name, the switch of
language, a pasted report. Every step asserts what must hold on the page.
"""

import contextlib
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from webdriver import Browser

LISTS = ["times", "figures", "statements", "events", "commitments", "arrangements", "breaches", "naming"]
HERE = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = HERE / "examples" / "hodeidah-2018"
PASTED = "أعلن المبعوث الأممي مارتن غريفيث أن جولة جديدة من المحادثات ستعقد يوم الأحد المقبل في عمان."


@contextlib.contextmanager
def desk(binary, source):
    """The desk over a fresh record of `source`, on an address of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [binary, "open", str(source), "--record", f"{folder}/test.rasid", "--listen", "127.0.0.1:0"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            address = process.stdout.readline().strip().rstrip("/")
            assert address.startswith("http://127.0.0.1:"), f"rasid open printed {address!r}, not an address"
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


def quiet(browser, where):
    errors = browser.console()
    assert not errors, f"the console says on {where}: {errors[0]['message']}"


def direction(browser, language):
    html = browser.one("html")
    expected = {"ar": "rtl", "en": "ltr"}[language]
    assert html.attribute("dir") == expected and html.attribute("lang") == language, f"{browser.url} is not {language}"


def to_the_words(browser, address, name):
    """From the overview to one list, and from its first record to the words in the report."""
    browser.open(address + "/")
    browser.one(f'main a[href*="/list/{name}"]').click()
    browser.arrive(f"/list/{name}")
    follow(browser, browser.one('main a.quote[href*="#r-"]'), name)


def follow(browser, quote, name):
    """From a quotation to its words in the report, which must come into view."""
    quote.click()
    browser.arrive("#r-")
    anchor = browser.url.rsplit("#", 1)[1]
    script = ("const e = document.getElementById(arguments[0]); return e && e.getBoundingClientRect().top < innerHeight"
              " ? e.textContent : null")
    # The browser scrolls to the words in its own time.
    shown = None
    for _ in range(50):
        shown = shown or browser.run(script, anchor)
        if shown:
            break
        time.sleep(0.1)
    assert shown, f"the words of {name} are not in view at {browser.url}"
    return shown


def check_lists(browser, address, wanted):
    for name in wanted:
        to_the_words(browser, address, name)
        quiet(browser, f"the way to {name}")


def check_across(browser, address, language):
    """What many reports make together: an arrangement through time, words and deeds, disagreements."""
    browser.open(address + "/")
    browser.one('nav.sections a[href="/arrangements"]').click()
    browser.arrive("/arrangements")
    counted("main .courses > li", browser)
    # The page is served with arrangements that most texts tell of first.
    browser.one('main .courses a[href^="/arrangement/"]').click()
    browser.arrive("/arrangement/")
    here = browser.url
    counted("main .phases > li, main .ledger tbody tr", browser)
    places = browser.run(
        "return [...document.querySelectorAll('svg .tick')].map(tick => tick.getBoundingClientRect().left)")
    assert len(places) > 1, f"the line at {here} has no days"
    assert places == sorted(places, reverse=language == "ar"), f"time at {here} does not run in reading direction"
    browser.run("document.querySelector('svg a').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    browser.arrive("#")
    key = browser.url.rsplit("#", 1)[1]
    assert browser.all(f"#{key}"), f"a mark at {here} leads to {key}, which is not there"
    words = browser.one("main .phases blockquote mark").text
    shown = follow(browser, browser.one("main .phases a.quote"), "a phase")
    assert words in shown, f"a phase quotes {words!r}, its report has {shown!r}"
    counted("main .others .courses > li", browser)
    for page, lines in [("/commitments", "main .deed"), ("/disagreements", "main .dispute")]:
        browser.open(address + "/")
        browser.one(f'nav.sections a[href="{page}"]').click()
        browser.arrive(page)
        if browser.all(lines):
            follow(browser, browser.one(f"{lines} a.quote"), page)
        quiet(browser, page)


def counted(lines, browser):
    """Each of these says how well it is attested, by three counts side by side."""
    script = ("return [...document.querySelectorAll(arguments[0])].map(line => "
              "line.querySelectorAll('.attested > li').length)")
    counts = browser.run(script, lines)
    assert counts and set(counts) == {3}, f"{browser.url} has lines without three counts: {counts[:9]}"


def check_search(browser, address, name):
    browser.open(address + "/")
    browser.one("header form input[name=q]").type(name + "\n")
    browser.arrive("/search")
    browser.one('main a[href*="/report/"]')
    quiet(browser, "the search")


def check_switch(browser, address):
    browser.open(address + "/")
    direction(browser, "ar")
    browser.one("a.switch").click()
    browser.one("html[lang=en]")
    direction(browser, "en")
    browser.open(address + "/reports")
    direction(browser, "en")
    browser.one("a.switch").click()
    browser.one("html[lang=ar]")
    direction(browser, "ar")
    quiet(browser, "the switch of language")


def check_paste(browser, address):
    browser.open(address + "/add")
    browser.one("form.paste input[name=outlet]").type("مثال")
    browser.run("document.querySelector('form.paste input[name=date]').value = '2019-02-01'")
    browser.one("form.paste textarea").type(PASTED)
    browser.one("form.paste button[type=submit]").click()
    browser.one('main a[href*="/report/"]').click()
    browser.arrive("/report/")
    assert "غريفيث" in browser.one("main article").text
    assert browser.all("#r-statements-0"), "the pasted report has no statement"
    quiet(browser, "the pasted report")


def check_pages(browser, address, language, width, pictures):
    """Every page answers in the language asked for, without a word in the console."""
    browser.open(address + "/reports")
    report = browser.one('main a[href*="/report/"]').attribute("href")
    browser.open(address + "/people")
    person = browser.one('main a[href*="/people/"]').attribute("href")
    browser.open(address + "/arrangements")
    course = browser.one('main a[href^="/arrangement/"]').attribute("href")
    pages = {"overview": "/", "reports": "/reports", "report": report, "lists": "/list", "list": "/list/statements",
             "arrangements": "/list/arrangements", "courses": "/arrangements", "course": course,
             "deeds": "/commitments", "disagreements": "/disagreements", "people": "/people", "person": person,
             "search": "/search?q=غريفيث", "add": "/add", "missing": "/nowhere"}
    for name, path in pages.items():
        browser.open(path if path.startswith("http") else address + path)
        direction(browser, language)
        errors = [e for e in browser.console() if "404" not in e["message"]]
        assert not errors, f"the console says on {name}: {errors[0]['message']}"
        assert browser.run("return window.innerWidth") <= width, f"{name} was looked at wider than {width} pixels"
        wide = browser.run("return document.documentElement.scrollWidth > window.innerWidth + 1")
        assert not wide, f"{name} is wider than the window in {language}"
        cut = browser.run("const nav = document.querySelector('nav.sections'); return nav.scrollWidth > nav.clientWidth + 1")
        assert not cut or width < 1000, f"the sections above {name} are cut off in {language}"
        unsaid = browser.run("return document.body.innerText.match(/\\b(?:outcome|attests|disagreement|course|across|others)\\.[a-z]+/)")
        assert not unsaid, f"{name} shows the key {unsaid[0]} instead of a sentence in {language}"
        if pictures and name != "missing":
            browser.picture(f"{pictures}/{name}-{language}.png")


def main(binary):
    pictures = os.environ.get("SCREENSHOTS")
    steps = 0
    with desk(binary, EXAMPLES) as address:
        for language, width in [("ar", 1280), ("en", 1280), ("ar", 420), ("en", 420)]:
            browser = Browser(language, width)
            try:
                check_pages(browser, address, language, width, pictures if width > 1000 else None)
                steps += 1
                if width > 1000:
                    check_lists(browser, address, LISTS)
                    check_across(browser, address, language)
                    check_search(browser, address, "غريفيث")
                    steps += 3
                if language == "ar" and width > 1000:
                    check_switch(browser, address)
                    check_paste(browser, address)
                    steps += 2
            finally:
                browser.close()
    seeds = pathlib.Path(os.environ.get("SEEDS", "/nonexistent"))
    if seeds.exists():
        with desk(binary, seeds) as address:
            browser = Browser("ar")
            try:
                check_lists(browser, address, LISTS)
                check_across(browser, address, "ar")
                check_search(browser, address, "لافروف")
                check_switch(browser, address)
                check_paste(browser, address)
                steps += 5
            finally:
                browser.close()
    else:
        print("SKIPPED: the seeds are not here; the examples were walked through alone")
        if os.environ.get("CI") == "true":
            return 1
    print(f"{steps} walks through the desk passed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
