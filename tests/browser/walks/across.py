"""What many reports make together: an arrangement through time, words and deeds, disagreements."""

from harness import counted, follow, section, sound

SEEDS = True


def walk(browser, desk):
    section(browser, desk, "/arrangements")
    counted(browser, "main .courses > li")
    # The page is served with arrangements that most texts tell of first.
    browser.one('main .courses a[href^="/arrangement/"]').click()
    browser.arrive("/arrangement/")
    here = browser.url
    sound(browser, desk, "an arrangement")
    counted(browser, "main .phases > li, main .ledger tbody tr")
    places = browser.run(
        "return [...document.querySelectorAll('svg .tick')].map(tick => tick.getBoundingClientRect().left)")
    assert len(places) > 1, f"the line at {here} has no days"
    assert places == sorted(places, reverse=desk.language == "ar"), f"time at {here} does not run in reading direction"
    browser.run("document.querySelector('svg a').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    browser.arrive("#")
    key = browser.url.rsplit("#", 1)[1]
    assert browser.all(f"#{key}"), f"a mark at {here} leads to {key}, which is not there"
    words = browser.one("main .phases blockquote mark").text
    shown = follow(browser, browser.one("main .phases a.quote"), "a phase")
    assert words in shown, f"a phase quotes {words!r}, its report has {shown!r}"
    counted(browser, "main .others .courses > li")
    for page, lines in [("/commitments", "main .deed"), ("/disagreements", "main .dispute")]:
        section(browser, desk, page)
        sound(browser, desk, page)
        if browser.all(lines):
            follow(browser, browser.one(f"{lines} a.quote"), page)
