"""Subjects: whatever has an address. Thread, audit and mails link through here to the page that shows one."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class SubjectPage:
    """The endpoint that shows a kind of subject, and the name of its id in the address."""

    endpoint: str
    parameter: str


_PAGES: dict[str, SubjectPage] = {}


def know_pages(pages: Mapping[str, SubjectPage]) -> None:
    """Take a room's pages into the house's, by kind of subject."""
    _PAGES.update(pages)


def page_of(kind: str) -> SubjectPage | None:
    return _PAGES.get(kind)
