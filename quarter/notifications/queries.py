from datetime import date, datetime
from typing import NamedTuple, Protocol

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.foundation.audit import AuditEntry
from quarter.foundation.rows import column, get_row, list_rows, maybe
from quarter.foundation.subjects import SUBJECT, Subject
from quarter.groups.models import Group, SeatRequest
from quarter.groups.queries import may_know
from quarter.issues.domain import IssueState
from quarter.issues.models import Issue, IssueFollow
from quarter.meetings.models import AgendaProposal, InvitationLetter
from quarter.topics.models import Topic, TopicFollow

PERSON, GROUP, LETTER = Person.__table__.c, Group.__table__.c, InvitationLetter.__table__.c
ISSUE, ISSUE_FOLLOW = Issue.__table__.c, IssueFollow.__table__.c
TOPIC, TOPIC_FOLLOW = Topic.__table__.c, TopicFollow.__table__.c
REQUEST, PROPOSAL = SeatRequest.__table__.c, AgendaProposal.__table__.c


class Addressee(Protocol):
    """Whom a mail goes to, in which language; None if they have chosen none."""

    @property
    def id(self) -> int: ...
    @property
    def email(self) -> str: ...
    @property
    def language(self) -> str | None: ...


class Receiver(NamedTuple):
    """Somebody with an address."""

    id: int
    email: str
    language: str | None


def list_receivers(session: Session, entry_id: int) -> list[Receiver]:
    """Whoever a letter about a meeting is for and has not been handed over yet."""
    query = (
        _receivers()
        .join(InvitationLetter.__table__, LETTER.person_id == PERSON.id)
        .where(LETTER.entry_id == entry_id, LETTER.handed_over_at.is_(None))
    )
    return list_rows(session, query.order_by(PERSON.id), Receiver)


def get_reporter(session: Session, issue_id: int) -> Receiver | None:
    """Whoever reported an issue and still follows it."""
    query = (
        _receivers()
        .join(Issue.__table__, ISSUE.reporter_id == PERSON.id)
        .join(IssueFollow.__table__, sa.and_(ISSUE_FOLLOW.issue_id == ISSUE.id, ISSUE_FOLLOW.person_id == PERSON.id))
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
    """Somebody who follows the issue or topic of this title."""

    id: int
    email: str
    language: str | None
    kind: str
    subject_id: int
    title: str


Followers = sa.Select[int, str, str | None, str, int, str]


def list_followers(session: Session, entry: AuditEntry, today: date) -> list[Follower]:
    """Everybody who follows what happened, once each.

    Who follows an issue hears of it, and of its topic; but not of the other issues there. Who follows a topic hears
    of all in it that they may know of today. Nobody hears of their own deed; a reporter has a mail of their own about
    an answer.
    """
    spared = {entry.actor_id}
    if entry.subject_kind == "issue":
        reporter = get_reporter(session, entry.subject_id)
        spared.add(reporter.id if reporter else None)
    rows = [*_of_topic(session, entry, today), *_of_issues(session, entry, today)]
    return list({row.id: row for row in reversed(rows) if row.id not in spared}.values())


class FollowedLine(NamedTuple):
    """What somebody follows; topics have no state."""

    kind: str
    id: int
    title: str
    lang: str
    state: IssueState | None
    followed_at: datetime


def list_followed(session: Session, person_id: int) -> list[FollowedLine]:
    """All that somebody follows, the newest first."""
    issues = (
        sa.select(
            sa.literal("issue"), column(Issue.id), column(Issue.title), column(Issue.lang), maybe(Issue.state),
            column(IssueFollow.followed_at),
        )
        .join(IssueFollow.__table__, ISSUE_FOLLOW.issue_id == ISSUE.id)
        .where(ISSUE_FOLLOW.person_id == person_id)
    )  # fmt: skip
    topics = (
        sa.select(
            sa.literal("topic"), column(Topic.id), column(Topic.title), column(Topic.lang),
            sa.type_coerce(sa.null(), ISSUE.state.type), column(TopicFollow.followed_at),
        )
        .join(TopicFollow.__table__, TOPIC_FOLLOW.topic_id == TOPIC.id)
        .where(TOPIC_FOLLOW.person_id == person_id)
    )  # fmt: skip
    both = sa.union_all(issues, topics)
    return list_rows(session, both.order_by(both.selected_columns.followed_at.desc()), FollowedLine)


def _of_topic(session: Session, entry: AuditEntry, today: date) -> list[Follower]:
    if entry.topic_id is None:
        return []
    query = (
        _people("topic", column(Topic.id), column(Topic.title), entry, today)
        .join(TopicFollow.__table__, TOPIC_FOLLOW.person_id == PERSON.id)
        .join(Topic.__table__, TOPIC.id == TOPIC_FOLLOW.topic_id)
    )
    return list_rows(session, query.where(TOPIC_FOLLOW.topic_id == entry.topic_id), Follower)


def _of_issues(session: Session, entry: AuditEntry, today: date) -> list[Follower]:
    if entry.subject_kind != "issue" and entry.topic_id is None:
        return []
    concerned = ISSUE.id == entry.subject_id if entry.subject_kind == "issue" else ISSUE.topic_id == entry.topic_id
    query = (
        _people("issue", column(Issue.id), column(Issue.title), entry, today)
        .join(IssueFollow.__table__, ISSUE_FOLLOW.person_id == PERSON.id)
        .join(Issue.__table__, ISSUE.id == ISSUE_FOLLOW.issue_id)
    )
    return list_rows(session, query.where(concerned), Follower)


def _people(kind: str, subject_id: sa.Column[int], title: sa.Column[str], entry: AuditEntry, today: date) -> Followers:
    """Those who may know of what the entry is about."""
    is_about = sa.and_(SUBJECT.kind == entry.subject_kind, SUBJECT.id == entry.subject_id)
    return (
        _receivers()
        .add_columns(sa.literal(kind), subject_id, title)
        .select_from(Person.__table__)
        .join(Subject.__table__, sa.and_(is_about, may_know(PERSON.id, today)))
    )
