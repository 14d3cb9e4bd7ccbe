"""A desk with accounts: who may read, decide, add; sessions, tokens of forms, guessing; review by several people."""

import json
import re
import subprocess
import time

import routes
from borders import example, filled, state
from desk import PASSWORD, Desk, desk, run

ROLES = ["reader", "reviewer", "editor", "admin"]
# What each may send at least; everything else that changes something needs an editor.
READER, REVIEWER = {"/watch", "/logout", "/account"}, {"/review", "/agreement", "/identities", "/report", "/lang", "/name"}


def make_accounts(rasid, record):
    for role in ROLES:
        for name in (role, f"{role}2"):
            run(rasid, "account", "add", name, "--role", role, "--pseudonym", f"P-{name}", "--record", record, "--password-stdin", given=PASSWORD.encode() + b"\n")


def somebody(where, name, **more):
    person = Desk((where.host, where.port))
    answer = person.log_in(name, **more)
    assert answer.status == 303, f"{name} could not log in: {answer.status}"
    return person


def outside(where, found):
    """Nothing of the record is seen, and nothing can be changed, without logging in."""
    for pattern, methods in routes.routes() + [(path, ["GET"]) for path in routes.operations(somebody(where, "reader"))]:
        address = filled(pattern, "1")
        if address.startswith(("/login", "/lang", "/static", "/logout", "/account")):
            continue
        answer = where.get(address)
        found.must(answer.status in (303, 401, 404) and b"hodeidah" not in answer.body.lower(), f"GET {address} without a log-in: {answer.status}")
        found.must(answer.status != 303 or answer.one("location").startswith("/login"), f"GET {address} leads to {answer.one('location')}")
        if "POST" in methods:
            answer = where.post(address, {"text": "x"})
            found.must(answer.status in (401, 403), f"POST {address} without a log-in: {answer.status}")
    for cookie in ("0" * 64, "f" * 64, "x", "", "../../x", "0" * 100_000, "'; DROP TABLE sessions; --"):
        answer = where.get("/reports", headers={"Cookie": f"rasid_session={cookie}"})
        found.must(answer.status in (303, 400, 401, 431), f"a session that nobody began: {answer.status}")
    for back in ("//evil.example", "https://evil.example/", "/\\evil.example", "javascript:zq", "/%09/evil.example", "\t//evil.example", "/..//evil.example"):
        person = Desk((where.host, where.port))
        page = person.get("/login")
        person.keep(page)
        token = re.search(r'name="csrf" value="(\w+)"', page.text).group(1)
        answer = person.post("/login", {"csrf": token, "name": "reader", "password": PASSWORD, "back": back})
        to = answer.one("location") or ""
        found.must(answer.status == 303 and re.match(r"/(?![/\\])", to) and "\t" not in to, f"logging in with back={back!r} leads to {to!r}")


def tokens(where, found):
    """Forms without the token of the session, or with another's, change nothing."""
    editor, other = somebody(where, "editor"), somebody(where, "editor2")
    before = state(editor)
    posts = [filled(pattern, "1") for pattern, methods in routes.routes() if "POST" in methods and pattern != "/login"]
    for path in posts:
        for token in (None, "", "0" * 64, other.token, editor.token[:-1], editor.token + "0"):
            fields = {"text": "x", "name": "x"} | ({} if token is None else {"csrf": token})
            kept, editor.token = editor.token, None
            answer = editor.post(path, fields)
            editor.token = kept
            found.must(answer.status == 403, f"POST {path} with the token {str(token)[:8]!r}: {answer.status}")
        answer = editor.post(path, {"text": "x"}, headers={"Origin": "http://evil.example"}, own_page=False)
        found.must(answer.status == 403, f"POST {path} from elsewhere: {answer.status}")
        answer = editor.ask("POST", path + f"?csrf={editor.token}", "", {"Content-Type": "application/x-www-form-urlencoded"})
        found.must(answer.status == 403, f"POST {path} with the token in the address: {answer.status}")
    found.must(state(editor) == before, "a form without its token changed the record")


def roles(where, found):
    """Who may do less is refused what needs more, and the record stays as it is."""
    for role, refused in (("reader", lambda path: path not in READER), ("reviewer", lambda path: path.startswith(("/add", "/agreements", "/briefing")))):
        person = somebody(where, role)
        before = state(person)
        for pattern, methods in routes.routes():
            path = filled(pattern, "1")
            if "POST" not in methods or path in ("/login", "/logout", "/account") or not refused(path):
                continue
            answer = person.post(path, {"text": "قال المتحدث إن الهدنة قائمة", "name": "x", "id": "zq", "title": "x"})
            # What is missing in a form may be said before who may send it.
            found.must(answer.status in (400, 403, 404, 422), f"a {role} sent {path}: {answer.status}")
        found.must(state(person) == before, f"a {role} changed the record")
    reader = somebody(where, "reader")
    found.must(reader.get("/reports").status == 200 and reader.get("/api/v1/overview").status == 200, "a reader may not read")


def first_form(person, address, word):
    """The form of a page whose button says so: where it goes, and its fields."""
    page = person.get(address).text
    for form in re.findall(r"<form\b.*?</form>", page, re.S):
        if re.search(r'method="post"', form) and word in form:
            action = re.search(r'action="([^"]*)"', form)
            fields = [(name, value) for name, value in re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form) if name != "csrf"]
            return (action.group(1) if action else address), fields
    raise AssertionError(f"{address} has no form with {word}")


def review(where, rasid, record, found):
    """Decisions of several people: under their pseudonyms, never lost, each seen by the others."""
    first, second = somebody(where, "reviewer"), somebody(where, "reviewer2")
    to = first.get("/review/next").one("location")
    found.must(to and to.startswith("/review/"), f"there is nothing to review: {to}")
    address = to.split("#")[0]
    action, fields = first_form(first, address, 'value="accept"')
    answer = first.post(action, [*fields, ("act", "accept"), ("do", "accept")])
    found.must(answer.status in (200, 303), f"a reviewer could not accept: {answer.status}")
    # The other still has the page of before.
    answer = second.post(action, [*fields, ("act", "reject"), ("do", "reject")])
    found.must(answer.status in (200, 303, 409), f"the second decision was answered with {answer.status}")
    ledger = json.loads(first.get("/api/v1/review/ledger").body)
    text = json.dumps(ledger)
    found.must("P-reviewer" in text, f"the ledger does not hold the decision: {text[:300]}")
    for name in ("reviewer2", "reviewer"):
        found.must(f'"{name}"' not in text, "the ledger holds the name of a log-in")
    run(rasid, "verify", record)
    return len(ledger.get("rows", ledger))


def sessions(where, rasid, record, found):
    """A session ends with log-out, with the password, with the account; a changed role holds at once."""
    person = somebody(where, "editor2")
    old = dict(person.cookies)
    person.post("/logout", {})
    person.cookies = old
    found.must(person.get("/reports").status == 303, "a session lives on after logging out")
    planted = Desk((where.host, where.port))
    planted.cookies = {"rasid_session": "a" * 64}
    planted.keep(planted.get("/login"))
    person = somebody(where, "editor2")
    found.must(person.cookies["rasid_session"] != "a" * 64, "an identifier that was planted became a session")
    run(rasid, "account", "role", "editor2", "reader", "--record", record)
    found.must(person.post("/add", {"text": "x"}).status == 403, "a changed role does not hold at once")
    run(rasid, "account", "password", "editor2", "--record", record, "--password-stdin", given=b"another long password\n")
    found.must(person.get("/reports").status == 303, "a session lives on after the password was changed")
    person = somebody(where, "admin2")
    run(rasid, "account", "remove", "admin2", "--record", record)
    found.must(person.get("/reports").status == 303, "a session lives on after the account was removed")


def guessing(rasid, record, found):
    """Whoever guesses waits, by address too, and also after the desk was started again; names are not given away."""
    arguments = ("--accounts", "--host", "desk.example.org")
    def at(address):
        # As a proxy on this computer says it; what the sender themselves wrote stands before.
        return {"X-Forwarded-For": f"203.0.113.99, {address}"}
    with desk(rasid, record, *arguments) as where:
        person = Desk((where.host, where.port))
        for _ in range(5):
            answer = person.log_in("reader", "wrong", headers=at("192.0.2.1"))
            found.must(answer.status == 200, f"a wrong password was answered with {answer.status}")
        found.must(person.log_in("reader", headers=at("192.0.2.1")).status == 429, "after five wrong passwords a sixth is tried")
        found.must(person.log_in("reader", headers=at("192.0.2.2")).status == 303, "somebody elsewhere is kept waiting for it")
    with desk(rasid, record, *arguments) as where:
        person = Desk((where.host, where.port))
        found.must(person.log_in("reader", headers=at("192.0.2.1")).status == 429, "starting the desk again is a way around waiting")
        statuses = [person.log_in(f"nobody-{nth}", "wrong", headers=at("192.0.2.7")).status for nth in range(34)]
        found.must(statuses[-1] == 429 and statuses[0] == 200, f"one address may try name after name: {statuses}")
        found.must(person.log_in("editor", headers=at("192.0.2.8")).status == 303, "other addresses wait for it")
        known, unknown = [], []
        for nth in range(3):
            for name, times in (("editor", known), (f"none-{nth}", unknown)):
                began = time.monotonic()
                answer = person.log_in(name, "wrong", headers=at(f"192.0.2.{20 + nth}"))
                times.append(time.monotonic() - began)
                body = re.sub(name + r"|[0-9a-f]{64}", "", answer.text)
                known_body = body if name == "editor" else known_body
                found.must(body == known_body, "the answer tells whether there is such an account")
        found.must(min(unknown) > min(known) / 3, f"a name that is none is answered sooner: {known} {unknown}")


def test(rasid, folder, found):
    record = example(rasid, folder)
    # Without accounts a desk that others reach does not open.
    for arguments in (["--accounts"], ["--host", "desk.example.org"], ["--listen", "0.0.0.0:0"]):
        done = subprocess.run([rasid, "desk", "--record", record, *arguments], capture_output=True, timeout=60)
        found.must(done.returncode == 2 and b"The desk cannot listen" in done.stderr + done.stdout or b"no accounts" in done.stderr + done.stdout, f"a desk with {arguments} opened without accounts")
    make_accounts(rasid, record)
    with desk(rasid, record, "--accounts") as where:
        outside(where, found)
        tokens(where, found)
        roles(where, found)
        decisions = review(where, rasid, record, found)
        sessions(where, rasid, record, found)
    guessing(rasid, record, found)
    print(f"accounts: {len(ROLES)} roles, {decisions} lines in the ledger", flush=True)
