"""Whether a proxy stands before us as the settings say. Where not, the log says so, once, with a way.

Without the right setting all people seem to come from one address, and limits that are meant for one meet everybody.
"""

import structlog
from flask import Flask, request

from quarter.config import Settings

WRITTEN_BY_PROXIES = frozenset(
    ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")
)
UNEXPECTED = (
    "Requests come with headers that a proxy writes, and they are not believed. If a proxy stands before Quarter, set "
    "QUARTER_BEHIND_PROXY=true; if none does, somebody tries to pass for another."
)
MISSING = (
    "QUARTER_BEHIND_PROXY is set, but requests come without X-Forwarded-For. Let the proxy send it, or, if people "
    "reach Quarter without one, set QUARTER_BEHIND_PROXY=false, because else they can pass for anybody."
)
log = structlog.get_logger()


def init_app(app: Flask, settings: Settings) -> None:
    doubt = MISSING if settings.behind_proxy else UNEXPECTED
    is_said = False

    @app.before_request
    def compare_with_setting() -> None:
        nonlocal is_said
        if is_said or (request.endpoint or "").startswith("health."):  # machines ask from beside us
            return
        if WRITTEN_BY_PROXIES.isdisjoint(request.environ) is settings.behind_proxy:
            is_said = True
            log.warning("setting.doubtful", doubt=doubt)
