"""The server's door: a real server on loopback before a small application that says what reached it."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPConnection
from threading import Event
from time import perf_counter
from typing import Any

import pytest

from quarter.web.body_first import UNFINISHED, WAITING, Patience
from tests.house.sources import ROOT
from tests.web.serving import LARGE, LARGEST, THREADS

HEAD = b"POST %s HTTP/1.1\r\nHost: test\r\n"
SLOW = HEAD % b"/slow-body" + b"Content-Length: 9999\r\n\r\na"


@pytest.fixture(autouse=True)
def clock() -> None:
    """The server's clock runs, so ours does."""


@dataclass
class Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body)


@dataclass
class Door:
    """A running server, and the lines to it that are open."""

    process: subprocess.Popen[bytes]
    port: int
    lines: list[socket.socket] = field(default_factory=list)

    def line(self, sent: bytes = b"") -> socket.socket:
        """A connection over which so much was sent."""
        line = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        self.lines.append(line)
        line.sendall(sent)
        return line

    def hang_up(self) -> None:
        while self.lines:
            self.lines.pop().close()

    def ask(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Answer:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.request(method, path, body, headers or {})
            with connection.getresponse() as answer:
                return Answer(answer.status, answer.headers, answer.read())

    def told(self, path: str, **headers: str) -> dict[str, Any]:
        return self.ask("GET", path, headers=headers).json["told"]

    def seen(self) -> list[str]:
        return self.ask("GET", "/seen").json["seen"]


@pytest.fixture(scope="module")
def open_door() -> Iterator[Callable[..., Door]]:
    doors: list[Door] = []

    def start(*options: str) -> Door:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "tests.web.serving", str(port), *options]
        door = Door(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL), port)
        doors.append(door)
        for _ in range(1000):
            try:
                door.ask("GET", "/seen")
                return door
            except ConnectionError:
                Event().wait(0.02)
        raise AssertionError("the server does not start")

    yield start
    for door in doors:
        door.hang_up()
        door.process.terminate()
    for door in doors:
        door.process.wait(20)


@pytest.fixture(scope="module")
def one_door(open_door: Callable[..., Door]) -> Door:
    return open_door()


@pytest.fixture
def door(one_door: Door) -> Iterator[Door]:
    yield one_door
    one_door.hang_up()


def status_of(line: socket.socket) -> int:
    answer = b""
    while b"\r\n\r\n" not in answer and (more := line.recv(65536)):
        answer += more
    return int(answer.split(b" ")[1]) if answer else 0


def test_slow_bodies_and_slow_heads_keep_nobody_waiting(door: Door) -> None:
    for sent in [SLOW] * (2 * THREADS) + [b"GET / HTTP/1.1\r\nHos"] * 50:
        door.line(sent)
    began = perf_counter()
    assert door.ask("GET", "/health").status == 200
    assert perf_counter() - began < 1


def test_a_body_that_does_not_come_is_refused_in_time(door: Door) -> None:
    began = perf_counter()
    assert status_of(door.line(SLOW)) == 408
    assert 0.9 < perf_counter() - began < 3
    assert not [path for path in door.seen() if "slow-body" in path]


def test_a_body_that_comes_slowly_but_steadily_is_taken(door: Door) -> None:
    """It takes longer than the patience for the first bytes."""
    line = door.line(HEAD % b"/steady" + b"Content-Length: 2000\r\n\r\n")
    for _ in range(20):
        line.sendall(b"x" * 100)
        Event().wait(0.07)
    assert status_of(line) == 200
    assert "/steady 2000 of 2000" in door.seen()


def test_patience_grows_with_what_came_and_has_an_end() -> None:
    patience = Patience()
    assert [patience.after(size) for size in (0, 2_000, 100_000, 12_000_000)] == [10, 11, 60, 120]


@pytest.mark.parametrize(
    "cut",
    [
        HEAD % b"/cut-plain" + b"Content-Length: 40\r\n\r\ntext=half+of+wh",
        HEAD % b"/cut-chunk" + b"Transfer-Encoding: chunked\r\n\r\n14\r\ntext=half+of+wh",
        HEAD % b"/cut-chunks" + b"Transfer-Encoding: chunked\r\n\r\n9\r\ntext=half\r\n",
    ],
    ids=["plain", "inside a chunk", "between chunks"],
)
def test_a_cut_body_is_no_request(door: Door, cut: bytes) -> None:
    half_closed = door.line(cut)
    half_closed.shutdown(socket.SHUT_WR)
    assert status_of(half_closed) in (0, 400)
    door.line(cut).close()
    assert not [path for path in door.seen() if path.startswith("/cut")]


def test_a_body_in_chunks_is_one_body(door: Door) -> None:
    assert (
        status_of(door.line(HEAD % b"/chunks" + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"))
        == 200
    )
    assert "/chunks 5 of 5" in door.seen()


@pytest.mark.parametrize("size", [LARGEST, LARGEST - 1, 70_000, 1])
def test_a_body_comes_as_it_was_sent(door: Door, size: int) -> None:
    body = bytes(range(256)) * (size // 256) + b"y" * (size % 256)
    assert door.ask("POST", "/whole", body).json["body"].encode("latin-1") == body


def test_a_body_that_is_too_large_is_for_the_application_to_refuse(door: Door) -> None:
    """It is told the size, and gets nothing to read."""
    door.ask("POST", "/too-large", b"x" * (2 * LARGEST))
    door.ask("POST", "/too-many-chunks", iter([b"x" * LARGEST, b"x"]))
    assert {f"/too-large 0 of {2 * LARGEST}", f"/too-many-chunks 0 of {LARGEST + 1}"} <= set(door.seen())


def test_a_body_without_an_end_is_refused(door: Door) -> None:
    assert status_of(door.line(HEAD % b"/endless" + b"Content-Length: 99999999999\r\n\r\n")) == 413
    line = door.line(HEAD % b"/endless" + b"Transfer-Encoding: chunked\r\n\r\n")
    with pytest.raises(ConnectionError):
        for _ in range(100):
            line.sendall(b"186a0\r\n" + b"x" * 100_000 + b"\r\n")
    assert not [path for path in door.seen() if "endless" in path]


@pytest.mark.parametrize("length", [b"-1", b"+5", b"5, 6", b"abc", b"9" * 30])
def test_a_size_that_is_none_is_refused(door: Door, length: bytes) -> None:
    assert status_of(door.line(HEAD % b"/odd" + b"Content-Length: " + length + b"\r\n\r\nabcde")) in (400, 413)


def test_more_unfinished_bodies_of_one_sender_wait_unread(open_door: Callable[..., Door]) -> None:
    door = open_door("--proxy")
    slow = HEAD % b"/many" + b"X-Forwarded-For: 192.0.2.1, %s\r\nContent-Length: 3\r\n\r\na"
    lines = [door.line(slow % b"192.0.2.7") for _ in range(UNFINISHED)]
    assert door.ask("GET", "/x", None, {"X-Forwarded-For": "192.0.2.7"}).status == 200, "what has no body passes"
    assert door.ask("POST", "/x", b"abc", {"X-Forwarded-For": "192.0.2.7, 192.0.2.8"}).status == 200, "so do others"
    waiting = door.line(slow % b"192.0.2.7" + b"bc")
    lines[0].sendall(b"bc")
    assert status_of(lines[0]) == status_of(waiting) == 200
    assert {status_of(line) for line in lines[1:]} == {408}


def test_one_network_leaves_threads_for_others(open_door: Callable[..., Door]) -> None:
    door = open_door("--proxy")
    slow = b"GET /slow HTTP/1.1\r\nHost: test\r\nX-Forwarded-For: 2001:db8::%x\r\n\r\n"
    lines = [door.line(slow % number) for number in range(4 * THREADS)]
    Event().wait(0.3)  # they have begun
    began = perf_counter()
    assert door.ask("GET", "/x", headers={"X-Forwarded-For": "192.0.2.8"}).status == 200
    assert door.ask("GET", "/healthz", headers={"X-Forwarded-For": "2001:db8::1"}).status == 200
    assert perf_counter() - began < 0.5
    assert status_of(lines[0]) == 200
    door.hang_up()


def test_too_many_of_one_network_are_refused(open_door: Callable[..., Door]) -> None:
    door = open_door()
    lines = [door.line(b"GET /slow HTTP/1.1\r\nHost: test\r\n\r\n") for _ in range(WAITING + 2 * THREADS)]
    assert 429 in {status_of(line) for line in lines[-THREADS:]}
    door.hang_up()


def test_a_head_without_end_is_refused(door: Door) -> None:
    assert door.ask("GET", "/x", headers={"X-Long": "x" * 40_000}).status == 431
    assert door.ask("GET", "/x?" + "x" * 40_000).status == 431


def test_what_the_application_is_told(door: Door) -> None:
    told = door.told("/a%FF%C3%A4%2Fb//c?q=%C3%A4+x")
    assert told["PATH_INFO"].encode("latin-1") == b"/a\xff\xc3\xa4/b//c"
    assert told["QUERY_STRING"] == "q=%C3%A4+x"
    assert told["REMOTE_ADDR"] == "127.0.0.1"
    assert told["SERVER_PROTOCOL"] == "HTTP/1.1"
    assert told["HTTP_HOST"] == f"127.0.0.1:{door.port}"


def test_cookies_in_several_lines_are_all_there(door: Door) -> None:
    twice = b"Cookie: a=1\r\nAccept: x\r\nCookie: b=2\r\nAccept: y\r\n"
    answer = (
        door.line(b"GET /x HTTP/1.1\r\nHost: test\r\nConnection: close\r\n" + twice + b"\r\n").makefile("rb").read()
    )
    assert b'"HTTP_COOKIE": "a=1; b=2"' in answer and b'"HTTP_ACCEPT": "x,y"' in answer


def test_a_name_with_a_line_below_does_not_pass_for_the_proxys(door: Door) -> None:
    assert "HTTP_X_FORWARDED_FOR" not in door.told("/x", X_Forwarded_For="192.0.2.9")


def test_a_head_alone_has_no_body(door: Door) -> None:
    answer = door.ask("HEAD", "/large")
    assert int(answer.headers["Content-Length"]) == LARGE and answer.body == b""


def test_headers_of_one_name_stay_apart(door: Door) -> None:
    assert door.ask("GET", "/x").headers.get_all("X-Two") == ["a", "b"]


def test_an_application_that_fails_is_an_answer(door: Door) -> None:
    answer = door.ask("POST", "/broken", b"abc")
    assert answer.status == 500 and b"our side" in answer.body


def test_readers_who_take_their_time_keep_nobody_waiting(door: Door) -> None:
    before = door.ask("GET", "/seen").json["closed"]
    for _ in range(2 * THREADS):
        door.line(b"GET /large HTTP/1.1\r\nHost: test\r\n\r\n")
    began = perf_counter()
    while door.ask("GET", "/seen").json["closed"] < before + 2 * THREADS:
        assert perf_counter() - began < 5, "a large answer was never closed"
    assert len(door.ask("GET", "/large").body) == LARGE
    door.hang_up()
    assert door.ask("GET", "/x").status == 200


def test_who_takes_nothing_any_more_is_given_up(door: Door) -> None:
    """What waited for them lies on the disk."""
    line = door.line(b"GET /large HTTP/1.1\r\nHost: test\r\n\r\n")
    Event().wait(3)
    with line.makefile("rb") as answer:
        assert 0 < len(answer.read()) < LARGE


def test_who_hangs_up_stops_nothing(door: Door) -> None:
    line = door.line(HEAD % b"/slow" + b"Content-Length: 3\r\n\r\nabc")
    Event().wait(0.5)  # it has begun
    line.close()
    for _ in range(100):
        if "/slow 3 of 3" in door.seen():
            return
        Event().wait(0.1)
    raise AssertionError("it was never finished")


def test_at_the_end_what_runs_is_finished_and_what_never_came_is_left(open_door: Callable[..., Door]) -> None:
    door = open_door()
    door.line(HEAD % b"/never" + b"Content-Length: 99999\r\n\r\n" + b"x" * 9999)
    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(door.ask, "POST", "/slow", b"abc")
        Event().wait(0.4)
        began = perf_counter()
        door.process.terminate()
        assert running.result().status == 200
    assert door.process.wait(10) is not None
    assert perf_counter() - began < 8
