"""Feeds that misbehave in every way that feeds do, on ports of this computer; each port is a site of its own."""

import gzip
import random
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SENTENCE = "أعلن المتحدث باسم لجنة المراقبة رقم {n} صباح اليوم تمديد الهدنة أسبوعين إضافيين في ريف المحافظة الجنوبي، دون أن يحدد موعدا لذلك."


class World:
    """What all sites know: since when they are there, what was asked, what a watcher must have found."""

    def __init__(self, rate):
        self.began = time.monotonic()
        self.rate = rate
        self.lock = threading.Lock()
        self.asked = {}
        self.times = {}
        self.failed_once = set()
        self.same = 0
        self.agents = set()
        self.bomb = gzip.compress(b"<rss><channel>" + b"\0" * (200 << 20), 1)

    def count(self, feed):
        """How many items a feed has by now: one more every few seconds, and no more after a while, as feeds have an end."""
        return min(400, 3 + int((time.monotonic() - self.began) / self.rate))

    def note(self, port, path):
        with self.lock:
            self.asked[(port, path)] = self.asked.get((port, path), 0) + 1
            self.times.setdefault(port, []).append((time.monotonic(), path))

    def first(self, path):
        """Whether a page is asked for the first time."""
        with self.lock:
            new = path not in self.failed_once
            self.failed_once.add(path)
            return new


def title(feed, n):
    return f"تمديد الهدنة في الخبر {feed} رقم {n}"


def page(feed, n):
    text = "".join(f"<p>{SENTENCE.format(n=n * 10 + i)}</p>" for i in range(4))
    menu = "".join(f"<li><a href='/m{i}'>قسم {i}</a></li>" for i in range(12))
    return (
        f"<!DOCTYPE html><html lang=ar dir=rtl><head><meta charset=utf-8><title>{title(feed, n)} - موقع {feed}</title>"
        f"<meta property='article:published_time' content='2018-12-13T10:{n % 60:02}:00+03:00'></head>"
        f"<body><ul>{menu}</ul><h1>{title(feed, n)}</h1><div class=text>{text}</div></body></html>"
    ).encode()


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """Connections that the watcher or we ourselves break off are what this is about."""


class Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    world = None
    ports = {}

    def log_message(self, *_):
        pass

    def send(self, body, kind="application/rss+xml; charset=utf-8", status=200, **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def reset(self):
        """Breaks the connection off in the middle."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def do_GET(self):
        world, port = self.world, self.server.server_port
        path = self.path.split("?")[0]
        world.note(port, path)
        world.agents.add(self.headers.get("User-Agent", ""))
        name = {number: name for name, number in self.ports.items()}[port]
        try:
            if path == "/robots.txt":
                return self.robots(name)
            feed, _, rest = path.lstrip("/").partition("/")
            if rest == "feed":
                return getattr(self, "feed_" + feed)(feed)
            if rest.isdigit():
                return self.page(feed, int(rest))
            self.send(b"gone", "text/plain", 404)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def robots(self, name):
        if name == "silent":
            return self.send(b"oops", "text/plain", 500)
        rules = {"rules": b"User-agent: *\nDisallow: /no/\n", "slowly": b"User-agent: rasid\nCrawl-delay: 1\n"}.get(name)
        self.send(rules or b"", "text/plain", 200 if rules else 404)

    def page(self, feed, n):
        if feed == "private":
            return self.send(b"", status=302, Location=f"http://127.0.0.1:{self.ports['unnamed']}/secret/{n}")
        # Some pages fail when they are asked for the first time.
        if feed == "good" and n % 5 == 0 and self.world.first(f"{feed}/{n}"):
            kind = n // 5 % 4
            if kind == 0:
                return self.send(b"busy", "text/plain", 503, Retry_After="1")
            if kind == 1:
                return self.reset()
            if kind == 2:
                return self.send(b"oops", "text/plain", 500)
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.wfile.write(b"<p>cut off")
            return self.reset()
        if feed == "gone":
            return self.send(b"gone", "text/plain", 404 if n % 2 else 410)
        if feed == "pagebomb":
            return self.send(self.world.bomb, "text/html", Content_Encoding="gzip")
        self.send(page(feed, n), "text/html")

    # --- feeds ------------------------------------------------------------------------------

    def items(self, feed, numbers, base=None):
        base = base or f"http://127.0.0.1:{self.server.server_port}"
        return "".join(
            f"<item><title>{title(feed, n)}</title><link>{base}/{feed}/{n}?utm_source=rss{random.randrange(9)}</link>"
            f"<guid isPermaLink='false'>{feed}-{n}</guid></item>"
            for n in numbers
        )

    def rss(self, feed, items, **headers):
        body = f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>موقع {feed}</title>{items}</channel></rss>"
        self.send(body.encode(), **headers)

    def recent(self, feed):
        count = self.world.count(feed)
        return list(range(count - 1, max(-1, count - 60), -1))

    def feed_good(self, feed):
        numbers = self.recent(feed)
        etag = f'"{numbers[0]}"'
        if self.headers.get("If-None-Match") == etag:
            self.world.same += 1
            self.send_response(304)
            self.end_headers()
            return
        self.rss(feed, self.items(feed, numbers), ETag=etag)

    def feed_shuffled(self, feed):
        """Items in another order each time, many of them twice, with a mark that changes though nothing did."""
        numbers = self.recent(feed)
        numbers += random.choices(numbers, k=10)
        random.shuffle(numbers)
        self.rss(feed, self.items(feed, numbers), ETag=f'"{random.random()}"')

    def feed_shared(self, feed):
        """The items of another feed of this site once more, under other names."""
        items = self.items("shuffled", self.recent("shuffled")).replace("shuffled-", "shared-")
        self.rss(feed, items)

    def feed_whole(self, feed):
        """Atom with the whole articles."""
        entries = "".join(
            f"<entry><id>tag:{n}</id><title>{title(feed, n)}</title><updated>2018-12-13T07:00:00Z</updated>"
            f"<content type='html'>{''.join(f'&lt;p&gt;{SENTENCE.format(n=n * 10 + i)}&lt;/p&gt;' for i in range(4))}</content></entry>"
            for n in self.recent(feed)
        )
        self.send(f"<feed xmlns='http://www.w3.org/2005/Atom'><title>موقع</title>{entries}</feed>".encode(), "application/atom+xml")

    def feed_flaky(self, feed):
        turn = self.world.asked[(self.server.server_port, self.path)] % 6
        if turn == 1:
            return self.send(b"oops", "text/plain", 500)
        if turn == 2:
            return self.send(b"gone", "text/plain", 404)
        if turn == 3:
            return self.reset()
        if turn == 4:
            return self.send(b"\x1f\x8b\x08damaged", Content_Encoding="gzip")
        self.rss(feed, self.items(feed, self.recent(feed)))

    def feed_busy(self, feed):
        if self.world.asked[(self.server.server_port, self.path)] % 2:
            return self.send(b"slow down", "text/plain", 429, Retry_After="1")
        self.rss(feed, self.items(feed, self.recent(feed)))

    def feed_moved(self, feed):
        self.send(b"", status=301, Location="/target/feed")

    def feed_target(self, feed):
        self.rss(feed, self.items(feed, self.recent(feed)))

    def feed_loop(self, feed):
        self.send(b"", status=301, Location="/loop/feed?x" if "?" not in self.path else "/loop/feed")

    def feed_inside(self, feed):
        """Leads to this computer and to a network that is not public."""
        to = [f"http://127.0.0.1:{self.ports['unnamed']}/secret", "http://169.254.169.254/latest/", "http://10.0.0.1/", "http://[::1]:1/", "file:///etc/passwd"]
        self.send(b"", status=302, Location=random.choice(to))

    def feed_private(self, feed):
        self.rss(feed, self.items(feed, range(3)) + self.items("secret", range(3), f"http://127.0.0.1:{self.ports['unnamed']}"))

    def feed_endless(self, feed):
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
        while True:
            self.wfile.write(chunk)

    def feed_drip(self, feed):
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", "100000")
        self.end_headers()
        for _ in range(600):
            self.wfile.write(b" ")
            time.sleep(0.2)

    def feed_bomb(self, feed):
        self.send(self.world.bomb, Content_Encoding="gzip")

    def feed_header(self, feed):
        self.send_response(200)
        for n in range(1000):
            self.send_header(f"X-{n}", "x" * 1000)
        self.end_headers()

    def feed_charset(self, feed):
        """Says UTF-8 and sends Windows-1256."""
        body = f"<?xml version='1.0' encoding='utf-8'?><rss><channel><title>موقع</title>{self.items(feed, self.recent(feed))}</channel></rss>"
        self.send(body.encode("windows-1256"))

    def feed_broken(self, feed):
        """XML that ends nowhere, with references to nothing."""
        numbers = self.recent(feed)
        items = self.items(feed, numbers).replace("</item>", "<b>&nope; <br></item>").replace("<guid isPermaLink='false'>", "<guid isPermaLink=false>")
        self.send(f"<rss><channel><title>موقع<item><title>no link</title></item>{items}<item><title>cut".encode())

    def feed_html(self, feed):
        self.send(b"<!DOCTYPE html><html><body><p>Log in</p></body></html>", "text/html")

    def feed_gone(self, feed):
        self.rss(feed, self.items(feed, range(4)))

    def feed_pagebomb(self, feed):
        self.rss(feed, self.items(feed, range(2)))

    def feed_no(self, feed):
        self.rss(feed, self.items(feed, range(3)))

    def feed_yes(self, feed):
        self.rss(feed, self.items(feed, range(3)) + self.items("no", range(3)))

    def feed_unheard(self, feed):
        self.rss(feed, self.items(feed, range(3)))

    def feed_paced(self, feed):
        self.rss(feed, self.items(feed, range(8)))


# Feeds by site; of those in GOOD every item must be found once, and nothing of the others.
FEEDS = {
    "main": "good shuffled shared whole flaky moved charset broken loop inside private endless drip bomb header html gone pagebomb".split(),
    "busy": ["busy"],
    "rules": ["no", "yes"],
    "silent": ["unheard"],
    "slowly": ["paced"],
}
GOOD = ["good", "shuffled", "whole", "flaky", "target", "charset", "broken", "busy"]
FIXED = {"yes": 3, "paced": 8}
SITES = [*FEEDS, "unnamed"]


def serve(rate):
    """Starts all sites; gives the world and the ports by their names."""
    Site.world = World(rate)
    servers = {name: Server(("127.0.0.1", 0), Site) for name in SITES}
    Site.ports = {name: server.server_port for name, server in servers.items()}
    for server in servers.values():
        threading.Thread(target=server.serve_forever, daemon=True).start()
    return Site.world, Site.ports
