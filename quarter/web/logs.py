"""Structured logs: one JSON line an event, without names, addresses or texts of people."""

import sys
import time

import structlog
from flask import Flask, Response, g, request


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


def init_app(app: Flask) -> None:
    log = structlog.get_logger()

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def note(response: Response) -> Response:
        # The rule, not the address: an address can carry what somebody searched for.
        rule = request.url_rule.rule if request.url_rule else "-"
        milliseconds = round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1)
        log.info("request", method=request.method, rule=rule, status=response.status_code, ms=milliseconds)
        return response
