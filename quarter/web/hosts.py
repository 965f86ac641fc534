"""Under which addresses this site answers: that of the setting, and those of the machine that it runs on.

Whoever asks chooses the name in `Host`. It must never stand in a file, a feed or a mail, so full addresses are made
here, from the setting.
"""

from functools import lru_cache
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


@lru_cache(maxsize=64)
def is_own(netloc: str, base_url: str) -> bool:
    """Whether a request's host is that of the setting, or the machine itself."""
    host = _host_of(netloc)
    return host == urlsplit(base_url).hostname or is_loopback(host)


def refuse_foreign_host() -> Response | None:
    """A page that says so, unless it is a machine that asks how we are (security.py asks for it)."""
    if request.endpoint in ASKED_BY_MACHINES:
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
