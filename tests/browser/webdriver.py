"""A small client of the WebDriver protocol: enough to drive Chromium, with nothing to install."""

import base64
import json
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
ARGUMENTS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    # Pages scroll at once, so that nothing is clicked while it moves.
    "--force-prefers-reduced-motion",
]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Browser:
    """One browser window with a profile of its own."""

    def __init__(self, language, width=1280, height=1000, dark=False):
        self.profile = tempfile.mkdtemp(prefix="rasid-browser-")
        port = free_port()
        self.base = f"http://127.0.0.1:{port}"
        self.driver = subprocess.Popen(
            ["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._wait_for_driver()
        options = {
            "binary": shutil.which("chromium"),
            "args": ARGUMENTS + [f"--user-data-dir={self.profile}", f"--lang={language}", f"--accept-lang={language}",
                                 f"--window-size={width},{height}"] + (["--force-dark-mode"] if dark else []),
            "prefs": {"intl.accept_languages": language},
        }
        answer = self._call("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}}})
        self.session = f"/session/{answer['sessionId']}"
        if width < 500:
            # No window is made as narrow as a telephone; its page is.
            self.call("POST", "/goog/cdp/execute", {"cmd": "Emulation.setDeviceMetricsOverride", "params": {
                "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}})

    def _wait_for_driver(self):
        for _ in range(200):
            try:
                if self._call("GET", "/status")["ready"]:
                    return
            except (OSError, urllib.error.URLError):
                time.sleep(0.1)
        raise RuntimeError("chromedriver does not answer")

    def _call(self, method, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.base + path, data=data, method=method, headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"].splitlines()[0]) from None

    def call(self, method, path, body=None):
        return self._call(method, self.session + path, body)

    def open(self, url):
        self.call("POST", "/url", {"url": url})

    def forget(self):
        """As if nobody had been here before: no cookie is kept, nothing said before is in the console."""
        self.open("about:blank")
        self.call("POST", "/goog/cdp/execute", {"cmd": "Network.clearBrowserCookies", "params": {}})
        self.console()

    @property
    def url(self):
        return self.call("GET", "/url")

    def arrive(self, part):
        """Waits until the address holds `part`: a page that was asked for comes in its own time."""
        for _ in range(100):
            if part in self.url:
                return
            time.sleep(0.1)
        raise AssertionError(f"{self.url} is not {part}")

    def all(self, css):
        found = self.call("POST", "/elements", {"using": "css selector", "value": css})
        return [Element(self, e[ELEMENT]) for e in found]

    def one(self, css):
        found = self.all(css)
        # The page that a click asked for may still be on its way.
        for _ in range(100):
            if found:
                break
            time.sleep(0.1)
            found = self.all(css)
        assert found, f"{self.url} holds nothing for {css}"
        return found[0]

    def run(self, script, *arguments):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def wait_for(self, script, *arguments):
        """Runs a script that calls its last argument with the answer when it has one."""
        return self.call("POST", "/execute/async", {"script": script, "args": list(arguments)})

    def console(self):
        return [e for e in self.call("POST", "/se/log", {"type": "browser"}) if e["level"] in ("SEVERE", "WARNING")]

    def picture(self, path):
        """Writes the whole page as a picture, and puts the window back."""
        before = self.call("GET", "/window/rect")
        height = min(2400, max(700, self.run("return document.documentElement.scrollHeight")))
        width = self.run("return window.innerWidth")
        self.call("POST", "/window/rect", {"width": width, "height": height})
        pathlib.Path(path).write_bytes(base64.b64decode(self.call("GET", "/screenshot")))
        self.call("POST", "/window/rect", {"width": before["width"], "height": before["height"]})

    def close(self):
        try:
            self.call("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait(timeout=20)
            shutil.rmtree(self.profile, ignore_errors=True)


class Element:
    """Something on a page."""

    def __init__(self, browser, ident):
        self.browser, self.path = browser, f"/element/{ident}"

    def click(self):
        self.browser.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", {ELEMENT: self.path.rsplit("/", 1)[1]})
        self.browser.call("POST", self.path + "/click", {})

    def type(self, text):
        self.browser.call("POST", self.path + "/value", {"text": text})

    @property
    def text(self):
        return self.browser.call("GET", self.path + "/text")

    def attribute(self, name):
        return self.browser.call("GET", f"{self.path}/attribute/{name}")
