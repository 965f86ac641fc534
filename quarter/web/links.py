"""Addresses that templates need: the same page in another language, the next part of a list, that of a subject."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Flask, request, url_for

from quarter.foundation.multilingual import isolated, left_to_right
from quarter.foundation.subjects import page_of
from quarter.web.locale import day, gettext
from quarter.web.paths import came_from, own_path


def address_with(**changes: Any) -> str:
    """This address with some arguments changed, or taken out where None."""
    return _address(request.path, {**request.args.to_dict(), **changes})


def _address(path: str, arguments: Mapping[str, Any]) -> str:
    query = urlencode({name: value for name, value in arguments.items() if value is not None})
    return f"{path}?{query}" if query else path


def language_address(language: str) -> str:
    """This page in another language; where this address only takes forms, the page that the form stood on."""
    rule = request.url_rule
    if rule is None or rule.methods is None or "GET" in rule.methods:
        return address_with(lang=language)
    path, _, query = (own_path(request.referrer) or "/").partition("?")
    return _address(path, dict(parse_qsl(query)) | {"lang": language})


def entry_address(entry: Any) -> str:
    """The page of the subject that a thread entry is about."""
    return subject_address(entry.kind, entry.subject_id)


def subject_address(kind: str, subject_id: int) -> str:
    """The page that shows a subject, also one of a room upstairs."""
    page = page_of(kind)
    return address_of(page.endpoint, **{page.parameter: subject_id}) if page else address_of("home.now")


def told(entry: Any) -> str:
    """A thread entry as a sentence in the reader's language."""
    return gettext(entry.text, **{name: _shown(name, value) for name, value in entry.values.items()})


def _shown(name: str, value: Any) -> Any:
    if name.endswith("_on") and isinstance(value, str):
        return day(date.fromisoformat(value))
    if not isinstance(value, str):
        return value
    return left_to_right(value) if name == "number" else isolated(value)


@lru_cache(maxsize=1024)
def _built(_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    return url_for(endpoint, **dict(values))


def address_of(endpoint: str, **values: Any) -> str:
    """`url_for`, which a page with a list asks a hundred times; all our addresses are paths on this host."""
    try:
        return _built(request.script_root, endpoint, tuple(values.items()))
    except TypeError:  # a list of filters has no hash
        return url_for(endpoint, **values)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["url_for"] = address_of
    app.jinja_env.filters.update(ltr=left_to_right, isolate=isolated)
    app.jinja_env.globals.update(
        address_with=address_with,
        language_address=language_address,
        came_from=came_from,
        entry_address=entry_address,
        told=told,
        subject_address=subject_address,
    )
