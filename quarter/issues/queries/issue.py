"""One issue with its answers and photos."""

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, select

from quarter.accounts.models import Person
from quarter.groups.models import Group, Organisation
from quarter.issues.models import Answer, Issue, IssuePhoto
from quarter.places.models import Quarter
from quarter.topics.models import Topic

ISSUE, ANSWER = Issue.__table__.c, Answer.__table__.c
GROUP, QUARTER, ORGANISATION = Group.__table__.c, Quarter.__table__.c, Organisation.__table__.c
PERSON, TOPIC, PHOTO = Person.__table__.c, Topic.__table__.c, IssuePhoto.__table__.c


def get_issue(session: Session, issue_id: int) -> Issue | None:
    return session.get(Issue, issue_id)


def read_issue(session: Session, issue_id: int) -> Any:
    """An issue for pages that only show it: a row of its columns and the names around it; None if there is none.

    The names: (group, group_slug, quarter_slug, organisation, topic, topic_lang).
    """
    return session.execute(_issue(), {"issue_id": issue_id}).one_or_none()


def list_answers(session: Session, issue_id: int) -> list[Any]:
    """(id, text, lang, state, answered_at, organisation, author, photo…) of all answers, the newest first."""
    return list(session.execute(_answers(), {"issue_id": issue_id}).all())


def list_photos(session: Session, issue_id: int) -> list[Any]:
    """(number, photo, its width, height and description, lang) of the photos of an issue, in their order."""
    return list(session.execute(_photos(), {"issue_id": issue_id}).all())


def get_photo(session: Session, issue_id: int, number: int) -> IssuePhoto | None:
    query = select(IssuePhoto).where(IssuePhoto.issue_id == issue_id, IssuePhoto.number == number)
    return session.exec(query).one_or_none()


# Statements that every visitor needs are built once, of columns of the tables: see `listing`.


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
def _photos() -> Any:
    return (
        select(PHOTO.number, PHOTO.photo, PHOTO.photo_width, PHOTO.photo_height, PHOTO.photo_description, PHOTO.lang)
        .where(PHOTO.issue_id == sa.bindparam("issue_id"))
        .order_by(PHOTO.number)
    )
