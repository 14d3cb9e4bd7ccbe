"""The borders of a desk without accounts: names, origins, methods, sizes, paths, slow and strange requests, headers."""

import concurrent.futures
import json
import pathlib
import re
import socket
import time
import urllib.parse

import routes
from desk import desk, run

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples"
HEADERS = {
    "content-security-policy": r"default-src 'none'.*form-action 'self'.*frame-ancestors 'none'", "x-content-type-options": "nosniff", "referrer-policy": "no-referrer",
    "x-frame-options": "DENY", "cache-control": "no-store|max-age", "cross-origin-resource-policy": "same-origin", "cross-origin-opener-policy": "same-origin",
}
PATHS = [
    "..%2f..%2f..%2f..%2fetc%2fpasswd", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..%5cetc%5cpasswd", "....//....//etc/passwd", "%00", "x%00.css", "%ff%fe", "%c0%ae%c0%ae%c0%af",
    "C:%5cwindows%5cwin.ini", "file:%2f%2f%2fetc%2fpasswd", "-1", "99999999999999999999999999", "1e9", "0x10", "%0d%0aSet-Cookie:%20zq=1", "%3Cscript%3Ezq", "'%20OR%201=1--",
    "%F0%9F%92%A3", "a" * 4000, "%25252e%25252e%25252f",
]


def example(rasid, folder):
    record = folder / "example.rasid"
    run(rasid, "add", "--record", record, EXAMPLES / "hodeidah-2018")
    run(rasid, "agreement", "add", EXAMPLES / "agreements/hodeidah-2018.json", "--record", record, "--by", "tester", "--why", "test")
    return record


def state(where):
    """What changes with every decision, report and agreement."""
    overview = json.loads(where.get("/api/v1/overview").body)
    ledger = json.loads(where.get("/api/v1/review/ledger").body)
    agreements = where.get("/api/v1/agreements").body
    return json.dumps([overview, ledger], sort_keys=True), agreements


def filled(pattern, value):
    return re.sub(r"\{\w+\}", lambda _: value, pattern)


def headers(where, found):
    """Every route answers with all headers, also where it refuses."""
    addresses = [filled(pattern, "1") for pattern, _ in routes.routes()] + [filled(path, "1") for path in routes.operations(where)] + ["/nothing", "/static/nothing", "/api/v1/nothing", "/%00"]
    for address in addresses:
        answer = where.get(address)
        found.must(answer.status < 500, f"GET {address}: status {answer.status}")
        for name, value in HEADERS.items():
            given = answer.all(name)
            found.must(len(given) == 1 and re.search(value, given[0]), f"GET {address}: {name} is {given}")
        for name in ("server", "x-powered-by", "access-control-allow-origin"):
            found.must(not answer.all(name), f"GET {address}: {name} is {answer.all(name)}")
        for cookie in answer.all("set-cookie"):
            found.must("HttpOnly" in cookie and "SameSite=" in cookie, f"GET {address}: the cookie {cookie}")
    return len(addresses)


def names(where, found):
    """Another name that was made to lead here (DNS rebinding) is refused, whatever is asked."""
    own = where.own
    for host in ["evil.example", f"evil.example:{where.port}", f"{own}.evil.example", f"localhost.evil.example:{where.port}", "127.0.0.1", "127.0.0.1:1", f"127.0.0.1@evil.example:{where.port}",
                 f"evil.example#{own}", f"192.168.1.1:{where.port}", f"0.0.0.0:{where.port}", f"[::ffff:10.0.0.1]:{where.port}", f"{own}, evil.example", "", f"2130706433:{where.port}"]:
        for path in ("/", "/reports", "/api/v1/overview", "/static/desk.css", "/exports/jsonl"):
            answer = where.get(path, headers={"Host": host})
            found.must(400 <= answer.status < 500, f"Host {host!r}: GET {path} was answered with {answer.status}")
            found.must(b"hodeidah" not in answer.body.lower(), f"Host {host!r}: GET {path} gave something away")
    for request in [f"GET / HTTP/1.1\r\nHost: {own}\r\nHost: evil.example\r\nConnection: close\r\n\r\n", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                    f"GET http://evil.example/ HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n", "GET / HTTP/1.0\r\n\r\n"]:
        answer = where.raw(request.encode())
        found.must(re.match(rb"HTTP/1\.[01] 4\d\d ", answer), f"{request!r} was answered with {answer[:40]!r}")
    for host in [own, f"localhost:{where.port}", f"LOCALHOST:{where.port}", f"[::1]:{where.port}"]:
        found.must(where.get("/", headers={"Host": host}).status == 200, f"the desk's own name {host} is refused")


def forms(where):
    """Every form that changes something: where it is sent."""
    actions = set()
    for address, answer in routes.Pages(where, most=2, limit=200).walk():
        for form in re.findall(r"<form\b[^>]*>", answer.text):
            if re.search(r'method="post"', form, re.I):
                action = re.search(r'action="([^"]*)"', form)
                actions.add((action.group(1) if action else address).split("?")[0])
    return sorted(actions)


def origins(where, found):
    """What does not come from the desk's own pages changes nothing (CSRF)."""
    before, actions = state(where), forms(where)
    posts = [filled(pattern, "1") for pattern, methods in routes.routes() if "POST" in methods]
    foreign = [{}, {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": f"https://{where.own}"}, {"Origin": f"http://{where.own}.evil.example"}, {"Origin": where.origin, "Sec-Fetch-Site": "cross-site"},
               {"Origin": where.origin, "Sec-Fetch-Site": "same-site"}, {"Origin": [where.origin, "http://evil.example"]}, {"Sec-Fetch-Site": "none"}, {"Referer": where.origin + "/"}, {"Origin": ""}]
    for action in actions + posts:
        for more in foreign:
            answer = where.post(action, {"text": "x", "name": "x", "id": "x"}, headers=more, own_page=False)
            found.must(answer.status == 403, f"POST {action} with {more} was answered with {answer.status}")
    for kind in ("text/plain", "application/json", "multipart/form-data; boundary=x"):
        answer = where.ask("POST", "/add", "text=x", {"Content-Type": kind}, own_page=False)
        found.must(answer.status == 403, f"POST /add as {kind} was answered with {answer.status}")
    found.must(state(where) == before, "a request from elsewhere changed the record")
    return len(actions)


def methods(where, found):
    """Methods that a route does not have do nothing, however they are said."""
    before = state(where)
    for pattern, has in routes.routes() + [(path, ["GET"]) for path in routes.operations(where)]:
        address = filled(pattern, "1")
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "QUERY", "get", "X" * 200) + (("POST",) if "POST" not in has else ()):
            answer = where.ask(method, address, b"" if method not in ("TRACE",) else None)
            found.must(400 <= answer.status < 500, f"{method} {address} was answered with {answer.status}")
        for header in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
            answer = where.get(address, headers={header: "POST"})
            found.must(answer.status < 500, f"GET {address} with {header} was answered with {answer.status}")
        if "GET" in has:
            head = where.ask("HEAD", address)
            found.must(head.status < 500 and head.body == b"", f"HEAD {address} was answered with {head.status} and a body")
    answer = where.get("/watch?_method=POST&kind=actor&id=houthis")
    found.must(answer.status >= 400, f"a method in the address was answered with {answer.status}")
    found.must(state(where) == before, "a request by another method changed the record")


def paths(where, found):
    """Parts of paths and of queries that lead out of where they belong, or are none."""
    patterns = [pattern for pattern, _ in routes.routes()] + routes.operations(where)
    count = 0
    for pattern in patterns:
        for value in PATHS:
            for address in ([filled(pattern, value)] if "{" in pattern else [f"{pattern}?asof={value}", f"{pattern}?outlet={value}&q={value}&page={value}&offset={value}&from={value}"]):
                answer = where.get(address)
                count += 1
                found.must(answer.status < 500, f"GET {address[:100]} was answered with {answer.status}")
                found.must(b"root:x:" not in answer.body and not answer.all("zq") and "zq=1" not in str(answer.headers), f"GET {address[:100]} gave a file or a header")
    return count


def sizes(where, found):
    """What is too large is refused, and the desk stays."""
    big = b"text=" + b"a" * (17 << 20)
    answer = where.raw(b"POST /add HTTP/1.1\r\nHost: " + where.own.encode() + b"\r\nOrigin: " + where.origin.encode() + b"\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + str(len(big)).encode() + b"\r\nConnection: close\r\n\r\n" + big, timeout=30)
    found.must(re.match(rb"HTTP/1\.1 4(13|22|00)", answer) or answer == b"", f"17 MB were answered with {answer[:40]!r}")
    own = f"Host: {where.own}\r\n"
    strange = {
        "a long address": f"GET /search?q={'a' * 200_000} HTTP/1.1\r\n{own}\r\n",
        "a long header": f"GET / HTTP/1.1\r\n{own}X: {'a' * 1_000_000}\r\n\r\n",
        "many headers": f"GET / HTTP/1.1\r\n{own}" + "".join(f"X{n}: a\r\n" for n in range(20_000)) + "\r\n",
        "a long cookie": f"GET / HTTP/1.1\r\n{own}Cookie: {'a=b; ' * 100_000}\r\n\r\n",
    }
    for what, request in strange.items():
        answer = where.raw(request.encode(), timeout=10)
        found.must(answer == b"" or re.match(rb"HTTP/1\.1 4\d\d", answer), f"{what} was answered with {answer[:40]!r}")
    answer = where.get("/review?" + "&".join(f"a{n}=1" for n in range(5000)))
    found.must(answer.status < 500, f"many parts of a query were answered with {answer.status}")
    answer = where.post("/name", [("name", "x")] * 50_000, timeout=60)
    found.must(answer.status < 500, f"many fields were answered with {answer.status}")
    found.must(where.get("/").status == 200, "the desk does not answer after all that")


def smuggled(where, found):
    """Requests whose end two programs might see in different places are refused, or the connection ends with them."""
    own, next_one = f"Host: {where.own}\r\n", f"GET /smuggled HTTP/1.1\r\nHost: {where.own}\r\n\r\n"
    post = f"POST /name HTTP/1.1\r\n{own}Origin: {where.origin}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    length = len(next_one)
    for what, request in {
        "two lengths": f"{post}Content-Length: 6\r\nContent-Length: {length}\r\n\r\nname=x{next_one}",
        "length and pieces": f"{post}Content-Length: {length + 5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{next_one}",
        "pieces that are none": f"{post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{next_one}",
        "a space before the colon": f"{post}Transfer-Encoding : chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n{next_one}",
        "a folded header": f"{post}X: a\r\n Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n{next_one}",
        "a bare line feed": f"{post}X: a\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        "a negative length": f"{post}Content-Length: -1\r\n\r\n{next_one}",
        "a length with a sign": f"{post}Content-Length: +6\r\n\r\nname=x{next_one}",
        "a length in letters": f"{post}Content-Length: 0x6\r\n\r\nname=x{next_one}",
        "a piece too long": f"{post}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nx\r\n0\r\n\r\n{next_one}",
        "a null in a header": f"GET / HTTP/1.1\r\n{own}X: a\0b\r\n\r\n",
        "no version": "GET /\r\n\r\n", "another version": f"GET / HTTP/9.9\r\n{own}\r\n", "HTTP/2 unasked": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "TLS": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    }.items():
        answer = where.raw(request.encode("latin-1"), timeout=3)
        codes = re.findall(rb"HTTP/1\.[01] (\d\d\d)", answer)
        # The second request is answered with 404, and only where it is seen as one of its own.
        found.must(all(code.startswith(b"4") for code in codes) and len(codes) <= 1, f"{what}: answered with {codes}")


def slow(where, found):
    """Connections that say nothing, or little by little, take no place from others and are ended."""
    sockets = []
    for nth in range(300):
        with_beginning = [b"", b"GET / HTTP/1.1\r\n", b"POST /name HTTP/1.1\r\nHost: " + where.own.encode() + b"\r\nOrigin: " + where.origin.encode() + b"\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nname="][nth % 3]
        try:
            connection = socket.create_connection((where.host, where.port), timeout=5)
            connection.sendall(with_beginning)
            sockets.append((connection, nth % 3))
        except OSError:
            break
    began = time.monotonic()
    answer = where.get("/", timeout=20)
    found.must(answer.status == 200 and time.monotonic() - began < 10, f"with {len(sockets)} slow connections a page took {time.monotonic() - began:.1f} s")
    # Those without a whole head must be ended by the desk; a body may take three minutes, which is not waited for here.
    until, open_ = time.monotonic() + 45, [(connection, kind) for connection, kind in sockets if kind < 2]
    while open_ and time.monotonic() < until:
        time.sleep(1)
        left = []
        for connection, kind in open_:
            connection.setblocking(False)
            try:
                if connection.recv(4096) != b"":
                    left.append((connection, kind))
            except BlockingIOError:
                # One letter more, as a slow sender does.
                try:
                    connection.send(b"X")
                    left.append((connection, kind))
                except OSError:
                    pass
            except OSError:
                pass
        open_ = left
    kinds = sorted({kind for _, kind in open_})
    found.must(not open_, f"{len(open_)} of {len(sockets)} slow connections are still open after 45 s (kinds {kinds})")
    for connection, _ in sockets:
        connection.close()
    return len(sockets)


def many(where, found):
    """Many at once are all answered."""
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda n: where.get("/reports" if n % 2 else "/", timeout=120).status, range(300)))
    found.must(set(answers) == {200}, f"of 300 requests 64 at a time came {sorted(set(answers))}")


def fetches(where, folder, found):
    """Addresses in what is added are never fetched by the desk (SSRF)."""
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(3)
        address = f"http://127.0.0.1:{trap.getsockname()[1]}/zq"
        where.post("/add", {"text": f"قال المتحدث إن الهدنة قائمة {address}", "url": address, "outlet": address, "title": address, "published": "2018-12-20"})
        body = f"--zq\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.html\"\r\nContent-Type: text/html\r\n\r\n" \
               f"<html><head><base href='{address}'><link rel=stylesheet href='{address}'><meta http-equiv=refresh content='0;url={address}'></head><body><img src='{address}'><iframe src='{address}'></iframe><p>قال المتحدث إن الهدنة قائمة في المدينة</p></body></html>\r\n--zq--\r\n"
        where.ask("POST", "/add", body, {"Content-Type": "multipart/form-data; boundary=zq"})
        entity = f"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY zq SYSTEM '{address}'>]><rss><channel><item><title>&zq;</title><description>x &zq;</description></item></channel></rss>"
        body = f"--zq\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xml\"\r\nContent-Type: text/xml\r\n\r\n{entity}\r\n--zq--\r\n"
        where.ask("POST", "/add", body, {"Content-Type": "multipart/form-data; boundary=zq"})
        for pattern, _ in routes.routes():
            where.get(filled(pattern, urllib.parse.quote(address, safe="")) + f"?url={urllib.parse.quote(address, safe='')}")
        try:
            trap.accept()
            found.wrong("the desk fetched an address that somebody gave it")
        except TimeoutError:
            pass


def test(rasid, folder, found):
    with desk(rasid, example(rasid, folder)) as where:
        count = headers(where, found)
        names(where, found)
        actions = origins(where, found)
        methods(where, found)
        tried = paths(where, found)
        sizes(where, found)
        smuggled(where, found)
        many(where, found)
        fetches(where, folder, found)
        slow_ones = slow(where, found)
    print(f"borders: {count} addresses, {actions} forms, {tried} paths, {slow_ones} slow connections", flush=True)
