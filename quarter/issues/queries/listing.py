"""The list of issues and its map, narrowed or searched."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.foundation.models import column, given, list_rows, maybe
from quarter.foundation.pagination import Listing, Page, keyset_page
from quarter.foundation.text import words_of
from quarter.groups.models import Group, Organisation
from quarter.issues.domain import Category, IssueState, words_alike
from quarter.issues.models import WORDS, Issue
from quarter.places.models import Quarter

ISSUE, ORGANISATION = Issue.__table__.c, Organisation.__table__.c
QUARTER, GROUP = Quarter.__table__.c, Group.__table__.c
IssueLines = sa.Select[int, str, str, IssueState, str, datetime, date, int, int, str | None]
NEWEST = (ISSUE.posted_at, ISSUE.id)
AMONG = 300  # so many newest issues are looked through for what is almost alike,
MOST_LETTERS = 1_000  # and so much of what is written in each
MOST_COUNTED = 100  # to count all of a large town takes longer than to show them
MOST_POINTS = 500  # more would not be readable on a map, nor quick on an old phone


@dataclass(frozen=True)
class IssueFilter:
    """What a list of issues is narrowed to; `q` is looked for in title, text and place.

    `mine` is the person whose own reports are wanted: the reader, and nobody else's are ever listed.
    """

    quarter: int | None = None
    group: int | None = None
    category: Category | None = None
    state: IssueState | None = None
    q: str | None = None
    mine: int | None = None
    alike: tuple[tuple[str, ...], ...] = ()
    """Instead of the words of `q`, where nothing says them: for each the words of which one is wanted."""

    @property
    def is_everything(self) -> bool:
        return not self.given()

    @property
    def is_only_mine(self) -> bool:
        return self.given().keys() == {"mine"}

    @property
    def is_narrowed(self) -> bool:
        """Whether less is wanted than a list of its own shows."""
        return not self.is_everything and not self.is_only_mine

    def given(self) -> dict[str, Any]:
        """Only what is narrowed, for the address of a list."""
        given = {name: value for name, value in vars(self).items() if value is not None and name != "alike"}
        if self.mine:
            given["mine"] = 1
        return given | {"q": self.said} if self.q else given

    @property
    def said(self) -> str:
        """The words that were found."""
        return " ".join(words[0] for words in self.alike) or self.q or ""


EVERYTHING = IssueFilter()


class IssueLine(NamedTuple):
    """An issue in a list, with the name of the organisation asked."""

    id: int
    title: str
    lang: str
    state: IssueState
    place: str
    posted_at: datetime
    answer_due_on: date
    support_count: int
    reporter_id: int
    organisation: str | None


def list_issues(session: Session, chosen: IssueFilter = EVERYTHING, after: str | None = None) -> Page[IssueLine]:
    """Issues, newest first."""
    if chosen.is_everything:
        return _everything().page(session, after)
    return keyset_page(session, lines().where(*_conditions(session, chosen)), NEWEST, after, row=IssueLine)


def count_issues(session: Session, chosen: IssueFilter) -> int:
    """How many issues a list goes on to, over all its pages; one more than MOST_COUNTED stands for more."""
    some = sa.select(ISSUE.id).where(*_conditions(session, chosen)).limit(MOST_COUNTED + 1).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(some)) or 0


def search_alike(session: Session, chosen: IssueFilter) -> IssueFilter:
    """The same search by words that the newest issues hold and that are written almost alike: for mistyped ones.

    Unchanged if a word is like none of theirs.
    """
    beginning = sa.func.substr(column(Issue.text), 1, MOST_LETTERS)
    query = sa.select(column(Issue.title), column(Issue.place), beginning)
    others = _conditions(session, replace(chosen, q=None))
    newest = query.where(*others).order_by(*(key.desc() for key in NEWEST)).limit(AMONG)
    alike = words_alike(chosen.q or "", (text for row in session.execute(newest) for text in row))
    return replace(chosen, alike=tuple(map(tuple, alike))) if alike and all(alike) else chosen


class IssuePoint(NamedTuple):
    """An issue on the map."""

    id: int
    title: str
    lang: str
    state: IssueState
    latitude: float
    longitude: float


def list_points(session: Session, chosen: IssueFilter = EVERYTHING) -> list[IssuePoint]:
    """The newest issues that have a point on the map."""
    query = (
        sa.select(
            column(Issue.id), column(Issue.title), column(Issue.lang), column(Issue.state), given(Issue.latitude),
            given(Issue.longitude),
        )
        .where(ISSUE.latitude.is_not(None), *_conditions(session, chosen))
        .order_by(*(key.desc() for key in NEWEST))
        .limit(MOST_POINTS)
    )  # fmt: skip
    return list_rows(session, query, IssuePoint)


def find_quarter_slug(session: Session, chosen: IssueFilter = EVERYTHING) -> str | None:
    """The quarter whose outline the list's map draws: the chosen one, else the first."""
    query = sa.select(column(Quarter.slug)).join(Group.__table__, GROUP.quarter_id == QUARTER.id, isouter=True)
    if chosen.quarter is not None:
        query = query.where(QUARTER.id == chosen.quarter)
    if chosen.group is not None:
        query = query.where(GROUP.id == chosen.group)
    return session.scalar(query.order_by(QUARTER.id).limit(1))


# To build a statement takes as long as to run it, so those that every visitor needs are built once.


@cache
def _everything() -> Listing[IssueLine]:
    return Listing(lines(), NEWEST, row=IssueLine)


@cache
def lines() -> IssueLines:
    """Issues as lists show them, all of them and in no order."""
    return (
        sa.select(
            column(Issue.id), column(Issue.title), column(Issue.lang), column(Issue.state), column(Issue.place),
            column(Issue.posted_at), column(Issue.answer_due_on), column(Issue.support_count),
            column(Issue.reporter_id), maybe(Organisation.name),
        )
        .join(Organisation.__table__, ORGANISATION.id == ISSUE.organisation_id, isouter=True)
    )  # fmt: skip


def _conditions(session: Session, chosen: IssueFilter) -> Iterator[sa.ColumnElement[bool]]:
    if chosen.quarter is not None:
        yield ISSUE.quarter_id == chosen.quarter
    if chosen.group is not None:
        yield ISSUE.group_id == chosen.group
    if chosen.category is not None:
        yield ISSUE.category == chosen.category
    if chosen.state is not None:
        yield ISSUE.state == chosen.state
    if chosen.mine is not None:
        yield ISSUE.reporter_id == chosen.mine
    if chosen.q:
        yield from WORDS.mentions(session, ISSUE, chosen.alike or [(word,) for word in words_of(chosen.q)])
