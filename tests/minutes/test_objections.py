"""Objections to circulated minutes, in time and answered; approval by a later meeting, or in silence."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlmodel import Session, select

from quarter import worker
from quarter.charters.models import Charter
from quarter.charters.queries import get_charter
from quarter.foundation.db import Database
from quarter.meetings.models import Meeting
from quarter.meetings.service.course import end, start
from quarter.minutes.domain import MinutesRefusal, MinutesState, ObjectionState
from quarter.minutes.models import MinutesRecord, Objection
from quarter.minutes.queries.records import get_record
from quarter.minutes.service.approval import approve, approve_in_silence
from quarter.minutes.service.circulation import circulate
from quarter.minutes.service.objections import answer_objection, object_to_minutes
from tests.factories.world import World
from tests.meetings.evening import after, ended, items, planned, refused
from tests.strict_client import StrictClient

DAY = 24 * 60


def circulated(session: Session, world: World) -> Meeting:
    meeting = ended(session, world)
    circulate(session, world.secretary, meeting, now=after(120))
    return meeting


def objection(session: Session, world: World, meeting: Meeting, *, minutes: int = DAY) -> Objection:
    return object_to_minutes(
        session, world.city, meeting, items(session, meeting)[1], text="80 Meter waren eine Schätzung.", lang="de",
        now=after(minutes),
    )  # fmt: skip


def answer(session: Session, world: World, meeting: Meeting, one: Objection, state: ObjectionState) -> None:
    answer_objection(
        session, world.secretary, meeting, one, state=state, text="Das stimmt.", lang="de", now=after(2 * DAY)
    )


def test_an_open_objection_keeps_the_minutes_from_being_approved(session: Session, world: World) -> None:
    meeting = circulated(session, world)
    one = objection(session, world, meeting)
    with refused(MinutesRefusal.OBJECTIONS_ARE_OPEN):
        approve(session, world.moderator, meeting, now=after(2 * DAY))
    answer(session, world, meeting, one, ObjectionState.DECLINED)
    approve(session, world.moderator, meeting, now=after(3 * DAY))
    assert session.get_one(MinutesRecord, meeting.id).state is MinutesState.APPROVED


def test_an_answer_is_given_once(session: Session, world: World) -> None:
    meeting = circulated(session, world)
    one = objection(session, world, meeting)
    answer(session, world, meeting, one, ObjectionState.ACCEPTED)
    with refused(MinutesRefusal.OBJECTION_IS_ANSWERED):
        answer(session, world, meeting, one, ObjectionState.DECLINED)


def test_the_charter_says_until_when(session: Session, world: World) -> None:
    """Circulated on 1 December in the evening, fourteen days: the whole of 15 December is in time."""
    meeting = circulated(session, world)
    objection(session, world, meeting, minutes=14 * DAY + 5 * 60)  # 23:00 in Berlin
    with refused(MinutesRefusal.OBJECTION_PERIOD_IS_OVER):
        objection(session, world, meeting, minutes=14 * DAY + 7 * 60)


def test_only_circulated_minutes_can_be_objected_to(session: Session, world: World) -> None:
    meeting = ended(session, world)
    with refused(MinutesRefusal.NOT_YET_CIRCULATED):
        objection(session, world, meeting, minutes=100)
    circulate(session, world.secretary, meeting, now=after(120))
    approve(session, world.moderator, meeting, now=after(180))
    with refused(MinutesRefusal.MINUTES_ARE_FIXED):
        objection(session, world, meeting)


def test_a_later_meeting_approves_and_an_earlier_one_cannot(session: Session, world: World) -> None:
    before = planned(session, world)
    start(session, world.moderator, before, now=after(-DAY))
    end(session, world.moderator, before, not_held_because="Niemand kam.", now=after(-DAY + 60))
    meeting = circulated(session, world)
    for other in (before, meeting):
        with refused(MinutesRefusal.NOT_A_LATER_MEETING):
            approve(session, world.moderator, meeting, in_meeting=other, now=after(DAY))
    later = planned(session, world)
    with refused(MinutesRefusal.NOT_A_LATER_MEETING):  # not open yet
        approve(session, world.moderator, meeting, in_meeting=later, now=after(DAY))
    start(session, world.moderator, later, now=after(DAY))
    approve(session, world.moderator, meeting, in_meeting=later, now=after(DAY + 5))
    record = get_record(session, meeting.id)
    assert record and record.status.approved_in == later.number


class TestSilence:
    OVER = after(16 * DAY)

    def state(self, session: Session, meeting: Meeting) -> MinutesState:
        return session.exec(select(MinutesRecord.state).where(MinutesRecord.meeting_id == meeting.id)).one()

    def allow(self, session: Session, world: World) -> None:
        session.get_one(Charter, get_charter(session, world.group_id).id).silence_approves = True
        session.flush()

    def test_it_approves_only_where_the_charter_says_so(self, session: Session, world: World) -> None:
        meeting = circulated(session, world)
        assert approve_in_silence(session, now=self.OVER) == 0
        self.allow(session, world)
        assert approve_in_silence(session, now=after(13 * DAY)) == 0
        assert approve_in_silence(session, now=self.OVER) == 1
        assert approve_in_silence(session, now=self.OVER) == 0
        assert self.state(session, meeting) is MinutesState.APPROVED

    def test_an_open_objection_is_no_silence(self, session: Session, world: World) -> None:
        self.allow(session, world)
        meeting = circulated(session, world)
        objection(session, world, meeting)
        assert approve_in_silence(session, now=self.OVER) == 0
        assert self.state(session, meeting) is MinutesState.CIRCULATED

    def test_the_worker_sees_to_it(self, database: Database, world: World) -> None:
        with database.unit_of_work() as session:
            self.allow(session, world)
            meeting = circulated(session, world)
        worker.work_once(database, now=self.OVER + timedelta(hours=1))
        with database.session(writes=False) as session:
            assert self.state(session, meeting) is MinutesState.APPROVED


class TestPages:
    @pytest.fixture
    def meeting(self, database: Database, world: World, clock: time_machine.Traveller) -> int:
        clock.move_to(after(DAY))
        with database.unit_of_work() as session:
            return circulated(session, world).id

    def test_from_the_objection_to_the_answer(
        self, client: StrictClient, world: World, meeting: int, look: Callable[[int], int]
    ) -> None:
        client.sign_in(world.city).get(f"/meetings/{meeting}/minutes")
        second = look(meeting)
        client.get(f"/meetings/{meeting}/minutes/objections/new?item={second}")
        client.submit(text=" ", status=422)
        client.submit(text="80 Meter waren eine Schätzung.", follow=True)
        assert "Not answered yet" in client.text and "Item 2" in client.text
        client.sign_in(world.moderator).get(f"/meetings/{meeting}/minutes")
        assert "1 objection has no answer yet" in client.text and "Approve the minutes" not in client.text
        client.get(f"/meetings/{meeting}/minutes/objections/1")
        client.submit(text="Das stand so im Plan.", status=422)
        assert "what becomes of this objection" in client.text
        client.submit(state="declined", text="Das stand so im Plan.", follow=True)
        client.submit(action="/approve", follow=True)
        assert "The minutes are approved" in client.text and "Not followed" in client.text

    def test_objections_are_for_the_group(self, client: StrictClient, world: World, meeting: int) -> None:
        client.sign_in(world.resident).get(f"/meetings/{meeting}/minutes")
        assert "Objections" not in client.text
        client.get(f"/meetings/{meeting}/minutes/objections/new", status=403)

    def test_an_item_of_another_meeting_is_not_there(self, client: StrictClient, world: World, meeting: int) -> None:
        client.sign_in(world.city).get(f"/meetings/{meeting}/minutes/objections/new?item=999", status=404)
        client.get(f"/meetings/{meeting}/minutes/objections/new?item=first", status=400)
        client.get(f"/meetings/{meeting}/minutes/objections/1", status=404)

    @pytest.fixture
    def look(self, database: Database) -> Callable[[int], int]:
        def second_item(meeting: int) -> int:
            with database.session(writes=False) as session:
                return items(session, session.get_one(Meeting, meeting))[1].id

        return second_item
