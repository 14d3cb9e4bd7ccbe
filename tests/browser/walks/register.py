"""A signed text is entered clause by clause; a person attaches a claim to a clause; the ledger is filtered by clause.

Everything by links and forms: a change is a new version, and the one before stays.
"""

from harness import HERE, direction, go, section, sound

EXAMPLE = HERE / "examples" / "agreements" / "hodeidah-2018.json"
WORDS = {"ar": "يوقف الطرفان إطلاق النار في الحديدة.", "en": "Both parties cease fire in Hodeidah."}


def fill(browser, name, text):
    # A date field takes no letters from a keyboard that knows another calendar.
    browser.run("document.querySelector(`[name=${arguments[0]}]`).value = arguments[1]", name, text)


def press(browser, what):
    browser.one(f"main form button[name=do][value={what}]").click()


def enter(browser, desk):
    """Title and parties, then a clause."""
    other = {"ar": "en", "en": "ar"}[desk.language]
    section(browser, desk, "/agreements")
    sound(browser, desk, "the empty register")
    browser.one('main a[href="/agreements/new"]').click()
    browser.arrive("/agreements/new")
    sound(browser, desk, "the form of an agreement")
    browser.one(f"[name=title_{desk.language}]").type("هدنة الميناء" if desk.language == "ar" else "Truce of the port")
    fill(browser, "signed", "2018-12-13")
    browser.one("[name=parties]").type("الحوثيون\nYEM:gov" if desk.language == "ar" else "Houthis\nYEM:gov")
    browser.one("main form button[type=submit]").click()
    browser.arrive("/clauses")
    sound(browser, desk, "the form of a clause")
    browser.one(f"[name=text_{desk.language}]").type(WORDS[desk.language])
    assert browser.one(f"[name=text_{other}]").text == "", "words are wanted in one language only"
    browser.one("[name=kinds][value=ceasefire]").click()
    browser.one("[name=kinds][value=pause]").click()
    press(browser, "keep")
    browser.one("main .clauses > li")
    assert WORDS[desk.language] in browser.one("main .clauses > li .signed").text
    assert browser.all('main .facts a[href="/people/houthis"]'), "the name that was typed is not known as the party's"
    assert len(browser.all("main .versions > li")) == 2, "a change is not a version"


def attach(browser, desk):
    """What fits is suggested; what a person confirms is attached."""
    browser.one('main .clauses a[href*="/clause?"]').click()
    browser.arrive("/clause?")
    sound(browser, desk, "the suggestions for a clause")
    before = len(browser.all("main .candidates input[type=checkbox]"))
    assert before >= 2, f"{browser.url} suggests {before} claims"
    browser.one("main .candidates input[type=checkbox]").click()
    press(browser, "attach")
    browser.one('main button[value="detach"]')
    assert len(browser.all("main .candidates input[type=checkbox]")) == before - 1, "what is attached is suggested again"
    sound(browser, desk, "a clause with something attached")
    browser.one("main .candidates input[type=checkbox]").click()
    press(browser, "refuse")
    for _ in range(100):
        left = len(browser.all("main .candidates input[type=checkbox]"))
        if left == before - 2:
            break
    assert left == before - 2, "what somebody said is not about the clause is suggested again"
    browser.one("nav.crumbs a").click()
    browser.one("main .ledger tbody tr")
    assert len(browser.all("main .ledger tbody tr")) == 1
    sound(browser, desk, "the ledger by clause")


def by_file(browser, desk):
    """An agreement from a file, with a claim attached to one of two clauses."""
    desk.rasid("agreement", "add", str(EXAMPLE), "--by", "huda")
    go(browser, desk, "/agreement/hodeidah-2018")
    direction(browser, desk.language)
    sound(browser, desk, "the example agreement")
    for clause in ("1", "2"):
        go(browser, desk, f"/agreement/hodeidah-2018/clause?no={clause}&all=1")
        browser.one("main .candidates input[type=checkbox]").click()
        press(browser, "attach")
        browser.one('main button[value="detach"]')
    sound(browser, desk, "everything that may be attached")
    go(browser, desk, "/agreement/hodeidah-2018")
    assert len(browser.all("main .ledger tbody tr")) == 2
    browser.one('main .sums a[href*="clause=2"]').click()
    browser.arrive("clause=2")
    assert len(browser.all("main .ledger tbody tr")) == 1, "the ledger is not filtered by clause"
    go(browser, desk, "/agreement/hodeidah-2018/edit")
    sound(browser, desk, "the form of what holds for the whole text")


def walk(browser, desk):
    enter(browser, desk)
    attach(browser, desk)
    by_file(browser, desk)
