"""The list of issues and its map, narrowed or searched; and the issues of a topic."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.foundation.pagination import Listing, Page, keyset_page
from quarter.foundation.searching import mentions
from quarter.foundation.text import words_of
from quarter.groups.models import Group, Organisation
from quarter.issues.domain import Category, IssueState, words_alike
from quarter.issues.models import Issue
from quarter.places.models import Quarter

ISSUE, ORGANISATION = Issue.__table__.c, Organisation.__table__.c
NEWEST = (ISSUE.posted_at, ISSUE.id)
AMONG = 300  # so many newest issues are looked through for what is almost alike
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


def list_issues(session: Session, chosen: IssueFilter = EVERYTHING, after: str | None = None) -> Page:
    """Issues, newest first, as a list shows them: each with the name of the organisation asked."""
    if chosen.is_everything:
        return _everything().page(session, after)
    return keyset_page(session, _narrowed(rows(), chosen), NEWEST, after)


def count_issues(session: Session, chosen: IssueFilter) -> int:
    """How many issues a list goes on to, over all its pages; one more than MOST_COUNTED stands for more."""
    some = _narrowed(sa.select(ISSUE.id), chosen).limit(MOST_COUNTED + 1).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(some)) or 0


def search_alike(session: Session, chosen: IssueFilter) -> IssueFilter:
    """The same search by words that the newest issues hold and that are written almost alike: for mistyped ones.

    Unchanged if a word is like none of theirs.
    """
    query = sa.select(ISSUE.title, ISSUE.place, ISSUE.text).order_by(*(key.desc() for key in NEWEST)).limit(AMONG)
    narrowed = _narrowed(query, replace(chosen, q=None))
    alike = words_alike(chosen.q or "", (text for row in session.execute(narrowed) for text in row))
    return replace(chosen, alike=tuple(map(tuple, alike))) if alike and all(alike) else chosen


def list_for_topic(session: Session, topic_id: int) -> list[Any]:
    """The issues of a topic, in the order they were reported; rows as in `list_issues`."""
    query = rows().where(ISSUE.topic_id == topic_id).order_by(ISSUE.posted_at, ISSUE.id)
    return list(session.execute(query).all())


def count_by_topic(session: Session, topic_ids: Collection[int]) -> dict[int, int]:
    """How many issues each of these topics has; topics without any are left out."""
    counted = select(Issue.topic_id, sa.func.count()).where(col(Issue.topic_id).in_(topic_ids))
    return {row[0]: row[1] for row in session.execute(counted.group_by(Issue.topic_id))}


def list_points(session: Session, chosen: IssueFilter = EVERYTHING) -> list[Any]:
    """(id, title, lang, state, latitude, longitude) of the newest issues that have a point on the map."""
    query = (
        select(Issue.id, Issue.title, Issue.lang, Issue.state, Issue.latitude, Issue.longitude)
        .join(Group, col(Group.id) == Issue.group_id)
        .where(col(Issue.latitude).is_not(None))
        .order_by(col(Issue.posted_at).desc(), col(Issue.id).desc())
        .limit(MOST_POINTS)
    )
    return list(session.execute(_narrowed(query, chosen)).all())


def find_quarter_slug(session: Session, chosen: IssueFilter = EVERYTHING) -> str | None:
    """The quarter whose outline the list's map draws: the chosen one, else the first."""
    query = select(Quarter.slug).join(Group, col(Group.quarter_id) == Quarter.id, isouter=True)
    if chosen.quarter is not None:
        query = query.where(Quarter.id == chosen.quarter)
    if chosen.group is not None:
        query = query.where(Group.id == chosen.group)
    return session.exec(query.order_by(Quarter.id).limit(1)).first()


# To build a statement takes as long as to run it, so those that every visitor needs are built once; and of columns
# of the tables, because a statement of a model's attributes has its rows looked through as if they were models.


@cache
def _everything() -> Listing:
    return Listing(rows(), NEWEST)


@cache
def rows() -> Any:
    """Issues as lists show them, each with the name of the organisation asked."""
    return (
        select(
            ISSUE.id, ISSUE.title, ISSUE.lang, ISSUE.state, ISSUE.place, ISSUE.posted_at, ISSUE.answer_due_on,
            ISSUE.support_count, ISSUE.reporter_id, ORGANISATION.name.label("organisation"),
        )
        .join(Organisation.__table__, ORGANISATION.id == ISSUE.organisation_id, isouter=True)
    )  # fmt: skip


def _narrowed(query: Any, chosen: IssueFilter) -> Any:
    if chosen.quarter is not None:
        query = query.where(ISSUE.quarter_id == chosen.quarter)
    if chosen.group is not None:
        query = query.where(ISSUE.group_id == chosen.group)
    if chosen.category is not None:
        query = query.where(ISSUE.category == chosen.category)
    if chosen.state is not None:
        query = query.where(ISSUE.state == chosen.state)
    if chosen.mine is not None:
        query = query.where(ISSUE.reporter_id == chosen.mine)
    if chosen.q:
        texts = (ISSUE.title, ISSUE.text, ISSUE.place)
        wanted = chosen.alike or [(word,) for word in words_of(chosen.q)]
        query = query.where(*(mentions(texts, words) for words in wanted))
    return query
