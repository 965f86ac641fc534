"""Doorplates: for each kind of subject, the page that shows it. Thread, audit and notices link through here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Doorplate:
    """The endpoint that shows a subject, and the name of its id in the address."""

    endpoint: str
    parameter: str


_DOORPLATES: dict[str, Doorplate] = {}


def declare_subject(kind: str, *, endpoint: str, parameter: str) -> None:
    """Say where a kind of subject is shown; called in the room's labels."""
    _DOORPLATES[kind] = Doorplate(endpoint, parameter)


def doorplate(kind: str) -> Doorplate | None:
    return _DOORPLATES.get(kind)
