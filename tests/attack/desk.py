"""A running desk, and somebody who asks it things over plain sockets: what a browser would never send can be sent too."""

import contextlib
import html
import http.client
import re
import socket
import subprocess
import urllib.parse

PASSWORD = "a long password 1"


class Answer:
    """Status, headers and body."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.text = body.decode("utf-8", "replace")

    def all(self, name):
        return [value for key, value in self.headers if key.lower() == name]

    def one(self, name):
        return next(iter(self.all(name)), None)


class Desk:
    """A desk over a record; `user` is who is logged in, where there are accounts."""

    def __init__(self, address):
        self.host, self.port = address
        self.cookies, self.token = {}, None

    @property
    def own(self):
        return f"{self.host}:{self.port}"

    @property
    def origin(self):
        return f"http://{self.own}"

    def ask(self, method, path, body=None, headers=None, own_page=True, timeout=60):
        """Sends a request as the desk's own page would, unless told otherwise."""
        send = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} if self.cookies else {}
        if method not in ("GET", "HEAD") and own_page:
            send["Origin"] = self.origin
        send.update(headers or {})
        connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        try:
            connection.putrequest(method, path, skip_host="Host" in send, skip_accept_encoding=True)
            if isinstance(body, str):
                body = body.encode()
            if body is not None and "Content-Length" not in send and "Transfer-Encoding" not in send:
                send["Content-Length"] = str(len(body))
            for name, value in send.items():
                for one in value if isinstance(value, list) else [value]:
                    connection.putheader(name, one)
            connection.endheaders(body)
            answer = connection.getresponse()
            return Answer(answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def post(self, path, fields, **more):
        fields = list(fields.items()) if isinstance(fields, dict) else list(fields)
        if self.token and not any(name == "csrf" for name, _ in fields):
            fields.insert(0, ("csrf", self.token))
        headers = {"Content-Type": "application/x-www-form-urlencoded"} | more.pop("headers", {})
        return self.ask("POST", path, urllib.parse.urlencode(fields), headers, **more)

    def raw(self, data, timeout=10, wait=True):
        """Sends bytes as they are; what comes back until the desk closes or nothing comes any more."""
        with socket.create_connection((self.host, self.port), timeout=timeout) as connection:
            # A desk that has refused may close before all of it is sent.
            with contextlib.suppress(ConnectionError):
                connection.sendall(data)
            answer = b""
            if wait:
                with contextlib.suppress(TimeoutError, ConnectionError):
                    while piece := connection.recv(65536):
                        answer += piece
            return answer

    def keep(self, answer):
        for cookie in answer.all("set-cookie"):
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value

    def log_in(self, name, password=PASSWORD, headers=None):
        """Logs in as a browser does; the answer of the try."""
        self.cookies, self.token = {}, None
        page = self.get("/login", headers=headers)
        self.keep(page)
        self.token = token_in(page.text)
        answer = self.post("/login", {"name": name, "password": password}, headers=headers or {})
        self.keep(answer)
        if answer.status == 303:
            self.token = token_in(self.get("/account").text)
        return answer


def token_in(page):
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page)
    return found and html.unescape(found.group(1))


@contextlib.contextmanager
def desk(rasid, record, *arguments):
    """A desk over a record, on any free port of this computer."""
    command = [rasid, "desk", "--record", str(record), "--listen", "127.0.0.1:0", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        found = None
        while found is None:
            line = process.stdout.readline()
            assert line, "the desk ended before it listened"
            found = re.search(r"http://(127\.0\.0\.1):(\d+)", line)
        yield Desk((found.group(1), int(found.group(2))))
        assert process.poll() is None, "the desk ended by itself"
    finally:
        process.terminate()
        process.wait(timeout=30)


def run(rasid, *arguments, given=None, expect=(0,)):
    """Runs the program; its output as bytes, both streams together."""
    done = subprocess.run([rasid, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, input=given)
    assert done.returncode in expect, f"rasid {arguments} ended with {done.returncode}: {done.stdout[-2000:]!r}"
    return done.stdout
