"""A pasted report is read at once, and its records lead to its words."""

from harness import go, sound

PASTED = "أعلن المبعوث الأممي مارتن غريفيث أن جولة جديدة من المحادثات ستعقد يوم الأحد المقبل في عمان."


def walk(browser, desk):
    go(browser, desk, "/add")
    browser.one("form.paste input[name=outlet]").type("مثال")
    browser.run("document.querySelector('form.paste input[name=date]').value = '2019-02-01'")
    browser.one("form.paste textarea").type(PASTED)
    browser.one("form.paste button[type=submit]").click()
    browser.one('main a[href*="/report/"]').click()
    browser.arrive("/report/")
    assert "غريفيث" in browser.one("main article").text
    assert browser.all("#r-statements-0"), "the pasted report has no statement"
    sound(browser, desk, "the pasted report")
