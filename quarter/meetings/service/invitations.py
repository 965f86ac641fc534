"""Inviting the group: everybody with a seat gets a letter, and what became of each letter is kept as a proof."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from quarter.charters.queries import get_charter
from quarter.foundation import clock
from quarter.foundation.actors import Actor
from quarter.foundation.audit import AuditEntry
from quarter.foundation.fates import Fate
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.groups.queries import list_seats
from quarter.meetings.domain import MeetingRefusal
from quarter.meetings.events import AgendaSentAgain, MeetingInvited
from quarter.meetings.models import InvitationLetter, Meeting
from quarter.meetings.queries.agenda import list_agenda
from quarter.meetings.queries.assembly import day_of
from quarter.meetings.service.guards import must_be_planned
from quarter.places.queries import get_town


def invite(session: Session, actor: Actor, meeting: Meeting, *, now: datetime) -> None:
    """Send the invitation with the agenda, once. Later changes of time and place tell about themselves.

    Late is possible: the charter's notice period is kept with it, so that pages and minutes can say so.
    """
    must_be_planned(session, meeting)
    if meeting.invited_at is not None:
        return
    meeting.invited_at, meeting.notice_days = now, get_charter(session, meeting.group_id).notice_days
    meeting.agenda_sent = _agenda(session, meeting)
    session.flush()
    entry = record(session, actor, MeetingInvited(**meeting.as_subject(), held_on=day_of(session, meeting)), now=now)
    write_to_group(session, meeting, entry, now=now)


def send_agenda_again(session: Session, actor: Actor, meeting: Meeting, *, now: datetime) -> None:
    """Tell everybody what the agenda is now, with what has changed since they last got it."""
    must_be_planned(session, meeting)
    if meeting.invited_at is None:
        raise Refusal(MeetingRefusal.NOT_INVITED_YET)
    before = tuple((item_id, title) for item_id, title in meeting.agenda_sent or ())
    meeting.agenda_sent = _agenda(session, meeting)
    session.flush()
    entry = record(session, actor, AgendaSentAgain(**meeting.as_subject(), before=before), now=now)
    write_to_group(session, meeting, entry, now=now)


def write_to_group(session: Session, meeting: Meeting, entry: AuditEntry, *, now: datetime) -> None:
    """Put a letter to everybody who sits in the group today on the pile; the worker hands them over."""
    today = clock.local_date(now, get_town(session).timezone)
    people = sorted({seat.person_id for seat in list_seats(session, meeting.group_id, today)})
    rows = [{"entry_id": entry.id, "person_id": person_id, "meeting_id": meeting.id} for person_id in people]
    if rows:
        session.execute(sa.insert(InvitationLetter), rows)


def note_fate(session: Session, entry_id: int, person_id: int, fate: Fate, *, words: str = "", now: datetime) -> None:
    """What the mail server did with the letter of an invitation to somebody. No trace but on the letter itself."""
    noted: dict[str, object] = {"fate": fate, "words": words}
    if fate is Fate.HANDED_OVER:
        noted["handed_over_at"] = now
    session.execute(_letter_to(entry_id, person_id).values(**noted))


def note_on_paper(session: Session, entry_id: int, person_id: int, *, now: datetime) -> None:
    """The letter of an invitation was handed over on paper. No trace here: the deed is recorded with the letter."""
    session.execute(_letter_to(entry_id, person_id).values(fate=Fate.HANDED_OVER, on_paper_at=now))


def _letter_to(entry_id: int, person_id: int) -> sa.Update:
    of = (col(InvitationLetter.entry_id) == entry_id, col(InvitationLetter.person_id) == person_id)
    return sa.update(InvitationLetter).where(*of, col(InvitationLetter.handed_over_at).is_(None))


def _agenda(session: Session, meeting: Meeting) -> list[list[object]]:
    return [[item.id, item.title] for item in list_agenda(session, meeting.id)]
