"""The routes of the desk as its code lists them, and the addresses of each that its pages lead to."""

import collections
import html
import json
import pathlib
import re
import urllib.parse

SERVE = pathlib.Path(__file__).parents[2] / "crates/rasid-desk/src/serve.rs"
# Nothing leads to these by a link: they are the target of forms, need accounts, or are looked at by themselves.
FORMS_ONLY = {"/watch", "/review/undo", "/report/{id}/complete", "/agreements/file", "/logout", "/login", "/account"}


def routes():
    """Each route as (pattern, methods), out of the code that makes them."""
    code = re.sub(r"#\[cfg\(test\)\].*", "", SERVE.read_text(encoding="utf-8"), flags=re.S)
    found = []
    for pattern, handlers in re.findall(r'\.route\("([^"]+)",\s*(.*?)\)\n', code):
        methods = re.findall(r"\b(get|post)\(", handlers)
        assert methods, f"the route {pattern} takes no method that is known here"
        found.append((pattern, [method.upper() for method in methods]))
    assert len(found) > 40, f"only {len(found)} routes were found in {SERVE}"
    return found


def operations(desk):
    """The routes of the API, out of its own description."""
    return [path for path in json.loads(desk.get("/api/v1/openapi.json").body)["paths"]]


def matches(pattern, path):
    return re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(pattern)), path) is not None


class Pages:
    """Every kind of page of a desk, found by following links."""

    def __init__(self, desk, most=4, limit=600):
        self.desk, self.most, self.limit = desk, most, limit
        self.patterns = [pattern for pattern, methods in routes() if "GET" in methods]
        # Wildcards last, so that /review/next is not taken for a report.
        self.patterns.sort(key=lambda pattern: pattern.count("{"))
        self.pages = {}
        self.seen = collections.Counter()

    def kind(self, path):
        return next((pattern for pattern in self.patterns if matches(pattern, path)), None)

    def walk(self, starts=("/",)):
        """Visits a few pages of each kind; gives (address, answer)."""
        queue, known = collections.deque(starts), set(starts)
        while queue and len(self.pages) < self.limit:
            address = queue.popleft()
            path = urllib.parse.urlsplit(address).path
            kind = self.kind(path)
            shape = (kind, tuple(sorted(dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query)))))
            if kind is None or self.seen[shape] >= self.most:
                continue
            self.seen[shape] += 1
            answer = self.desk.get(address)
            self.pages[address] = answer
            yield address, answer
            if (answer.one("content-type") or "").startswith("text/html"):
                for link in re.findall(r'(?:href|src)="(/[^"]*)"', answer.text):
                    link = html.unescape(link).split("#")[0]
                    if link not in known:
                        known.add(link)
                        queue.append(link)
            if answer.status in (302, 303, 307) and (to := answer.one("location")) and to.startswith("/") and to not in known:
                known.add(to)
                queue.append(to)

    def missed(self):
        """Routes that no link led to."""
        kinds = {kind for kind, _ in self.seen}
        return [pattern for pattern in self.patterns if pattern not in kinds and pattern not in FORMS_ONLY]
