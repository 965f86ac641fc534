from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.foundation.audit import AuditEntry
from quarter.foundation.subjects import SUBJECT, Subject
from quarter.groups.models import Group, SeatRequest
from quarter.groups.queries import may_know
from quarter.issues.models import Issue, IssueFollow
from quarter.meetings.models import AgendaProposal, InvitationLetter
from quarter.topics.models import Topic, TopicFollow


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
        .join(IssueFollow, sa.and_(col(IssueFollow.issue_id) == Issue.id, col(IssueFollow.person_id) == Person.id))
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


def list_followers(session: Session, entry: AuditEntry, today: date) -> list[sa.Row]:
    """(id, email, language, kind, subject_id, title) of everybody who follows what happened, once each.

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


def list_followed(session: Session, person_id: int) -> list[sa.Row]:
    """(kind, id, title, lang, state, followed_at) of all that somebody follows, the newest first.

    Topics have no state.
    """
    issues = (
        sa.select(
            sa.literal("issue").label("kind"), Issue.id, Issue.title, Issue.lang, Issue.state, IssueFollow.followed_at,
        )
        .join(IssueFollow, col(IssueFollow.issue_id) == Issue.id)
        .where(IssueFollow.person_id == person_id)
    )  # fmt: skip
    topics = (
        sa.select(
            sa.literal("topic").label("kind"), Topic.id, Topic.title, Topic.lang, sa.null().label("state"),
            TopicFollow.followed_at,
        )
        .join(TopicFollow, col(TopicFollow.topic_id) == Topic.id)
        .where(TopicFollow.person_id == person_id)
    )  # fmt: skip
    both = sa.union_all(issues, topics)
    return list(session.execute(both.order_by(both.selected_columns.followed_at.desc())).all())


def _of_topic(session: Session, entry: AuditEntry, today: date) -> Iterable[Any]:
    query = (
        _people(Topic, "topic", entry, today)
        .join(TopicFollow, col(TopicFollow.person_id) == Person.id)
        .join(Topic, col(Topic.id) == TopicFollow.topic_id)
    )
    return session.execute(query.where(TopicFollow.topic_id == entry.topic_id)).all() if entry.topic_id else []


def _of_issues(session: Session, entry: AuditEntry, today: date) -> Iterable[Any]:
    concerned = Issue.id == entry.subject_id if entry.subject_kind == "issue" else Issue.topic_id == entry.topic_id
    query = (
        _people(Issue, "issue", entry, today)
        .join(IssueFollow, col(IssueFollow.person_id) == Person.id)
        .join(Issue, col(Issue.id) == IssueFollow.issue_id)
    )
    if entry.subject_kind != "issue" and entry.topic_id is None:
        return []
    return session.execute(query.where(concerned)).all()


def _people(followed: Any, kind: str, entry: AuditEntry, today: date) -> Any:
    """Those who may know of what the entry is about."""
    is_about = sa.and_(SUBJECT.kind == entry.subject_kind, SUBJECT.id == entry.subject_id)
    return (
        select(
            Person.id, Person.email, Person.language,
            sa.literal(kind).label("kind"), followed.id.label("subject_id"), followed.title,
        )
        .select_from(Person)
        .join(Subject, sa.and_(is_about, may_know(col(Person.id), today)))
    )  # fmt: skip
