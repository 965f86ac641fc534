"""The server's door on loopback before a small application: `python -m tests.web.serving PORT`.

It says what it was told, and what else has come; `/slow` takes a second, and `/large` answers 20 megabytes.
"""

import json
import sys
from collections.abc import Iterator
from threading import Event
from typing import Any

from quarter.web.body_first import BodyFirst, Patience

THREADS = 4
LARGEST = 100_000  # bytes of a body
LARGE = 20_000_000  # bytes of an answer
PATIENCE = Patience(first=1.0, bytes_a_second=1_000, longest=3.0, for_readers=2.0, for_a_thread=8.0)
seen: list[str] = []  # paths with the sizes of what came whole


class Pieces:
    """A large answer, piece by piece, that wants to be closed."""

    closed = 0

    def __iter__(self) -> Iterator[bytes]:
        return (b"x" * 100_000 for _ in range(LARGE // 100_000))

    def close(self) -> None:
        Pieces.closed += 1


def app(environ: dict[str, Any], start_response: Any) -> Any:
    path, length = environ["PATH_INFO"], int(environ.get("CONTENT_LENGTH", 0))
    body = environ["wsgi.input"].read()
    if path == "/broken":
        raise RuntimeError("not for the log")
    if path == "/slow":
        Event().wait(1)
    if path == "/large":
        start_response("200 OK", [("Content-Length", str(LARGE))])
        return Pieces()
    if path != "/seen":
        seen.append(f"{path} {len(body)} of {length}")
    told = {name: value for name, value in environ.items() if isinstance(value, str)}
    answer = json.dumps({"told": told, "body": body.decode("latin-1"), "seen": seen, "closed": Pieces.closed}).encode()
    start_response("200 OK", [("Content-Length", str(len(answer))), ("X-Two", "a"), ("X-Two", "b")])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer]


def served() -> BodyFirst:
    return BodyFirst(app, threads=THREADS, largest=LARGEST, patience=PATIENCE, behind_proxy="--proxy" in sys.argv)


def serve(port: int) -> None:
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces

    Granian(
        "tests.web.serving:served", factory=True, port=port, interface=Interfaces.ASGI, http=HTTPModes.http1,
        websockets=False, workers_kill_timeout=4,
    ).serve()  # fmt: skip


if __name__ == "__main__":
    serve(int(sys.argv[1]))
