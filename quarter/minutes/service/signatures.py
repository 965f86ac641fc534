"""Chair and secretary sign the approved minutes, each on their own account; then they can be sealed."""

from datetime import datetime

from sqlmodel import Session, select

from quarter.foundation.actors import Actor, Role
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.meetings.models import Meeting
from quarter.minutes.domain import SIGNERS, MinutesRefusal, MinutesState
from quarter.minutes.events import MinutesSigned
from quarter.minutes.models import MinutesSignature
from quarter.minutes.service.guards import lock_record


def sign(session: Session, actor: Actor, meeting: Meeting, *, now: datetime) -> None:
    """Sign as chair or secretary, whichever seat the actor holds and whose signature is missing."""
    minutes = lock_record(session, meeting)
    if minutes is None or minutes.state is MinutesState.CIRCULATED:
        raise Refusal(MinutesRefusal.NOT_YET_APPROVED)
    if minutes.state is MinutesState.SEALED:
        raise Refusal(MinutesRefusal.MINUTES_ARE_FIXED)
    role = _role_to_sign(session, actor, meeting)
    session.add(
        MinutesSignature(
            meeting_id=meeting.id, role=role, person_id=actor.signed_in_id, name=actor.name, signed_at=now
        )
    )  # fmt: skip
    session.flush()
    record(session, actor, MinutesSigned(**meeting.as_subject(), role=role.value), now=now)


def is_signed(session: Session, meeting: Meeting) -> bool:
    """Whether both signatures are there."""
    return len(_signatures(session, meeting)) == len(SIGNERS)


def _role_to_sign(session: Session, actor: Actor, meeting: Meeting) -> Role:
    signed = _signatures(session, meeting)
    if any(signature.person_id == actor.person_id for signature in signed):
        raise Refusal(MinutesRefusal.SIGNED_ALREADY)
    held = {seat.role for seat in actor.seats if seat.group_id == meeting.group_id}
    missing = [role for role in SIGNERS if role in held and role not in {signature.role for signature in signed}]
    if not missing:
        raise Refusal(MinutesRefusal.NOT_YOURS_TO_SIGN)
    return missing[0]


def _signatures(session: Session, meeting: Meeting) -> list[MinutesSignature]:
    return list(session.exec(select(MinutesSignature).where(MinutesSignature.meeting_id == meeting.id)).all())
