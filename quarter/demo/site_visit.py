"""A walk along the street the day before yesterday: its minutes are approved, and one signature is missing."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import col

from quarter.demo.stage import Stage
from quarter.groups.models import Seat
from quarter.meetings.models import AgendaItem, InvitationLetter, Meeting
from quarter.meetings.service.agenda import add_item
from quarter.meetings.service.course import arrive, begin_item, end, start
from quarter.meetings.service.invitations import invite
from quarter.meetings.service.notes import write_notes
from quarter.meetings.service.planning import schedule
from quarter.minutes.domain import ObjectionState
from quarter.minutes.service.approval import approve
from quarter.minutes.service.circulation import circulate
from quarter.minutes.service.objections import answer_objection, object_to_minutes
from quarter.minutes.service.signatures import sign

PLACE = "Schleusengasse, vor dem Eingang der Kita"
WALKED = ("city", "hansen", "cooperative", "initiative", "yildiz", "secretary")
ENDS = (
    "Alle gehen die Gasse einmal ab. Die Spielstraße soll an der Einfahrt der Kita beginnen und vor Haus 9 enden. "
    "Thomas Lindner misst {length} Meter."
)
VANS = (
    "Die Bäckerei wird bis 10 Uhr beliefert. Ein Halteplatz vor Haus 3 reicht aus; Renate Voss fragt die Mieter im "
    "Erdgeschoss, ob sie der Lärm stört."
)
OBJECTION = "Gemessen haben wir 78 Meter, nicht 87. Ich habe das Maßband selbst gehalten."
ANSWER = "Das stimmt, beim Abschreiben sind die Ziffern vertauscht worden. Die Notiz ist berichtigt."


def visit_the_street(stage: Stage) -> None:
    """No vote; objected to, corrected, and approved in writing."""
    meeting, ends, vans = _plan(stage)
    _walk(stage, meeting, ends, vans)
    _agree_on_minutes(stage, meeting, ends)


def _plan(stage: Stage) -> tuple[Meeting, AgendaItem, AgendaItem]:
    session, moderator, at = stage.session, stage.actors["moderator"], stage.at(-18, 12)
    meeting = schedule(session, moderator, stage.group, starts_at=stage.at(-2, 16), place=PLACE, lang="de", now=at)
    ends, vans = (
        add_item(session, moderator, meeting, title=title, minutes_planned=20, now=at)
        for title in ("Wo die Spielstraße beginnt und endet", "Wo Lieferwagen halten")
    )
    invite(session, moderator, meeting, now=at)
    of_meeting = col(InvitationLetter.meeting_id) == meeting.id
    session.execute(sa.update(InvitationLetter).where(of_meeting).values(handed_over_at=at))
    return meeting, ends, vans


def _walk(stage: Stage, meeting: Meeting, ends: AgendaItem, vans: AgendaItem) -> None:
    session, secretary, begins = stage.session, stage.actors["secretary"], stage.at(-2, 16)
    start(session, stage.actors["moderator"], meeting, now=begins)
    for name in WALKED:
        seat = session.get_one(Seat, stage.actors[name].seats[0].seat_id)
        arrive(session, secretary, meeting, seat, now=begins)
    for item, minutes, notes in ((ends, 2, ENDS.format(length=87)), (vans, 25, VANS)):
        at = begins + timedelta(minutes=minutes)
        begin_item(session, secretary, meeting, item, now=at)
        write_notes(session, secretary, meeting, item, notes, expected=item.version, now=at)
    end(session, secretary, meeting, now=begins + timedelta(minutes=45))


def _agree_on_minutes(stage: Stage, meeting: Meeting, ends: AgendaItem) -> None:
    """The secretary has signed, the moderator has not seen it yet."""
    session, secretary, member = stage.session, stage.actors["secretary"], stage.actors["hansen"]
    circulate(session, secretary, meeting, now=stage.at(-2, 20))
    objection = object_to_minutes(session, member, meeting, ends, text=OBJECTION, lang="de", now=stage.at(-1, 8, 40))
    answered = stage.at(-1, 11)
    answer_objection(
        session, secretary, meeting, objection, state=ObjectionState.ACCEPTED, text=ANSWER, lang="de", now=answered
    )
    corrected = ENDS.format(length=78)
    write_notes(session, secretary, meeting, ends, corrected, expected=ends.version, now=answered)
    circulate(session, secretary, meeting, now=answered + timedelta(minutes=10))
    approve(session, stage.actors["moderator"], meeting, now=stage.at(-1, 18))
    sign(session, secretary, meeting, now=stage.at(-1, 18, 20))
