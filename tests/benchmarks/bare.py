"""A Flask route that does nothing, in process and behind the same server: what every figure is compared with."""

import sys

from flask import Flask

NAME = "bare Flask route"


def bare_app() -> Flask:
    app = Flask("bare")
    app.add_url_rule("/", view_func=lambda: "hello")
    return app


def serve(port: int, workers: int, threads: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "tests.benchmarks.bare:bare_app", factory=True, address="127.0.0.1", port=port, interface=Interfaces.WSGI,
        workers=workers, blocking_threads=threads, log_access=False, websockets=False,
    ).serve()  # fmt: skip


if __name__ == "__main__":
    serve(*(int(word) for word in sys.argv[1:]))
