"""The way of the minutes from draft to sealed, and what the database refuses after that."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from quarter.actions.models import Action
from quarter.actions.service import agree
from quarter.decisions.models import Decision
from quarter.foundation.actors import Role
from quarter.foundation.audit import AuditEntry
from quarter.groups.domain import BenchKey
from quarter.groups.models import Seat
from quarter.groups.service import end_seat
from quarter.meetings.domain import Office
from quarter.meetings.models import Meeting
from quarter.meetings.service.agenda import add_item
from quarter.meetings.service.attachments import attach
from quarter.meetings.service.conflicts import note_conflict
from quarter.meetings.service.importing import Matched, StayOfSeat, import_attendance
from quarter.meetings.service.offices import give_offices
from quarter.meetings.service.outcomes import agree_action, put_question
from quarter.minutes.builder import build_minutes, read_minutes
from quarter.minutes.document import Minutes, seal_of
from quarter.minutes.domain import MinutesRefusal, MinutesState
from quarter.minutes.models import MinutesRecord
from quarter.minutes.queries.records import get_record
from quarter.minutes.service.approval import approve
from quarter.minutes.service.circulation import circulate
from quarter.minutes.service.sealing import seal
from tests.factories.world import World
from tests.meetings.evening import BEGIN, after, approved, ended, items, note, planned, refused, running, sealed


def test_minutes_hold_who_was_there_what_was_said_decided_and_agreed(session: Session, world: World) -> None:
    minutes = build_minutes(session, ended(session, world))
    assert (minutes.municipality, minutes.quarter, minutes.number) == (
        "Stadt Beispielhafen",
        "Kanalviertel",
        1,
    )
    assert (minutes.opened_at, minutes.ended_at, minutes.quorum_found_at) == (BEGIN, after(90), after(2))
    assert minutes.quorum.is_met
    assert minutes.names_of(Role.MODERATOR) == ("Moderator",)
    assert {seat.bench for seat in minutes.present if seat.role is Role.MEMBER} == set(BenchKey)
    topic = minutes.items[1]
    assert topic.notes.text == "Die Stadt hält 80 Meter für möglich."
    assert topic.topic.text == topic.title.text == "Sichere Wege zur Kita"
    [decision], [action] = topic.decisions, topic.actions
    assert (decision.number, decision.question.text) == ("2026/01-1", "Soll die Gasse Spielstraße werden?")
    assert (action.organisation, action.person) == ("Amt für Grün und Verkehr", "City")


def test_a_question_that_was_not_counted_is_no_decision(session: Session, world: World) -> None:
    meeting = running(session, world)
    put_question(
        session,
        world.secretary,
        meeting,
        items(session, meeting)[0],
        title="x",
        question="y",
        lang="de",
        now=after(5),
    )
    assert build_minutes(session, meeting).decisions == ()


def test_building_takes_the_same_number_of_statements_for_any_agenda(session: Session, world: World) -> None:
    meeting = ended(session, world)
    few = statements(session, lambda: build_minutes(session, meeting))
    longer = planned(session, world)
    for number in range(12):
        add_item(session, world.moderator, longer, title=f"Punkt {number}", now=BEGIN)
    assert statements(session, lambda: build_minutes(session, longer)) == few


def statements(session: Session, deed: Callable[[], Any]) -> int:
    seen: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    session.flush()
    session.expire_all()
    sa.event.listen(session.get_bind(), "before_cursor_execute", count)
    deed()
    sa.event.remove(session.get_bind(), "before_cursor_execute", count)
    return len(seen)


def test_only_an_ended_meeting_has_minutes_to_circulate(session: Session, world: World) -> None:
    with refused(MinutesRefusal.MEETING_NOT_ENDED):
        circulate(session, world.secretary, running(session, world), now=after(50))


def _was_there_too(session: Session, world: World, meeting: Meeting) -> None:
    stay = StayOfSeat(world.seats["initiative"], "Initiative", after(1), after(2))
    import_attendance(session, world.secretary, meeting, Matched((stay,), ()), now=after(125))


def _noted(session: Session, world: World, meeting: Meeting) -> None:
    note(session, world, meeting, items(session, meeting)[0], "Begrüßung.")


def _agreed(session: Session, world: World, meeting: Meeting) -> None:
    agree_action(
        session, world.secretary, meeting, items(session, meeting)[0], title="Bänke zählen", text="", lang="de",
        organisation_id=world.organisations["city"], person_id=None, due_on=after(60 * 24 * 30).date(), now=after(125),
    )  # fmt: skip


def _agreed_at_the_decision(session: Session, world: World, meeting: Meeting) -> None:
    item = items(session, meeting)[1]
    decision = session.exec(select(Decision).where(Decision.agenda_item_id == item.id)).one()
    agree(
        session, world.secretary, world.group(session), title="Schilder bestellen", text="", lang="de",
        organisation_id=world.organisations["city"], due_on=after(60 * 24 * 30).date(), agenda_item_id=item.id,
        decision_id=decision.id, now=after(125),
    )  # fmt: skip


def _attached(session: Session, world: World, meeting: Meeting) -> None:
    attach(
        session, world.secretary, meeting, None, file="plan.pdf", name="Plan.pdf", suffix="pdf", size=12,
        sha256="0" * 64, now=after(125),
    )  # fmt: skip


def _chaired(session: Session, world: World, meeting: Meeting) -> None:
    give_offices(
        session, world.secretary, meeting, None, {Office.CHAIR: world.seats["city"], Office.SECRETARY: None},
        now=after(125),
    )  # fmt: skip


def _held_back(session: Session, world: World, meeting: Meeting) -> None:
    note_conflict(session, world.secretary, meeting, items(session, meeting)[1], world.seats["city"], now=after(125))


@pytest.mark.parametrize(
    "corrected", [_was_there_too, _noted, _agreed, _agreed_at_the_decision, _attached, _chaired, _held_back]
)
def test_whatever_was_corrected_since_is_not_approved_before_it_went_round(
    session: Session, world: World, corrected: Callable[[Session, World, Meeting], None]
) -> None:
    meeting = ended(session, world)
    circulate(session, world.secretary, meeting, now=after(120))
    corrected(session, world, meeting)
    with refused(MinutesRefusal.NOTES_CHANGED):
        approve(session, world.moderator, meeting, now=after(130))
    circulate(session, world.secretary, meeting, now=after(140))
    approve(session, world.moderator, meeting, now=after(150))


def test_what_is_agreed_when_the_record_is_closed_follows_from_the_decision_alone(
    session: Session, world: World
) -> None:
    meeting = approved(session, world)
    before = build_minutes(session, meeting).actions
    _agreed_at_the_decision(session, world, meeting)
    session.expire_all()
    assert build_minutes(session, meeting).actions == before
    later = session.exec(select(Action).where(Action.title == "Schilder bestellen")).one()
    assert later.decision_id is not None and later.agenda_item_id is None


def test_whoever_was_there_stays_in_the_record_when_the_seat_is_given_up_on_the_same_day(
    session: Session, world: World
) -> None:
    meeting = ended(session, world)
    there = build_minutes(session, meeting).present
    end_seat(session, world.moderator, session.get_one(Seat, world.seats["city"]), today=BEGIN.date(), now=after(100))
    session.expire_all()
    assert build_minutes(session, meeting).present == there


def test_what_was_written_and_taken_back_is_no_correction(session: Session, world: World) -> None:
    meeting = ended(session, world)
    circulate(session, world.secretary, meeting, now=after(120))
    for text in ("Begrüßung.", ""):
        note(session, world, meeting, items(session, meeting)[0], text)
    approve(session, world.moderator, meeting, now=after(130))


def test_an_approval_reads_no_more_of_a_long_meeting_than_of_a_short_one(session: Session, world: World) -> None:
    meeting = ended(session, world)
    circulate(session, world.secretary, meeting, now=after(120))
    assert statements(session, lambda: approve(session, world.moderator, meeting, now=after(130))) < 10


def test_what_goes_round_is_frozen_and_corrections_go_round_again(session: Session, world: World) -> None:
    meeting = ended(session, world)
    circulate(session, world.secretary, meeting, now=after(120))
    note(session, world, meeting, items(session, meeting)[0], "Begrüßung.")
    recorded = get_record(session, meeting.id)
    assert read_minutes(session, recorded).items[0].notes.text == ""
    with refused(MinutesRefusal.NOTES_CHANGED):
        approve(session, world.moderator, meeting, now=after(130))
    circulate(session, world.secretary, meeting, now=after(140))
    assert read_minutes(session, recorded).items[0].notes.text == "Begrüßung."
    assert recorded.record.circulated_at == after(140)
    approve(session, world.moderator, meeting, now=after(150))
    assert recorded.record.approved_by_id == world.moderator.person_id


def test_no_step_is_left_out(session: Session, world: World) -> None:
    meeting = ended(session, world)
    with refused(MinutesRefusal.NOT_YET_CIRCULATED):
        approve(session, world.moderator, meeting, now=after(120))
    with refused(MinutesRefusal.NOT_YET_APPROVED):
        seal(session, world.moderator, meeting, now=after(120))
    circulate(session, world.secretary, meeting, now=after(120))
    with refused(MinutesRefusal.NOT_YET_APPROVED):
        seal(session, world.moderator, meeting, now=after(120))


def test_approved_minutes_fix_notes_and_actions(session: Session, world: World) -> None:
    meeting = ended(session, world)
    circulate(session, world.secretary, meeting, now=after(120))
    approve(session, world.moderator, meeting, now=after(130))
    with refused(MinutesRefusal.MINUTES_ARE_FIXED):
        note(session, world, meeting, items(session, meeting)[0], "noch etwas")
    with refused(MinutesRefusal.MINUTES_ARE_FIXED):
        agree_action(
            session, world.secretary, meeting, items(session, meeting)[0], title="x", text="", lang="de",
            organisation_id=world.organisations["city"], person_id=None,
            due_on=after(9999).date(), now=after(140),
        )  # fmt: skip
    with refused(MinutesRefusal.MINUTES_ARE_FIXED):
        circulate(session, world.secretary, meeting, now=after(140))


def test_the_seal_is_the_checksum_of_the_text_that_was_approved(session: Session, world: World) -> None:
    record = session.get_one(MinutesRecord, sealed(session, world).id)
    assert record.state is MinutesState.SEALED
    assert record.sha256 == seal_of(record.document)
    assert Minutes.from_json(record.document).to_json() == record.document


def test_each_step_counts_once_and_each_topic_learns_of_the_seal(session: Session, world: World) -> None:
    meeting = sealed(session, world)
    approve(session, world.moderator, meeting, now=after(300))
    seal(session, world.moderator, meeting, now=after(300))
    entries = session.exec(select(AuditEntry).order_by(AuditEntry.id)).all()
    names = [entry.name for entry in entries]
    for step in ("circulated", "approved", "sealed"):
        assert names.count(f"meetings:minutes_{step}") == 1
    [recorded] = [entry for entry in entries if entry.name == "meetings:topic_recorded"]
    assert recorded.topic_id == items(session, meeting)[1].topic_id
    assert (recorded.subject_kind, recorded.subject_id) == ("meeting", meeting.id)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE minutes SET document = 'x'",
        "UPDATE minutes SET state = 'draft', sha256 = NULL",
        "DELETE FROM minutes",
    ],
)
def test_the_database_itself_refuses_to_change_sealed_minutes(session: Session, world: World, statement: str) -> None:
    meeting = sealed(session, world)
    with pytest.raises(IntegrityError, match="sealed minutes cannot be changed"), session.begin_nested():
        session.execute(sa.text(f"{statement} WHERE meeting_id = {meeting.id}"))
    assert session.get_one(MinutesRecord, meeting.id).state is MinutesState.SEALED


def test_minutes_that_are_not_sealed_can_still_be_changed(session: Session, world: World) -> None:
    meeting = ended(session, world)
    circulate(session, world.secretary, meeting, now=after(120))
    session.execute(sa.text(f"UPDATE minutes SET version = 9 WHERE meeting_id = {meeting.id}"))
    assert session.scalar(sa.text("SELECT version FROM minutes")) == 9
