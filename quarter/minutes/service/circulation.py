"""Sending the minutes round: the text is frozen when it goes."""

from collections import Counter
from datetime import datetime

from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.foundation.subjects import keep
from quarter.meetings.domain import MeetingState
from quarter.meetings.models import Meeting
from quarter.minutes.builder import build_minutes
from quarter.minutes.document import Minutes
from quarter.minutes.domain import FORM, MinutesRefusal, MinutesState, may_step
from quarter.minutes.events import MinutesCirculated
from quarter.minutes.models import MinutesRecord
from quarter.minutes.naming import freeze_names
from quarter.minutes.service.guards import lock_record, step


def circulate(session: Session, actor: Actor, meeting: Meeting, *, now: datetime) -> None:
    """Freeze the minutes and send them round; again after a correction, as long as they are not approved."""
    minutes = lock_record(session, meeting)
    if meeting.state is not MeetingState.ENDED:
        raise Refusal(MinutesRefusal.MEETING_NOT_ENDED)
    if minutes and not may_step(minutes.state, MinutesState.CIRCULATED):
        raise Refusal(MinutesRefusal.MINUTES_ARE_FIXED)
    meeting.record_went_round_at, meeting.record_is_touched = now, False
    frozen = _freeze(session, meeting, minutes, now)
    keep(session, frozen.subject(meeting, at=now))
    record(session, actor, MinutesCirculated(**meeting.as_subject()), now=now)


def has_changed_since(session: Session, meeting: Meeting, minutes: MinutesRecord) -> bool:
    """Whether notes, decisions, actions, files or who was there differ from the text that went round.

    Only where somebody wrote at all is the record made again to compare: not every word that is written changes it.
    """
    if not meeting.record_is_touched:
        return False
    frozen = Minutes.from_json(minutes.document)
    return _content(frozen) != _content(build_minutes(session, meeting))


def _content(minutes: Minutes) -> list[object]:
    """What an approval is about; a person's new name or a topic's new title is no correction."""
    items = [
        (
            item.notes,
            [each.number for each in item.decisions],
            [(each.title, each.due_on) for each in item.actions],
            (item.chair, item.secretary, item.conflicts),
            item.files,
        )
        for item in minutes.items
    ]
    stays = Counter(seat.presences for seat in minutes.seats if seat.presences)
    return [(minutes.chair, minutes.secretary), minutes.files, stays, *items]


def _freeze(session: Session, meeting: Meeting, minutes: MinutesRecord | None, now: datetime) -> MinutesRecord:
    """Keep the text that goes round, and who is named in public: as a new row the first time, afterwards in place of
    the one before."""
    built = build_minutes(session, meeting)
    if minutes is None:
        minutes = MinutesRecord(meeting_id=meeting.id, document=built.to_json(), circulated_at=now)
        session.add(minutes)
        session.flush()
    else:
        minutes.document, minutes.circulated_at, minutes.form = built.to_json(), now, FORM
        step(session, minutes, MinutesState.CIRCULATED)
    freeze_names(session, meeting, built)
    return minutes
