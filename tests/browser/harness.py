"""What the walks share: a desk over a record of its own, and what must hold on every page."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = HERE / "examples" / "hodeidah-2018"
# In these ways each walk is gone: language, width of the window.
WAYS = [("ar", 1280), ("en", 1280), ("ar", 420), ("en", 420)]
# axe-core, which ./check setup fetches.
AXE = pathlib.Path(os.environ.get("AXE", HERE / "target" / "browser" / "axe.min.js"))
# Axe is asked once about a page in each way: what it says depends on the page and the style alone.
LOOKED_AT = set()
DIRECTION = {"ar": "rtl", "en": "ltr"}


class Desk:
    """A desk that answers at `address` over the file `record`, both this walk's own."""

    def __init__(self, binary, record, language, width, source):
        self.binary, self.record, self.language, self.width, self.source = binary, record, language, width, source
        self.process = self.address = None

    @property
    def wide(self):
        return self.width > 1000

    @property
    def on_examples(self):
        return self.source == EXAMPLES

    def start(self, *options):
        """Starts `rasid desk`; a walk may stop it and start it again with other options."""
        command = [self.binary, "desk", "--record", self.record, "--listen", "127.0.0.1:0", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.address = self.process.stdout.readline().strip().rstrip("/")
        assert self.address.startswith("http"), f"rasid desk printed {self.address!r}, not an address"

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=20)
            self.process = None

    def rasid(self, command, *options):
        """Runs a command of the program on this record and gives what it printed."""
        done = subprocess.run([self.binary, command, *options, "--record", self.record], capture_output=True, text=True)
        assert done.returncode == 0, f"rasid {command} says {done.stderr or done.stdout}"
        return done.stdout


class Desks:
    """Makes desks. Each source is read once; every desk gets a copy of its record."""

    def __init__(self, binary):
        self.binary = str(binary)
        self.folder = tempfile.TemporaryDirectory(prefix="rasid-walks-")
        self.made = {}

    def record(self, source):
        if source not in self.made:
            path = f"{self.folder.name}/{len(self.made)}.rasid"
            subprocess.run([self.binary, "add", str(source), "--record", path], check=True, capture_output=True)
            self.made[source] = path
        return self.made[source]

    @contextlib.contextmanager
    def desk(self, source, language, width):
        with tempfile.TemporaryDirectory() as folder:
            record = f"{folder}/test.rasid"
            shutil.copy(self.record(source), record)
            desk = Desk(self.binary, record, language, width, source)
            try:
                desk.start()
                yield desk
            finally:
                desk.stop()


def go(browser, desk, path):
    """Opens a page of the desk."""
    browser.open(path if path.startswith("http") else desk.address + path)


def section(browser, desk, page):
    """From the overview to one of the sections that are named above every page."""
    go(browser, desk, "/")
    browser.one(f'nav.sections a[href="{page}"]').click()
    browser.arrive(page)


def direction(browser, language):
    html = browser.one("html")
    assert html.attribute("dir") == DIRECTION[language] and html.attribute("lang") == language, \
        f"{browser.url} is not {language}"


def sound(browser, desk, where, missing=False):
    """What must hold on every page that a walk reaches. `missing`: the page is one that says there is none."""
    errors = [e for e in browser.console() if not (missing and "404" in e["message"])]
    assert not errors, f"the console says on {where}: {errors[0]['message']}"
    assert browser.run("return window.innerWidth") <= desk.width, f"{where} was looked at wider than {desk.width} pixels"
    wide = browser.run("return document.documentElement.scrollWidth > window.innerWidth + 1")
    assert not wide, f"{where} is wider than the window"
    cut = browser.run("const nav = document.querySelector('nav.sections');"
                      " return nav && nav.scrollWidth > nav.clientWidth + 1")
    assert not cut or not desk.wide, f"the sections above {where} are cut off"
    # A string that no table of words holds is shown by its key. Names of files look like keys.
    unsaid = browser.run("const files = new Set([...document.querySelectorAll('main .file')].map(f => f.innerText.trim()));"
                         " return document.querySelector('main').innerText.split(/\\s+/).filter(word => !files.has(word))"
                         ".join(' ').match(/(?<![\\w.\\/])[a-z]+\\.[a-z]+(?:\\.[a-z]+)+(?![\\w.\\/])/)")
    assert not unsaid, f"{where} shows the key {unsaid[0]} instead of a sentence"
    # What marks words stands in their line, whatever a style sheet of other pages says.
    broken = browser.run("return [...document.querySelectorAll('span.mark, mark')]"
                         ".some(mark => getComputedStyle(mark).display !== 'inline')")
    assert not broken, f"marked words break the text of {where} into pieces"
    accessible(browser, desk, where)


def accessible(browser, desk, where):
    """People who cannot see, or use no mouse, can use the page: axe-core finds nothing serious or critical."""
    if not AXE.exists():
        return
    key = (desk.width, hash(browser.run("return document.documentElement.outerHTML")))
    if key in LOOKED_AT:
        return
    LOOKED_AT.add(key)
    if not browser.run("return typeof axe === 'object'"):
        browser.run(AXE.read_text())
    faults = browser.wait_for("""const done = arguments[arguments.length - 1];
        axe.run(document, {resultTypes: ['violations']}).then(
          found => done(found.violations.filter(v => v.impact === 'serious' || v.impact === 'critical').map(
            v => `${v.impact}: ${v.help} (${v.id}), ${v.nodes.length} times: ` + v.nodes.slice(0, 2).map(
              n => n.html.slice(0, 160) + ' ' + (n.any[0] ? n.any[0].message : '')).join(' | '))),
          error => done(['axe broke off: ' + error]))""")
    assert not faults, f"axe finds on {where}: " + "\n    ".join(faults)


def follow(browser, quote, what):
    """From a quotation to its words in the report, which must come into view; gives the words."""
    quote.click()
    browser.arrive("#r-")
    anchor = browser.url.rsplit("#", 1)[1]
    script = ("const e = document.getElementById(arguments[0]); return e && e.getBoundingClientRect().top < innerHeight"
              " ? e.textContent : null")
    # The browser scrolls to the words in its own time.
    for _ in range(50):
        shown = browser.run(script, anchor)
        if shown:
            return shown
        time.sleep(0.1)
    raise AssertionError(f"the words of {what} are not in view at {browser.url}")


def counted(browser, lines):
    """Each of these says how well it is attested, by three counts side by side."""
    script = ("return [...document.querySelectorAll(arguments[0])].map(line => "
              "line.querySelectorAll('.attested > li').length)")
    counts = browser.run(script, lines)
    assert counts and set(counts) == {3}, f"{browser.url} has lines without three counts: {counts[:9]}"
