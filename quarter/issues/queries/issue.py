"""One issue with its answers and photos."""

from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, select

from quarter.accounts.models import Person
from quarter.foundation.models import column, get_row, given, list_rows
from quarter.groups.models import Group, Organisation
from quarter.issues.domain import Category, IssueState
from quarter.issues.models import Answer, Issue, IssuePhoto
from quarter.places.models import Quarter
from quarter.topics.models import Topic

ISSUE, ANSWER = Issue.__table__.c, Answer.__table__.c
GROUP, QUARTER, ORGANISATION = Group.__table__.c, Quarter.__table__.c, Organisation.__table__.c
PERSON, TOPIC, PHOTO = Person.__table__.c, Topic.__table__.c, IssuePhoto.__table__.c
Issues = sa.Select[int, int, int | None, int, int | None, str, str, str, Category, str, *tuple[Any, ...]]
Answers = sa.Select[int, str, str, IssueState, datetime, str, str, str | None, int | None, int | None, *tuple[Any, ...]]
Photos = sa.Select[int, str, int, int, str, str]


def get_issue(session: Session, issue_id: int) -> Issue | None:
    return session.get(Issue, issue_id)


class ShownIssue(NamedTuple):
    """An issue for pages that only show it, with the names around it."""

    id: int
    group_id: int
    topic_id: int | None
    reporter_id: int
    organisation_id: int | None
    title: str
    text: str
    lang: str
    category: Category
    place: str
    latitude: float | None
    longitude: float | None
    state: IssueState
    posted_at: datetime
    answer_due_on: date
    support_count: int
    comment_count: int
    group: str
    group_slug: str
    quarter_slug: str
    organisation: str | None
    topic: str | None
    topic_lang: str | None


def read_issue(session: Session, issue_id: int) -> ShownIssue | None:
    """An issue to be shown; None if there is none."""
    return get_row(session, _issue(), ShownIssue, issue_id=issue_id)


class ShownAnswer(NamedTuple):
    """What a body said to an issue, perhaps with a photo."""

    id: int
    text: str
    lang: str
    state: IssueState
    answered_at: datetime
    organisation: str
    author: str
    photo: str | None
    photo_width: int | None
    photo_height: int | None
    photo_description: str | None


def list_answers(session: Session, issue_id: int) -> list[ShownAnswer]:
    """All answers to an issue, the newest first."""
    return list_rows(session, _answers(), ShownAnswer, issue_id=issue_id)


class ShownPhoto(NamedTuple):
    """A photo of what was reported; `lang` is that of its description."""

    number: int
    photo: str
    photo_width: int
    photo_height: int
    photo_description: str
    lang: str


def list_photos(session: Session, issue_id: int) -> list[ShownPhoto]:
    """The photos of an issue, in their order."""
    return list_rows(session, _photos(), ShownPhoto, issue_id=issue_id)


def get_photo(session: Session, issue_id: int, number: int) -> IssuePhoto | None:
    query = select(IssuePhoto).where(IssuePhoto.issue_id == issue_id, IssuePhoto.number == number)
    return session.exec(query).one_or_none()


# Statements that every visitor needs are built once, of columns of the tables: see `listing`.


@cache
def _issue() -> Issues:
    return (
        sa.select(
            column(Issue.id), column(Issue.group_id), column(Issue.topic_id), column(Issue.reporter_id),
            column(Issue.organisation_id), column(Issue.title), column(Issue.text), column(Issue.lang),
            column(Issue.category), column(Issue.place), ISSUE.latitude, ISSUE.longitude, ISSUE.state,
            ISSUE.posted_at, ISSUE.answer_due_on, ISSUE.support_count, ISSUE.comment_count, GROUP.name, GROUP.slug,
            QUARTER.slug, ORGANISATION.name, TOPIC.title, TOPIC.lang,
        )
        .select_from(Issue.__table__)
        .join(Group.__table__, GROUP.id == ISSUE.group_id)
        .join(Quarter.__table__, QUARTER.id == ISSUE.quarter_id)
        .join(Organisation.__table__, ORGANISATION.id == ISSUE.organisation_id, isouter=True)
        .join(Topic.__table__, TOPIC.id == ISSUE.topic_id, isouter=True)
        .where(ISSUE.id == sa.bindparam("issue_id"))
    )  # fmt: skip


@cache
def _answers() -> Answers:
    return (
        sa.select(
            column(Answer.id), column(Answer.text), column(Answer.lang), column(Answer.state),
            column(Answer.answered_at), column(Organisation.name), column(Person.name), column(Answer.photo),
            column(Answer.photo_width), column(Answer.photo_height), ANSWER.photo_description,
        )
        .join(Organisation.__table__, ORGANISATION.id == ANSWER.organisation_id)
        .join(Person.__table__, PERSON.id == ANSWER.author_id)
        .where(ANSWER.issue_id == sa.bindparam("issue_id"))
        .order_by(ANSWER.id.desc())
    )  # fmt: skip


@cache
def _photos() -> Photos:
    return (
        sa.select(
            column(IssuePhoto.number), given(IssuePhoto.photo), given(IssuePhoto.photo_width),
            given(IssuePhoto.photo_height), given(IssuePhoto.photo_description), column(IssuePhoto.lang),
        )
        .where(PHOTO.issue_id == sa.bindparam("issue_id"))
        .order_by(PHOTO.number)
    )  # fmt: skip
