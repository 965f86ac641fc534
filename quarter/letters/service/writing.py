"""Writing letters: in the transaction of the deed that they tell, one row for each receiver.

What has already been written to somebody about an event is not written again, so that all this may be repeated.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from quarter.actions.models import Action
from quarter.foundation.audit import AuditEntry
from quarter.foundation.clock import local_date
from quarter.foundation.db import insert_on
from quarter.groups.models import SeatRequest
from quarter.groups.queries import list_seats
from quarter.issues.models import Issue
from quarter.letters.domain import LetterKind, Way, news_due_at
from quarter.letters.models import Letter
from quarter.letters.queries.follows import get_reporter, list_followers
from quarter.letters.queries.receivers import To, list_of_body, list_told, list_uninformed, list_voters
from quarter.meetings.models import AgendaProposal, Meeting
from quarter.places.queries import get_town


def write(
    session: Session, entry: AuditEntry, kind: LetterKind, receivers: Iterable[To], *, now: datetime | None = None
) -> None:
    """Write a letter of this kind about an event to each of the receivers, to be sent at once."""
    at = now or entry.at
    _insert(session, [_row(entry, kind, to, at) for to in receivers])


def write_invitations(session: Session, entry: AuditEntry) -> None:
    """To everybody who sits in the group: that it meets, that the meeting is moved, or what is new on its agenda."""
    meeting = session.get_one(Meeting, entry.subject_id)
    if meeting.invited_at is not None:
        write(session, entry, LetterKind.INVITATION, _sitting(session, meeting.group_id, entry))


def write_of_minutes(session: Session, entry: AuditEntry) -> None:
    """To everybody who may object to the minutes that went round."""
    meeting = session.get_one(Meeting, entry.subject_id)
    write(session, entry, LetterKind.MINUTES, _sitting(session, meeting.group_id, entry))


def write_to_voters(session: Session, entry: AuditEntry) -> None:
    """To everybody on the roll of an online vote."""
    write(session, entry, LetterKind.VOTE, list_voters(session, entry.subject_id))


def write_to_asked_body(session: Session, entry: AuditEntry) -> None:
    """To the body that is asked to answer an issue."""
    issue = session.get_one(Issue, entry.subject_id)
    if issue.organisation_id is not None:
        write(session, entry, LetterKind.TO_ANSWER, _others(list_owners(session, entry, issue), entry))


def write_to_owner(session: Session, entry: AuditEntry) -> None:
    """To whom an agreed action falls: the person, else the body."""
    action = session.get_one(Action, entry.subject_id)
    write(session, entry, LetterKind.TO_DO, _others(list_owners(session, entry, action), entry))


def list_owners(session: Session, entry: AuditEntry, thing: Issue | Action, now: datetime | None = None) -> list[To]:
    """Who has to answer an issue or to do an action: the person, else those of the body."""
    if isinstance(thing, Action) and thing.person_id is not None:
        return [To(thing.person_id, None)]
    today = local_date(now or entry.at, get_town(session).timezone)
    return list_of_body(session, thing.organisation_id, today) if thing.organisation_id else []


def write_to_reporter(session: Session, entry: AuditEntry) -> None:
    """To whoever reported an issue: that it is answered."""
    reporter = get_reporter(session, entry.subject_id)
    write(session, entry, LetterKind.ANSWER, [To(reporter.id, None)] if reporter else [])


def write_to_asker(session: Session, entry: AuditEntry) -> None:
    """To whoever asked for a seat: what became of it."""
    write(session, entry, LetterKind.SEAT, [To(session.get_one(SeatRequest, entry.subject_id).person_id, None)])


def write_to_proposer(session: Session, entry: AuditEntry) -> None:
    """To whoever proposed an item of the agenda: what became of it."""
    proposer_id = session.get_one(AgendaProposal, entry.subject_id).proposer_id
    write(session, entry, LetterKind.PROPOSAL, [To(proposer_id, None)])


def write_news(session: Session, entry: AuditEntry) -> None:
    """To whoever follows what it is about, unless they get a letter about it in any case; when they want their news."""
    timezone = get_town(session).timezone
    told = list_told(session, entry.id)
    rows = []
    for follower in list_followers(session, entry, local_date(entry.at, timezone)):
        if follower.id not in told:
            row = _row(entry, LetterKind.NEWS, To(follower.id, None), entry.at)
            due_at = news_due_at(follower.news_pace, entry.at, timezone)
            about = {"subject_kind": follower.kind, "subject_id": follower.subject_id}
            rows.append(row | about | {"due_at": due_at, "next_try_at": due_at})
    _insert(session, rows)


def write_left_invitations(session: Session, entry: AuditEntry) -> None:
    """To whom a letter about a meeting was still to go when letters got a room of their own."""
    write(session, entry, LetterKind.INVITATION, list_uninformed(session, entry.id))


def _sitting(session: Session, group_id: int, entry: AuditEntry) -> list[To]:
    today = local_date(entry.at, get_town(session).timezone)
    return [
        To(person_id, None) for person_id in sorted({row.person_id for row in list_seats(session, group_id, today)})
    ]


def _others(receivers: list[To], entry: AuditEntry) -> list[To]:
    """Nobody is told of their own deed."""
    return [to for to in receivers if to.person_id is None or to.person_id != entry.actor_id]


def _row(entry: AuditEntry, kind: LetterKind, to: To, at: datetime) -> dict[str, object]:
    return {
        "entry_id": entry.id, "kind": kind, "person_id": to.person_id, "organisation_id": to.organisation_id,
        "group_id": entry.group_id, "subject_kind": entry.subject_kind, "subject_id": entry.subject_id,
        "way": Way.MAIL if to.has_mail else Way.PAPER, "written_at": at, "due_at": at, "next_try_at": at,
    }  # fmt: skip


def _insert(session: Session, rows: list[dict[str, object]]) -> None:
    if rows:
        insert = insert_on(session.get_bind().dialect.name, Letter.__table__)
        session.execute(insert.on_conflict_do_nothing(), rows)
