"""Structured logs: one JSON line an event, without names, addresses or texts of people."""

import sys
import time
from pathlib import Path
from traceback import extract_tb

import structlog
from flask import Flask, Response, g, has_request_context, request

from quarter.web.networks import neighbourhood

MOST_FRAMES = 12
log = structlog.get_logger()


def set_up() -> None:
    """For server, worker and command line alike."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )


def note(event: str, person_id: int | None, **about: str | int | None) -> None:
    """Who came in, was refused or sent away, and from where; `about` holds words of the code, and nothing typed."""
    rule = request.url_rule.rule if request.url_rule else "-"
    log.info(event, person=person_id, network=neighbourhood(), method=request.method, rule=rule, **about)


def note_error(error: BaseException) -> None:
    """An error of ours: its kind, and the functions in which it came up, the innermost last."""
    where = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in extract_tb(error.__traceback__)]
    rule = request.url_rule.rule if has_request_context() and request.url_rule else "-"
    log.error("request.broken", rule=rule, error=type(error).__name__, where=where[-MOST_FRAMES:])


def init_app(app: Flask) -> None:
    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def log_request(response: Response) -> Response:
        # The rule, not the address: an address can carry what somebody searched for.
        rule = request.url_rule.rule if request.url_rule else "-"
        milliseconds = round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1)
        log.info("request", method=request.method, rule=rule, status=response.status_code, ms=milliseconds)
        return response
