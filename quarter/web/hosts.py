"""Under which addresses this site answers: that of the setting, and those of the machine that it runs on.

Whoever asks chooses the name in `Host`. It must never stand in a file, a feed or a mail, so full addresses are made
here, from the setting.
"""

from urllib.parse import urljoin, urlsplit

from flask import Flask, Response, current_app, request

from quarter.config import Settings, is_loopback
from quarter.foundation.multilingual import N_
from quarter.web.errors import error_page

ASKED_BY_MACHINES = ("health.process", "health.ready")  # under whatever name, and the answer holds none


def full_address(path: str) -> str:
    """A path of ours with scheme and host, for files, feeds and calendars: `/issues/3` → `https://…/issues/3`."""
    return urljoin(_own_base() + "/", path)


def init_app(app: Flask, settings: Settings) -> None:
    app.extensions["quarter.base_url"] = settings.base_url
    app.jinja_env.globals["full_address"] = full_address
    known = urlsplit(settings.base_url).hostname

    @app.before_request
    def refuse_foreign_host() -> Response | None:
        host = _host_of(request.host)
        if host == known or is_loopback(host) or request.endpoint in ASKED_BY_MACHINES:
            return None
        return error_page(400, N_("This site does not answer under the address that you asked for."))


def _own_base() -> str:
    """The setting; where it is this machine's, whatever name and port of this machine somebody used."""
    base = str(current_app.extensions["quarter.base_url"])
    return request.host_url.rstrip("/") if is_loopback(_host_of(urlsplit(base).netloc)) else base


def _host_of(netloc: str) -> str:
    try:
        return urlsplit(f"//{netloc}").hostname or ""
    except ValueError:  # a bracket too many
        return ""
