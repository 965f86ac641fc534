"""A Flask route that does nothing, in process and behind the same server: what every figure is compared with."""

import sys

from flask import Flask

from quarter.web.body_first import BodyFirst

NAME = "bare Flask route"
THREADS = 8  # as many as `quarter run` has


def bare_app() -> Flask:
    app = Flask("bare")
    app.add_url_rule("/", view_func=lambda: "hello")
    return app


def served() -> BodyFirst:
    return BodyFirst(bare_app(), threads=THREADS, largest=1024)


def serve(port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces

    Granian(
        "tests.benchmarks.bare:served", factory=True, address="127.0.0.1", port=port, interface=Interfaces.ASGI,
        http=HTTPModes.http1, workers=workers, log_access=False, websockets=False,
    ).serve()  # fmt: skip


if __name__ == "__main__":
    serve(*(int(word) for word in sys.argv[1:]))
