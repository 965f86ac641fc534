from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.foundation.actors import Actor
from quarter.foundation.audit import AuditEntry
from quarter.foundation.rows import column, list_rows, maybe
from quarter.foundation.subjects import SUBJECT, Subject, visible_to
from quarter.groups.models import Group, SeatRequest
from quarter.groups.queries import may_know
from quarter.issues.domain import IssueState
from quarter.issues.models import Issue
from quarter.meetings.models import AgendaProposal, InvitationLetter
from quarter.topics.models import Topic
from quarter.voices.models import Follow

PERSON, FOLLOW, ISSUE = Person.__table__.c, Follow.__table__.c, Issue.__table__.c


def list_receivers(session: Session, entry_id: int) -> list[sa.Row]:
    """(id, email, language) of whoever a letter about a meeting is for and has not been handed over yet."""
    query = (
        select(Person.id, Person.email, Person.language)
        .join(InvitationLetter, col(InvitationLetter.person_id) == Person.id)
        .where(InvitationLetter.entry_id == entry_id, col(InvitationLetter.handed_over_at).is_(None))
        .order_by(Person.id)
    )
    return list(session.execute(query).all())


def get_reporter(session: Session, issue_id: int) -> sa.Row | None:
    """(id, email, language) of whoever reported an issue and still follows it."""
    query = (
        select(Person.id, Person.email, Person.language)
        .join(Issue, col(Issue.reporter_id) == Person.id)
        .join(
            Follow,
            sa.and_(
                col(Follow.kind) == Issue.subject_kind, col(Follow.subject_id) == Issue.id,
                col(Follow.person_id) == Person.id,
            ),
        )
    )
    return session.execute(query.where(Issue.id == issue_id)).one_or_none()


def get_asker(session: Session, request_id: int) -> sa.Row | None:
    """(id, email, language, answer, slug) of whoever asked for a seat, with the reason if there is none for them."""
    query = (
        select(Person.id, Person.email, Person.language, SeatRequest.answer, Group.slug)
        .join(SeatRequest, col(SeatRequest.person_id) == Person.id)
        .join(Group, col(Group.id) == SeatRequest.group_id)
    )
    return session.execute(query.where(SeatRequest.id == request_id)).one_or_none()


def get_proposer(session: Session, proposal_id: int) -> sa.Row | None:
    """(id, email, language, answer) of whoever proposed an item for the agenda, with the reason if it was declined."""
    query = (
        select(Person.id, Person.email, Person.language, AgendaProposal.answer)
        .join(AgendaProposal, col(AgendaProposal.proposer_id) == Person.id)
        .where(AgendaProposal.id == proposal_id)
    )
    return session.execute(query).one_or_none()


class Follower(NamedTuple):
    """Somebody who is told what happened, and what they follow: `kind` is "issue" or "topic"."""

    id: int
    email: str
    language: str | None
    kind: str
    subject_id: int
    title: str


def list_followers(session: Session, entry: AuditEntry, today: date) -> list[Follower]:
    """Everybody who follows what happened, once each: one statement, and one for the reporter of an issue.

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
    rows = list_rows(session, _followers(entry, today), Follower)
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


def _followers(entry: AuditEntry, today: date) -> sa.Select[int, str, str | None, str, int, str]:
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
        sa.select(
            column(Person.id), column(Person.email), column(Person.language), column(Follow.kind),
            column(Follow.subject_id), title,
        )
        .join(Follow.__table__, FOLLOW.person_id == PERSON.id)
        .join(followed, sa.and_(followed.c.kind == FOLLOW.kind, followed.c.id == FOLLOW.subject_id))
        .join(Subject.__table__, sa.and_(is_about, may_know(PERSON.id, today)))
        .where(concerned)
        .order_by(FOLLOW.kind, FOLLOW.subject_id.desc(), PERSON.id)
    )  # fmt: skip
