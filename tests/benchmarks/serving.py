"""The real server in a process of its own, and readers who ask it over HTTP."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from tests.benchmarks.cases import Case

ROOT = Path(__file__).parents[2]
CONNECTIONS = 8
SECONDS = 2.0
PATIENCE = 60.0
# As people have it, who do not install requirements-dev.txt: these would be imported where they are found.
DEVELOPERS_OWN = ("rich", "pygments")
RUN = ["-c", f"import sys; sys.modules |= dict.fromkeys({DEVELOPERS_OWN}); from quarter.cli import main; main()", "run"]


@dataclass
class Server:
    """`quarter run`, and how long it took from there to the first answer."""

    process: subprocess.Popen[bytes]
    port: int
    seconds_to_answer: float

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def megabytes(self) -> list[float]:
        """Resident memory of each of its processes that serves."""
        return [_resident(pid) for pid in _family(self.process.pid)]


@contextmanager
def serving(database_url: str, instance: Path, secret: str) -> Iterator[Server]:
    """The server as people start it, on a port of its own on loopback."""
    port = free_port()
    settings = {
        "QUARTER_DATABASE_URL": database_url, "QUARTER_INSTANCE": str(instance), "QUARTER_SECRET_KEY": secret,
        "PORT": str(port),
    }  # fmt: skip
    with _running(RUN, port, settings, instance / "server.log") as server:
        yield server


@contextmanager
def serving_bare(workers: int, folder: Path) -> Iterator[Server]:
    """The bare route, behind the same server with as many processes and threads."""
    port = free_port()
    command = ["-m", "tests.benchmarks.bare", str(port), str(workers)]
    with _running(command, port, {}, folder / "bare.log") as server:
        yield server


@contextmanager
def _running(command: list[str], port: int, settings: dict[str, str], log: Path) -> Iterator[Server]:
    begun = time.perf_counter()
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env={**os.environ, **settings}, stdout=file, stderr=file
        )
    try:
        wait_for_answer(port)
        yield Server(process, port, time.perf_counter() - begun)
    finally:
        process.terminate()
        process.wait(PATIENCE)


@dataclass
class Load:
    """What came back in the time: how long each answer took, and how many were not what they should be."""

    seconds: float
    waits: list[float] = field(default_factory=list)
    failures: int = 0

    @property
    def per_second(self) -> float:
        return len(self.waits) / self.seconds

    @property
    def p95_milliseconds(self) -> float:
        return quantiles(self.waits, n=20)[-1] * 1000 if len(self.waits) > 1 else 0.0


def ask(server: Server, case: Case, expected: int) -> Load:
    return asyncio.run(_ask(server.port, case, expected))


async def _ask(port: int, case: Case, expected: int) -> Load:
    load = Load(SECONDS)
    if case.repeats:
        case = _with_tag(port, case)
    until = time.perf_counter() + SECONDS
    await asyncio.gather(*(_reader(port, case, expected, until, load) for _ in range(CONNECTIONS)))
    return load


async def _reader(port: int, case: Case, expected: int, until: float, load: Load) -> None:
    """One connection that asks again as soon as it has an answer."""
    stream, out = await asyncio.open_connection("127.0.0.1", port)
    requests = cycle([_request(case)]) if not case.form else iter(lambda: _request(case), None)
    for request in requests:
        begun = time.perf_counter()
        if begun >= until:
            break
        out.write(request)
        status = await _read_answer(stream)
        load.waits.append(time.perf_counter() - begun)
        # A minute or a write can pass between a page and its repetition.
        load.failures += status not in (expected, 200 if expected == 304 else expected)
    out.close()


def _request(case: Case) -> bytes:
    body = urlencode(case.form()).encode() if case.form else b""
    headers = {"Host": "127.0.0.1", **case.headers}
    if body:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"{'POST' if body else 'GET'} {case.address} HTTP/1.1\r\n{lines}\r\n".encode() + body


async def _read_answer(stream: asyncio.StreamReader) -> int:
    head = (await stream.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    if "content-length: " in head and " 304 " not in head[:16]:
        await stream.readexactly(int(head.split("content-length: ")[1].split("\r\n")[0]))
    return int(head.split(" ", 2)[1])


def _with_tag(port: int, case: Case) -> Case:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", case.address, headers=case.headers)
    tag = connection.getresponse().headers.get("ETag", "none")
    connection.close()
    return Case(case.name, case.address, {**case.headers, "If-None-Match": tag})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_answer(port: int) -> None:
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.01)
        finally:
            connection.close()
    raise SystemExit("The server did not answer; see server.log in its folder.")


def _family(pid: int) -> list[int]:
    """A process and all that it started."""
    children = [int(stat.parent.name) for stat in Path("/proc").glob("[0-9]*/stat") if _parent(stat) == pid]
    return [pid, *(member for child in children for member in _family(child))]


def _parent(stat: Path) -> int:
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _resident(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:  # gone meanwhile
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)
