"""Reminders: a day comes near, or has passed, and somebody still has to vote, to answer or to do something.

Each is written once. Whoever reads the letter gets it only if it still is true when it is sent.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.actions.domain import ActionState
from quarter.actions.events import ActionAgreed, ActionReopened
from quarter.actions.models import Action
from quarter.decisions.domain import DecisionState, Method
from quarter.decisions.events import VoteOpened
from quarter.decisions.models import Decision
from quarter.foundation.audit import ENTRY, AuditEntry
from quarter.foundation.clock import local_date
from quarter.foundation.models import column, given, list_rows
from quarter.issues.domain import IssueState
from quarter.issues.events import ResponsibleBodyAsked
from quarter.issues.models import Issue
from quarter.letters.domain import ACTION_NOTICE, ANSWER_NOTICE, LATE_FOR, LetterKind, remind_voters_at
from quarter.letters.models import Letter
from quarter.letters.queries.receivers import list_voters
from quarter.letters.service.writing import list_owners, write
from quarter.places.queries import get_town

ACTION, DECISION, ISSUE, LETTER = Action.__table__.c, Decision.__table__.c, Issue.__table__.c, Letter.__table__.c
TOLD = AuditEntry.__table__.alias("told")
MOST = 200  # of each kind, in one round


class Reminder(NamedTuple):
    """Of which event somebody is to be reminded, and how."""

    entry_id: int
    kind: LetterKind


def list_owed(session: Session, *, now: datetime) -> list[Reminder]:
    """All reminders that are due and not written yet."""
    today = local_date(now, get_town(session).timezone)
    return [*_of_votes(session, now), *_of_answers(session, now, today), *_of_actions(session, now, today)]


def write_reminder(session: Session, reminder: Reminder, *, now: datetime) -> None:
    """Write it to whoever has not voted, or still owes."""
    entry = session.get_one(AuditEntry, reminder.entry_id)
    if reminder.kind is LetterKind.VOTE_REMINDER:
        receivers = list_voters(session, entry.subject_id)
    else:
        is_issue = entry.subject_kind == Issue.subject_kind
        thing = session.get_one(Issue, entry.subject_id) if is_issue else session.get_one(Action, entry.subject_id)
        receivers = list_owners(session, entry, thing, now)
    write(session, entry, reminder.kind, receivers, now=now)


class _OpenVote(NamedTuple):
    entry_id: int
    opened_at: datetime
    closes_at: datetime


def _of_votes(session: Session, now: datetime) -> Iterator[Reminder]:
    entry_id = _last_entry(Decision.subject_kind, DECISION.id, (VoteOpened.name,))
    query = sa.select(entry_id, given(Decision.opened_at), given(Decision.closes_at)).where(
        DECISION.state == DecisionState.OPEN, DECISION.method == Method.ONLINE, DECISION.closes_at > now,
        entry_id.is_not(None), _not_written(entry_id, LetterKind.VOTE_REMINDER),
    )  # fmt: skip
    for vote in list_rows(session, query, _OpenVote):
        if now >= remind_voters_at(vote.opened_at, vote.closes_at):
            yield Reminder(vote.entry_id, LetterKind.VOTE_REMINDER)


def _of_answers(session: Session, now: datetime, today: date) -> Iterator[Reminder]:
    entry_id = _last_entry(Issue.subject_kind, ISSUE.id, (ResponsibleBodyAsked.name,))
    waiting = (ISSUE.state == IssueState.NEW, ISSUE.organisation_id.is_not(None))
    kinds = (LetterKind.ANSWER_DUE, LetterKind.ANSWER_LATE)
    return _of_days(session, entry_id, waiting, ISSUE.answer_due_on, kinds, ANSWER_NOTICE, now, today)


def _of_actions(session: Session, now: datetime, today: date) -> Iterator[Reminder]:
    entry_id = _last_entry(Action.subject_kind, ACTION.id, (ActionAgreed.name, ActionReopened.name))
    waiting = (ACTION.state != ActionState.DONE,)
    kinds = (LetterKind.ACTION_DUE, LetterKind.ACTION_LATE)
    return _of_days(session, entry_id, waiting, ACTION.due_on, kinds, ACTION_NOTICE, now, today)


def _of_days(
    session: Session, entry_id: sa.ScalarSelect[int], waiting: Sequence[sa.ColumnElement[bool]],
    due_on: sa.Column[date], kinds: tuple[LetterKind, LetterKind], notice: timedelta, now: datetime,
    today: date,
) -> Iterator[Reminder]:  # fmt: skip
    """Of what is due within its notice, and of what is late since yesterday or a few days more.

    Whoever was told within the notice need not be reminded yet.
    """
    told = sa.select(1).where(TOLD.c.id == entry_id, TOLD.c.at < now - notice).exists()
    spans = zip(kinds, ((today, today + notice), (today - LATE_FOR, today - timedelta(days=1))), strict=True)
    for kind, (first, last) in spans:
        query = sa.select(entry_id).where(*waiting, due_on.between(first, last), told, _not_written(entry_id, kind))
        for found in session.scalars(query.limit(MOST)):
            yield Reminder(found, kind)


def _last_entry(kind: str, subject_id: sa.Column[int], names: Sequence[str]) -> sa.ScalarSelect[int]:
    of_subject = (ENTRY.subject_kind == kind, ENTRY.subject_id == subject_id, ENTRY.name.in_(names))
    return sa.select(sa.func.max(column(AuditEntry.id))).where(*of_subject).scalar_subquery()


def _not_written(entry_id: sa.ScalarSelect[int], kind: LetterKind) -> sa.ColumnElement[bool]:
    return ~sa.select(1).where(LETTER.entry_id == entry_id, LETTER.kind == kind).exists()
