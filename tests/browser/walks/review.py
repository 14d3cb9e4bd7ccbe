"""A review by keyboard alone, with the keys of an Arabic keyboard, and its entries in the ledger; two who code blind.

Keys are pressed as the browser gets them from a keyboard: a place (`KeyA`) and the letter that stands there in the
layout. Nothing is clicked between the queue and the ledger.
"""

import os
import time

from harness import direction, go, section, sound

# What stands on these places of an Arabic keyboard.
ARABIC = {"KeyJ": "ت", "KeyK": "ن", "KeyA": "ش", "KeyR": "ق", "KeyC": "ؤ", "KeyU": "ع", "KeyV": "ر", "KeyM": "ة",
          "KeyT": "ف", "KeyX": "ء", "KeyQ": "ض", "KeyW": "ص"}
NAMED = {"Enter": (13, "\r"), "Tab": (9, ""), "Escape": (27, ""), "ArrowDown": (40, "")}


def press(browser, code):
    """One key, down and up."""
    number, text = NAMED.get(code, (ord(code[-1]), ARABIC.get(code, "")))
    key = {"code": code, "key": ARABIC.get(code, code), "windowsVirtualKeyCode": number}
    browser.call("POST", "/goog/cdp/execute", {"cmd": "Input.dispatchKeyEvent", "params": {
        "type": "keyDown" if text else "rawKeyDown", "text": text, **key}})
    browser.call("POST", "/goog/cdp/execute", {"cmd": "Input.dispatchKeyEvent", "params": {"type": "keyUp", **key}})


def write(browser, text):
    browser.call("POST", "/goog/cdp/execute", {"cmd": "Input.insertText", "params": {"text": text}})


def focused(browser):
    return browser.run("return document.activeElement.getAttribute('name') || document.activeElement.className")


def moved(browser, before):
    """Waits until the address is another, and gives it."""
    for _ in range(100):
        if browser.url != before and browser.run("return document.readyState") == "complete":
            return browser.url
        time.sleep(0.1)
    raise AssertionError(f"the key led nowhere from {before}")


def named(browser, desk, name):
    go(browser, desk, "/name?back=/review")
    field = browser.one("main input[name=name]")
    browser.run("document.querySelector('main input[name=name]').value = ''")
    field.type(name + "\n")
    browser.arrive(desk.address + "/review")


def picture(browser, desk, name):
    pictures = os.environ.get("SCREENSHOTS")
    if pictures and desk.wide:
        browser.picture(f"{pictures}/{name}-{desk.language}.png")


def walk(browser, desk):
    named(browser, desk, "سلمى")
    section(browser, desk, "/review")
    direction(browser, desk.language)
    sound(browser, desk, "the queue")
    picture(browser, desk, "review")
    press(browser, "KeyJ")
    press(browser, "KeyJ")
    press(browser, "KeyK")
    first = browser.run("return document.activeElement.href")
    assert first and "/review/" in first, "the keys J and K do not lead into the queue"
    press(browser, "Enter")
    browser.arrive("queue=1")
    here = browser.url
    sound(browser, desk, "a record in review")
    picture(browser, desk, "review-record")
    words = browser.one(".decide .card q").text
    in_view = browser.run("const m = document.querySelector('.source .mark').getBoundingClientRect(),"
                          " s = document.querySelector('.source').getBoundingClientRect();"
                          " return m.bottom > s.top && m.top < s.bottom")
    assert in_view, f"the words of the record are not in view at {here}"

    # Rejected with a reason.
    press(browser, "KeyX")
    assert focused(browser) == "reason", focused(browser)
    write(browser, "تقدير لا واقعة")
    press(browser, "Enter")
    second = moved(browser, here)
    assert browser.one(".notice q").text, "the notice does not say what was decided"
    # Accepted, then taken back, then a word about the claim and a remark.
    press(browser, "KeyA")
    third = moved(browser, second)
    press(browser, "KeyU")
    moved(browser, third)
    browser.arrive("/review/decided/")
    press(browser, "KeyV")
    assert focused(browser) == "status", focused(browser)
    press(browser, "ArrowDown")
    press(browser, "ArrowDown")
    press(browser, "Tab")
    write(browser, "تقريران من مصدر واحد")
    before = browser.url
    press(browser, "Enter")
    moved(browser, before)
    press(browser, "KeyM")
    write(browser, "يُسأل المراسل")
    before = browser.url
    press(browser, "Enter")
    moved(browser, before)

    # A correction of an arrangement: another kind, by the arrow keys.
    go(browser, desk, "/review?list=arrangements")
    press(browser, "KeyJ")
    press(browser, "Enter")
    browser.arrive("queue=1")
    before = browser.url
    press(browser, "KeyC")
    assert focused(browser) == "f.at", focused(browser)
    press(browser, "Tab")
    press(browser, "ArrowDown")
    press(browser, "Tab")
    press(browser, "Tab")
    assert focused(browser) == "f.place", focused(browser)
    picture(browser, desk, "review-correct")
    press(browser, "Enter")
    moved(browser, before)

    # All of it is in the ledger.
    press(browser, "KeyQ")
    browser.arrive("/review")
    go(browser, desk, "/ledger")
    sound(browser, desk, "the ledger")
    picture(browser, desk, "ledger")
    entries = [entry.text for entry in browser.all(".decision")]
    assert len(entries) == 6, f"six decisions were made, the ledger has {len(entries)}"
    assert all("سلمى" in entry for entry in entries), "an entry does not say who decided"
    assert browser.all(".changes td"), "the correction has no before and after"
    assert "تقدير لا واقعة" in entries[-1] and words.split("…")[0] in entries[-1], f"the first entry is {entries[-1]}"
    assert "يُسأل المراسل" in "".join(entries) and "تقريران من مصدر واحد" in "".join(entries)
    # What was rejected stays, marked.
    report = first.split("/review/")[1].split("/")[0]
    go(browser, desk, f"/report/{report}")
    assert browser.all(".card.rejected .badge"), "the rejected record is not marked on its report"
    sound(browser, desk, "a reviewed report")
    picture(browser, desk, "report-reviewed")
    selected(browser, desk)
    blind(browser, desk)


def selected(browser, desk):
    """Words that are selected in the text become the words of a field."""
    go(browser, desk, "/review/next?list=arrangements")
    browser.arrive("queue=1")
    press(browser, "KeyC")
    chosen = browser.run("""
        const paragraph = document.querySelector('.source p:last-child'), text = paragraph.firstChild;
        const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), node = walker.nextNode();
        const range = document.createRange(); range.setStart(node, 0); range.setEnd(node, Math.min(9, node.length));
        getSelection().removeAllRanges(); getSelection().addRange(range);
        document.querySelector('.source').dispatchEvent(new PointerEvent('pointerup', {bubbles: true}));
        return [range.toString().trim(), document.querySelector('[name="f.at"]').value,
                document.querySelector('[name="f.at.at"]').value, paragraph.dataset.start]""")
    assert chosen[0] == chosen[1], f"{chosen[0]!r} was selected, the field has {chosen[1]!r}"
    assert int(chosen[2].split("-")[0]) >= int(chosen[3]), f"the place {chosen[2]} is before its paragraph"


def blind(browser, desk):
    """Two who code the same records see nothing of one another until both have coded."""
    go(browser, desk, "/agreement")
    sound(browser, desk, "the page of agreement")
    browser.one("input[name=first]").type("هدى")
    browser.one("input[name=second]").type("عمر")
    browser.run("document.querySelector('input[name=records]').value = 2")
    browser.one("form .button").click()
    browser.one(".coders")
    for name, codes in [("هدى", ["KeyA", "KeyR"]), ("عمر", ["KeyA", "KeyA"])]:
        named(browser, desk, name)
        go(browser, desk, "/review/next?mine=1")
        for code in codes:
            browser.one(".note.blind")
            assert not browser.all(".history .decision"), f"{name} sees what others decided"
            before = browser.url
            press(browser, code)
            moved(browser, before)
    go(browser, desk, "/agreement")
    sound(browser, desk, "the page of agreement with its figures")
    picture(browser, desk, "coding")
    figures = browser.one(".coders .facts").text
    assert "0.50" in figures, f"two coded two records and agreed on one; the page says {figures}"
    go(browser, desk, "/identities")
    sound(browser, desk, "who is who")
    picture(browser, desk, "identities")
