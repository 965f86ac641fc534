"""Structured logs: one JSON line an event, without names, addresses or texts of people."""

import sys
import time

import structlog
from flask import Flask, Response, g, request

from quarter.web.networks import neighbourhood

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
