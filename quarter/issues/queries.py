"""Reading issues: the list and its map, one issue with answers, comments and support, a topic's issues."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.foundation.pagination import Listing, Page, keyset_page
from quarter.groups.models import Group, Organisation, Quarter
from quarter.issues.domain import MOST_WORDS, OPEN_STATES, Category, IssueState, telling_stems, words_alike
from quarter.issues.models import Answer, Comment, Issue, IssueFollow, IssuePhoto, Support
from quarter.topics.models import Topic

ISSUE, ANSWER, COMMENT = Issue.__table__.c, Answer.__table__.c, Comment.__table__.c
GROUP, QUARTER, ORGANISATION = Group.__table__.c, Quarter.__table__.c, Organisation.__table__.c
PERSON, TOPIC, PHOTO = Person.__table__.c, Topic.__table__.c, IssuePhoto.__table__.c
NEWEST = (ISSUE.posted_at, ISSUE.id)
AMONG, FEW, NEARBY = 300, 3, 0.0007  # so many newest issues are compared; degrees, some fifty metres
SAME = 2.5  # to be about the same is worth more than two words alike
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


def get_issue(session: Session, issue_id: int) -> Issue | None:
    return session.get(Issue, issue_id)


def read_issue(session: Session, issue_id: int) -> Any:
    """An issue for pages that only show it: a row of its columns and the names around it; None if there is none.

    The names: (group, group_slug, quarter_slug, organisation, topic, topic_lang).
    """
    return session.execute(_issue(), {"issue_id": issue_id}).one_or_none()


def list_issues(session: Session, chosen: IssueFilter = EVERYTHING, after: str | None = None) -> Page:
    """Issues, newest first, as a list shows them: each with the name of the organisation asked."""
    if chosen.is_everything:
        return _everything().page(session, after)
    return keyset_page(session, _narrowed(_rows(), chosen), NEWEST, after)


def count_issues(session: Session, chosen: IssueFilter) -> int:
    """How many issues a list goes on to, over all its pages."""
    query = sa.select(sa.func.count()).select_from(Issue.__table__)
    return session.scalar(_narrowed(query, chosen)) or 0


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
    query = _rows().where(ISSUE.topic_id == topic_id).order_by(ISSUE.posted_at, ISSUE.id)
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


def list_answers(session: Session, issue_id: int) -> list[Any]:
    """(id, text, lang, state, answered_at, organisation, author, photo…) of all answers, the newest first."""
    return list(session.execute(_answers(), {"issue_id": issue_id}).all())


def list_comments(session: Session, issue_id: int, after: str | None = None) -> Page:
    """(id, text, lang, posted_at, author) of comments, the newest first."""
    return _comments().page(session, after, issue_id=issue_id)


@dataclass(frozen=True)
class Part:
    """The part that somebody takes in an issue; without signing in, none."""

    supports: bool = False
    follows: bool = False


def get_part(session: Session, issue_id: int, person_id: int | None) -> Part:
    """Whether this person supports and follows the issue: one statement."""
    if person_id is None:
        return Part()
    return Part(*session.execute(_part(), {"issue_id": issue_id, "person_id": person_id}).one())


def list_photos(session: Session, issue_id: int) -> list[Any]:
    """(number, photo, its width, height and description, lang) of the photos of an issue, in their order."""
    return list(session.execute(_photos(), {"issue_id": issue_id}).all())


def get_photo(session: Session, issue_id: int, number: int) -> IssuePhoto | None:
    query = select(IssuePhoto).where(IssuePhoto.issue_id == issue_id, IssuePhoto.number == number)
    return session.exec(query).one_or_none()


def list_similar(
    session: Session, group_id: int, category: Category, words: str, point: tuple[float, float] | None = None
) -> list[Any]:
    """A few open issues like the one being written, the most alike first; rows as in `list_issues`.

    What is about the same comes first, then what is alike by the words of title and place or by the point
    (latitude, longitude): to write more never drives the category's own away.
    Only the newest issues of the group are compared, so that it is quick in any year.
    """
    newest = (
        sa.select(Issue.id)
        .where(Issue.group_id == group_id, col(Issue.state).in_(OPEN_STATES))
        .order_by(col(Issue.posted_at).desc(), col(Issue.id).desc())
        .limit(AMONG)
    )
    same = col(Issue.category) == category
    alike = [_says(stem) for stem in telling_stems(words)] + ([_is_near(*point)] if point else [])
    likeness = sum((sa.case((each, 1.0), else_=0.0) for each in alike), sa.case((same, SAME), else_=0.0))
    query = (
        _rows()
        .where(col(Issue.id).in_(newest), sa.or_(same, *alike))
        .order_by(likeness.desc(), col(Issue.posted_at).desc(), col(Issue.id).desc())
        .limit(FEW)
    )
    return list(session.execute(query).all())


# To build a statement takes as long as to run it, so those that every visitor needs are built once; and of columns
# of the tables, because a statement of a model's attributes has its rows looked through as if they were models.


@cache
def _issue() -> Any:
    return (
        select(
            *ISSUE, GROUP.name.label("group"), GROUP.slug.label("group_slug"),
            QUARTER.slug.label("quarter_slug"), ORGANISATION.name.label("organisation"),
            TOPIC.title.label("topic"), TOPIC.lang.label("topic_lang"),
        )
        .select_from(Issue.__table__)
        .join(Group.__table__, GROUP.id == ISSUE.group_id)
        .join(Quarter.__table__, QUARTER.id == ISSUE.quarter_id)
        .join(Organisation.__table__, ORGANISATION.id == ISSUE.organisation_id, isouter=True)
        .join(Topic.__table__, TOPIC.id == ISSUE.topic_id, isouter=True)
        .where(ISSUE.id == sa.bindparam("issue_id"))
    )  # fmt: skip


@cache
def _answers() -> Any:
    return (
        select(
            ANSWER.id, ANSWER.text, ANSWER.lang, ANSWER.state, ANSWER.answered_at,
            ORGANISATION.name.label("organisation"), PERSON.name.label("author"),
            ANSWER.photo, ANSWER.photo_width, ANSWER.photo_height, ANSWER.photo_description,
        )
        .join(Organisation.__table__, ORGANISATION.id == ANSWER.organisation_id)
        .join(Person.__table__, PERSON.id == ANSWER.author_id)
        .where(ANSWER.issue_id == sa.bindparam("issue_id"))
        .order_by(ANSWER.id.desc())
    )  # fmt: skip


@cache
def _part() -> Any:
    mine = (
        sa.exists().where(of.issue_id == sa.bindparam("issue_id"), of.person_id == sa.bindparam("person_id"))
        for of in (Support.__table__.c, IssueFollow.__table__.c)
    )
    return sa.select(*mine)


@cache
def _photos() -> Any:
    return (
        select(PHOTO.number, PHOTO.photo, PHOTO.photo_width, PHOTO.photo_height, PHOTO.photo_description, PHOTO.lang)
        .where(PHOTO.issue_id == sa.bindparam("issue_id"))
        .order_by(PHOTO.number)
    )


@cache
def _comments() -> Listing:
    query = (
        select(COMMENT.id, COMMENT.text, COMMENT.lang, COMMENT.posted_at, PERSON.name.label("author"))
        .join(Person.__table__, PERSON.id == COMMENT.author_id)
        .where(COMMENT.issue_id == sa.bindparam("issue_id"))
    )
    return Listing(query, [COMMENT.id])


@cache
def _everything() -> Listing:
    return Listing(_rows(), NEWEST)


@cache
def _rows() -> Any:
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
        wanted = chosen.alike or [(word,) for word in chosen.q.split()[:MOST_WORDS]]
        query = query.where(*(_mentions(words) for words in wanted))
    return query


def _mentions(words: Collection[str]) -> Any:
    """One of the words stands in one of the texts. SQLite knows capitals of a to z only, so we name both."""
    texts = (ISSUE.title, ISSUE.text, ISSUE.place)
    spellings = [each for word in words for each in ([word] if word.isascii() else [word.lower(), word.capitalize()])]
    return sa.or_(*(text.icontains(spelling, autoescape=True) for text in texts for spelling in spellings))


def _says(stem: str) -> Any:
    return sa.or_(*(col(text).icontains(stem, autoescape=True) for text in (Issue.title, Issue.place)))


def _is_near(latitude: float, longitude: float) -> Any:
    return sa.and_(
        col(Issue.latitude).between(latitude - NEARBY, latitude + NEARBY),
        col(Issue.longitude).between(longitude - 2 * NEARBY, longitude + 2 * NEARBY),
    )
