"""`quarter run` in bad weather: slow lines, cut lines, and pictures that are larger than they look."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from time import perf_counter
from urllib.parse import urlencode

import pytest
from sqlmodel import select

from quarter import migrations
from quarter.foundation import clock as house_clock
from quarter.foundation.db import Database
from quarter.voices.models import Comment
from tests.benchmarks.bare import THREADS
from tests.benchmarks.serving import Server, serving
from tests.databases import TestDatabase
from tests.factories.world import build_world
from tests.faults.people import Browser
from tests.foundation.test_pictures import picture
from tests.issues.reports import report

PIECES = 10  # in which a photo comes


@pytest.fixture(autouse=True)
def clock() -> None:
    """The server's clock runs, so ours does."""


@dataclass
class Site:
    """A running house with an issue, and somebody who has signed in."""

    server: Server
    database: Database
    cookie: str
    form: dict[str, str]

    def head(self, address: str, kind: str = "application/x-www-form-urlencoded", *, length: int | None) -> bytes:
        """What comes before a form's body; without a `length` it comes in chunks."""
        sized = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
        lines = (
            f"POST {address} HTTP/1.1", f"Host: 127.0.0.1:{self.server.port}", f"Cookie: {self.cookie}",
            f"Content-Type: {kind}", "Connection: close", sized,
        )  # fmt: skip
        return "".join(f"{line}\r\n" for line in (*lines, "")).encode()

    def ask(self, address: str) -> int:
        with closing(HTTPConnection("127.0.0.1", self.server.port, timeout=60)) as connection:
            connection.request("GET", address)
            return connection.getresponse().status

    def send(self, *pieces: bytes, pause: float = 0, cut: bool = False) -> bytes:
        """The whole answer; nothing if the line is `cut` by its sender."""
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=60) as line:
            for piece in pieces:
                line.sendall(piece)
                Event().wait(pause)
            if cut:
                return b""
            with line.makefile("rb") as answer:
                return answer.read()

    def comments(self) -> list[str]:
        with self.database.session(writes=False) as session:
            return [comment.text for comment in session.exec(select(Comment))]

    def report(self, photo: bytes) -> tuple[str, bytes]:
        """The kind and the body of a report with a photo."""
        fields = {**self.form, "category": "waste", "title": "Bins", "lang": "de", "to": "look"}
        parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{said}' for name, said in fields.items()]
        about = 'Content-Disposition: form-data; name="photo"; filename="x.png"\r\nContent-Type: image/png\r\n\r\n'
        texts = "".join(f"--edge\r\n{part}\r\n" for part in parts)
        return "multipart/form-data; boundary=edge", f"{texts}--edge\r\n{about}".encode() + photo + b"\r\n--edge--\r\n"


@pytest.fixture
def site(test_database: TestDatabase, tmp_path: Path) -> Iterator[Site]:
    database = Database(test_database.bare(tmp_path))
    migrations.upgrade(database)
    with database.unit_of_work() as session:
        report(session, build_world(session, house_clock.now()))
    url = database.url.render_as_string(hide_password=False)
    with serving(url, tmp_path, "secret") as server:
        browser = Browser(server.address, "resident@test.example")
        form = browser.form("/issues/1")
        yield Site(server, database, browser.cookies(), {"csrf_token": form["csrf_token"]})


def test_slow_bodies_and_slow_heads_keep_nobody_waiting(site: Site) -> None:
    slow = [site.head("/issues/1/comments", length=9999) + b"a"] * (2 * THREADS) + [b"GET / HTTP/1.1\r\nHos"] * 50
    lines = [socket.create_connection(("127.0.0.1", site.server.port)) for _ in slow]
    for line, sent in zip(lines, slow, strict=True):
        line.sendall(sent)
    began = perf_counter()
    assert site.ask("/healthz") == 200
    assert perf_counter() - began < 1
    for line in lines:
        line.close()


def test_a_comment_whose_line_is_cut_is_none(site: Site) -> None:
    written = urlencode({**site.form, "lang": "de", "text": "Ja, und zwar nur, wenn die Bäume bleiben."}).encode()
    half = written[: len(written) - 20]
    site.send(site.head("/issues/1/comments", length=len(written)) + half, cut=True)
    site.send(site.head("/issues/1/comments", length=None) + b"%x\r\n" % len(written) + half, cut=True)
    site.send(site.head("/issues/1/comments", length=None) + b"%x\r\n" % len(half) + half + b"\r\n", cut=True)
    assert b" 303 " in site.send(site.head("/issues/1/comments", length=len(written)) + written)[:40]
    assert site.comments() == ["Ja, und zwar nur, wenn die Bäume bleiben."]


def test_a_photo_comes_over_a_bad_line(site: Site) -> None:
    kind, body = site.report(picture("PNG", (300, 200)) + bytes(200_000))
    size = len(body) // PIECES + 1
    pieces = (body[at : at + size] for at in range(0, len(body), size))
    answer = site.send(site.head("/issues/new", kind, length=len(body)), *pieces, pause=0.1)
    assert b" 200 " in answer[:40] and b"photo_kept" in answer


@pytest.mark.parametrize("megabytes", [3, 20])
def test_what_is_too_large_is_said_on_a_page(site: Site, megabytes: int) -> None:
    """A text of three megabytes is one for the application; what nobody may send never comes so far."""
    body = b"text=" + b"x" * (megabytes * 1024 * 1024)
    answer = site.send(site.head("/issues/1/comments", length=len(body)), body)
    assert b" 413 " in answer[:40] and b"This is too large" in answer


@pytest.mark.sqlite_only
def test_four_pictures_that_are_larger_than_they_look_stay_below_600_megabytes(site: Site) -> None:
    kind, body = site.report(picture("PNG", (7070, 7070), "RGBA"))
    request = site.head("/issues/new", kind, length=len(body)) + body
    most = 0.0
    with ThreadPoolExecutor(4) as threads:
        running = [threads.submit(site.send, request) for _ in range(4)]
        while not all(each.done() for each in running):
            most = max(most, sum(site.server.megabytes()))
    answers = [each.result()[:40] for each in running]
    assert all(b" 200 " in answer or b" 503 " in answer for answer in answers), answers
    assert any(b" 200 " in answer for answer in answers)
    assert 150 < most < 600
    print(f"{most:.0f} MB, {answers}")
