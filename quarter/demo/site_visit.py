"""A walk along the street the day before yesterday: its minutes are approved, and one signature is missing.

What bollards and signs would cost was told to the group alone; everybody reads only that there are offers.
"""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import col

from quarter.actions import service as actions
from quarter.actions.models import Action
from quarter.decisions.domain import BenchVotes
from quarter.demo.stage import Stage
from quarter.foundation.subjects import get_subject
from quarter.groups.domain import BenchKey
from quarter.groups.models import Seat
from quarter.meetings.models import AgendaItem, InvitationLetter, Meeting
from quarter.meetings.service.agenda import add_item
from quarter.meetings.service.course import arrive, begin_item, end, start
from quarter.meetings.service.invitations import invite
from quarter.meetings.service.notes import write_notes
from quarter.meetings.service.outcomes import count_votes, put_question
from quarter.meetings.service.planning import schedule
from quarter.minutes.domain import ObjectionState
from quarter.minutes.service.approval import approve
from quarter.minutes.service.circulation import circulate
from quarter.minutes.service.objections import answer_objection, object_to_minutes
from quarter.minutes.service.signatures import sign
from quarter.topics.service import announce

PLACE = "Schleusengasse, vor dem Eingang der Kita"
WALKED = ("city", "hansen", "cooperative", "petersen", "initiative", "yildiz", "secretary")
ENDS = (
    "Alle gehen die Gasse einmal ab. Die Spielstraße soll an der Einfahrt der Kita beginnen und vor Haus 9 enden. "
    "Thomas Lindner misst {length} Meter."
)
VANS = (
    "Die Bäckerei wird bis 10 Uhr beliefert. Ein Halteplatz vor Haus 3 reicht aus; Renate Voss fragt die Mieter im "
    "Erdgeschoss, ob sie der Lärm stört."
)
OFFERS = (
    "Drei Firmen haben der Stadt Preise für Poller und Schilder genannt, die günstigste 8.400 Euro. Peter Hansen "
    "spricht noch einmal mit den beiden günstigsten. Namen und Preise bleiben bis zum Auftrag im Arbeitskreis."
)
QUESTION_OFFERS = "Die Stadt verhandelt mit den beiden günstigsten Firmen und berichtet in der nächsten Sitzung."
ANNOUNCED = {
    "de": ("Für Poller und Schilder gibt es drei Angebote", (
        "Viele Eltern fragen, ob es weitergeht: Ja. Was es kostet, steht hier, sobald der Auftrag vergeben ist."
    )),
    "ar": ("وصلت ثلاثة عروض لأعمدة الحماية واللافتات", (
        "يسأل كثير من الأهالي هل يستمر العمل: نعم. ستُنشر التكلفة هنا حالما تُكلَّف إحدى الشركات."
    )),
}  # fmt: skip
OBJECTION = "Gemessen haben wir 78 Meter, nicht 87. Ich habe das Maßband selbst gehalten."
ANSWER = "Das stimmt, beim Abschreiben sind die Ziffern vertauscht worden. Die Notiz ist berichtigt."


def visit_the_street(stage: Stage) -> None:
    """Objected to, corrected, and approved in writing; what was closed is announced in two languages."""
    meeting, ends, vans, offers = _plan(stage)
    _walk(stage, meeting, [(ends, ENDS.format(length=87)), (vans, VANS), (offers, OFFERS)])
    bargained = _agree_behind_closed_doors(stage, meeting, offers)
    end(stage.session, stage.actors["secretary"], meeting, now=stage.at(-2, 16, 45))
    _agree_on_minutes(stage, meeting, ends)
    _tell_everybody(stage, bargained)


def _plan(stage: Stage) -> tuple[Meeting, AgendaItem, AgendaItem, AgendaItem]:
    session, moderator, at = stage.session, stage.actors["moderator"], stage.at(-18, 12)
    meeting = schedule(session, moderator, stage.group, starts_at=stage.at(-2, 16), place=PLACE, lang="de", now=at)
    ends, vans, offers = (
        add_item(session, moderator, meeting, title=title, minutes_planned=minutes, is_public=is_public, now=at)
        for title, minutes, is_public in (
            ("Wo die Spielstraße beginnt und endet", 20, True), ("Wo Lieferwagen halten", 20, True),
            ("Angebote für Poller und Schilder", 10, False),
        )
    )  # fmt: skip
    invite(session, moderator, meeting, now=at)
    of_meeting = col(InvitationLetter.meeting_id) == meeting.id
    session.execute(sa.update(InvitationLetter).where(of_meeting).values(handed_over_at=at))
    return meeting, ends, vans, offers


def _walk(stage: Stage, meeting: Meeting, said: list[tuple[AgendaItem, str]]) -> None:
    session, secretary, begins = stage.session, stage.actors["secretary"], stage.at(-2, 16)
    start(session, stage.actors["moderator"], meeting, now=begins)
    for name in WALKED:
        seat = session.get_one(Seat, stage.actors[name].seats[0].seat_id)
        arrive(session, secretary, meeting, seat, now=begins)
    for (item, notes), minutes in zip(said, (2, 25, 36), strict=True):
        at = begins + timedelta(minutes=minutes)
        begin_item(session, secretary, meeting, item, now=at)
        write_notes(session, secretary, meeting, item, notes, expected=item.version, now=at)


def _agree_behind_closed_doors(stage: Stage, meeting: Meeting, offers: AgendaItem) -> Action:
    """It belongs to the public matter of the street, where the group alone finds it."""
    session, secretary, at = stage.session, stage.actors["secretary"], stage.at(-2, 16, 42)
    decision = put_question(
        session, secretary, meeting, offers, title="Mit zwei Firmen weiter verhandeln", question=QUESTION_OFFERS,
        lang="de", now=at,
    )  # fmt: skip
    hands = {BenchKey.CITY: 2, BenchKey.COOPERATIVES: 2, BenchKey.RESIDENTS: 2}
    votes = [BenchVotes(bench, yes, yes, yes=yes) for bench, yes in hands.items()]
    count_votes(session, secretary, decision, votes, now=at)
    return actions.agree(
        session, secretary, stage.group, title="Mit zwei Firmen über den Preis sprechen", text="", lang="de",
        organisation_id=stage.organisations["green"], person_id=stage.actors["hansen"].person_id,
        due_on=stage.day(12), topic_id=stage.topics["street"].id, agenda_item_id=offers.id, decision_id=decision.id,
        now=at,
    )  # fmt: skip


def _tell_everybody(stage: Stage, closed: Action) -> None:
    """In words that name no firm and no price."""
    moderator, topic = stage.actors["moderator"], stage.topics["street"]
    thing = get_subject(stage.session, "action", closed.id, moderator)
    assert thing is not None
    for count, (lang, (title, reason)) in enumerate(ANNOUNCED.items()):
        announce(
            stage.session, moderator, topic, thing, title=title, reason=reason, lang=lang,
            now=stage.at(-1, 18, 40 + 5 * count),
        )  # fmt: skip


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
