"""What people follow, and who is answered: readers of news and of answers."""

from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.domain import NewsPace
from quarter.accounts.models import Person
from quarter.foundation.actors import Actor
from quarter.foundation.audit import AuditEntry
from quarter.foundation.models import column, get_row, list_rows, maybe
from quarter.foundation.subjects import SUBJECT, Subject, visible_to
from quarter.groups.models import Group, SeatRequest
from quarter.groups.queries import may_know
from quarter.issues.domain import IssueState
from quarter.issues.models import Issue
from quarter.meetings.models import AgendaProposal
from quarter.topics.models import Topic
from quarter.voices.models import Follow

PERSON, FOLLOW, ISSUE = Person.__table__.c, Follow.__table__.c, Issue.__table__.c
GROUP = Group.__table__.c
REQUEST, PROPOSAL = SeatRequest.__table__.c, AgendaProposal.__table__.c


class Receiver(NamedTuple):
    """Somebody with an address; None where they have chosen no language."""

    id: int
    email: str
    language: str | None


def get_reporter(session: Session, issue_id: int) -> Receiver | None:
    """Whoever reported an issue and still follows it."""
    query = (
        _receivers()
        .join(Issue.__table__, ISSUE.reporter_id == PERSON.id)
        .join(
            Follow.__table__,
            sa.and_(FOLLOW.kind == Issue.subject_kind, FOLLOW.subject_id == ISSUE.id, FOLLOW.person_id == PERSON.id),
        )
    )
    return get_row(session, query.where(ISSUE.id == issue_id), Receiver)


def _receivers() -> sa.Select[int, str, str | None]:
    return sa.select(column(Person.id), column(Person.email), column(Person.language))


class Asker(NamedTuple):
    """Who asked for a seat in which group, with the reason if there is none for them."""

    id: int
    email: str
    language: str | None
    answer: str
    slug: str


def get_asker(session: Session, request_id: int) -> Asker | None:
    """Whoever asked for a seat."""
    query = (
        _receivers()
        .add_columns(column(SeatRequest.answer), column(Group.slug))
        .join(SeatRequest.__table__, REQUEST.person_id == PERSON.id)
        .join(Group.__table__, GROUP.id == REQUEST.group_id)
    )
    return get_row(session, query.where(REQUEST.id == request_id), Asker)


class Proposer(NamedTuple):
    """Who proposed an item for the agenda, with the reason if it was declined."""

    id: int
    email: str
    language: str | None
    answer: str


def get_proposer(session: Session, proposal_id: int) -> Proposer | None:
    """Whoever proposed an item for the agenda."""
    query = (
        _receivers()
        .add_columns(column(AgendaProposal.answer))
        .join(AgendaProposal.__table__, PROPOSAL.proposer_id == PERSON.id)
    )
    return get_row(session, query.where(PROPOSAL.id == proposal_id), Proposer)


class Follower(NamedTuple):
    """Somebody who is told what happened, and what they follow: `kind` is "issue" or "topic"."""

    id: int
    email: str
    language: str | None
    kind: str
    subject_id: int
    title: str
    news_pace: NewsPace


def list_followers(session: Session, entry: AuditEntry, today: date, *, only: int | None = None) -> list[Follower]:
    """Everybody who follows what happened, once each: one statement, and one for the reporter of an issue.

    `only` asks whether a certain person is among them.

    Who follows an issue hears of it, and of its topic; but not of the other issues there. Who follows a topic hears
    of all in it that they may know of today. Nobody hears of their own deed; a reporter has a mail of their own about
    an answer.
    """
    is_issue = entry.subject_kind == Issue.subject_kind
    if entry.topic_id is None and not is_issue:
        return []
    spared = {entry.actor_id}
    if is_issue:
        reporter = get_reporter(session, entry.subject_id)
        spared.add(reporter.id if reporter else None)
    query = _followers(entry, today)
    rows = list_rows(session, query if only is None else query.where(PERSON.id == only), Follower)
    return list({row.id: row for row in rows if row.id not in spared}.values())


class FollowedLine(NamedTuple):
    """One thing that somebody follows; a topic has no state."""

    kind: str
    id: int
    title: str
    lang: str
    state: IssueState | None
    followed_at: datetime


def list_followed(session: Session, *, reader: Actor) -> list[FollowedLine]:
    """All that the reader follows and may know of, the newest first."""
    query = (
        sa.select(
            column(Follow.kind), column(Follow.subject_id), column(Subject.title), column(Subject.lang),
            maybe(Issue.state), column(Follow.followed_at),
        )
        .join(Subject.__table__, sa.and_(SUBJECT.kind == FOLLOW.kind, SUBJECT.id == FOLLOW.subject_id))
        .join(
            Issue.__table__, sa.and_(FOLLOW.kind == Issue.subject_kind, ISSUE.id == FOLLOW.subject_id), isouter=True
        )
        .where(FOLLOW.person_id == reader.person_id, visible_to(reader))
        .order_by(FOLLOW.followed_at.desc())
    )  # fmt: skip
    return list_rows(session, query, FollowedLine)


def _followers(entry: AuditEntry, today: date) -> sa.Select[int, str, str | None, str, int, str, NewsPace]:
    """Those who follow what the entry is about, or its topic, and may know of it; whoever follows both, by the topic.

    An issue stands in the register with its topic, and so does a topic itself.
    """
    followed = Subject.__table__.alias("followed")
    is_about = sa.and_(SUBJECT.kind == entry.subject_kind, SUBJECT.id == entry.subject_id)
    concerned = followed.c.topic_id == entry.topic_id
    if entry.subject_kind == Issue.subject_kind:
        this_issue = sa.and_(followed.c.kind == Issue.subject_kind, followed.c.id == entry.subject_id)
        concerned = sa.or_(this_issue, sa.and_(followed.c.kind == Topic.subject_kind, concerned))
    title: sa.Column[str] = followed.c.title
    return (
        _receivers()
        .add_columns(column(Follow.kind), column(Follow.subject_id), title, column(Person.news_pace))
        .join(Follow.__table__, FOLLOW.person_id == PERSON.id)
        .join(followed, sa.and_(followed.c.kind == FOLLOW.kind, followed.c.id == FOLLOW.subject_id))
        .join(Subject.__table__, sa.and_(is_about, may_know(PERSON.id, today)))
        .where(concerned)
        .order_by(FOLLOW.kind, FOLLOW.subject_id.desc(), PERSON.id)
    )
