"""What cannot be so is refused with the reason and the way out, and what was typed stays."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from quarter.decisions.domain import DecisionState
from quarter.decisions.models import Decision
from quarter.foundation.db import Database
from quarter.meetings.domain import ItemKind, MeetingState
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.service import course
from quarter.meetings.service.course import start
from quarter.meetings.service.planning import schedule_series
from quarter.minutes.domain import MinutesState, ObjectionState
from quarter.minutes.models import MinutesRecord, Objection
from quarter.minutes.service.circulation import circulate
from quarter.minutes.service.objections import answer_objection, object_to_minutes
from tests.conftest import Made
from tests.factories.world import World
from tests.meetings.evening import after, decided, ended, items, planned, running
from tests.strict_client import StrictClient

DAY = timedelta(days=1)
CLOSE = "UPDATE meeting SET record_closed_at = record_went_round_at"


@pytest.fixture
def state(database: Database) -> Callable[[], MinutesState]:
    """Of the minutes of meeting 1."""

    def read() -> MinutesState:
        with database.session(writes=False) as session:
            return session.get_one(MinutesRecord, 1).state

    return read


@pytest.fixture
def moderator(client: StrictClient, world: World, clock: Any) -> Iterator[StrictClient]:
    clock.move_to(after(200))
    yield client.sign_in(world.moderator)


def circulated(session: Session, world: World) -> None:
    circulate(session, world.secretary, ended(session, world), now=after(120))


def objected(session: Session, world: World) -> None:
    circulated(session, world)
    meeting = session.get_one(Meeting, 1)
    object_to_minutes(session, world.city, meeting, None, text="60 Meter.", lang="de", now=after(150))


def answered(session: Session, world: World) -> None:
    meeting = session.get_one(Meeting, 1)
    objection = session.exec(select(Objection)).one()
    answer_objection(
        session, world.secretary, meeting, objection, state=ObjectionState.DECLINED, text="Nein.", lang="de",
        now=after(190),
    )  # fmt: skip


def held(session: Session, world: World, begins: datetime) -> None:
    """Another meeting, an hour long, without anybody."""
    other = planned(session, world)
    start(session, world.moderator, other, now=begins)
    course.end(session, world.moderator, other, not_held_because="Niemand kam.", now=begins + timedelta(hours=1))


def running_with_approval(session: Session, world: World) -> AgendaItem:
    """The item at which a meeting approves earlier minutes; it was opened an hour into the one that `ended` tells."""
    [meeting] = schedule_series(
        session, world.moderator, world.group(session), [after(60)], place="Kita", lang="de", now=after(-60)
    )
    start(session, world.moderator, meeting, now=after(60))
    return next(item for item in items(session, meeting) if item.kind is ItemKind.APPROVAL)


def test_a_meeting_does_not_end_without_a_finding_of_the_quorum(
    client: StrictClient, world: World, made: Made, database: Database
) -> None:
    """A moderator has no vote: with her alone in the room nothing was found."""
    made(planned)
    made(lambda session, world: start(session, world.moderator, session.get_one(Meeting, 1), now=after(0)))
    client.sign_in(world.secretary).get("/meetings/1/end")
    client.submit(because="  ", status=409)
    assert "Nobody with a vote was noted as present, so there is no finding of the quorum." in client.text
    assert "Note who was there, or write why the meeting did not take place." in client.text
    assert any(link.get("href") == "/meetings/1/attendance" for link in client.page.iter())
    with database.session(writes=False) as session:
        assert session.get_one(Meeting, 1).state is MeetingState.RUNNING


class TestApprovalByAnEarlierMeeting:
    TOO_EARLY = (
        "Only a meeting that came after the recorded one can approve its minutes. Choose a later one, or say that all "
        "agreed in writing."
    )

    def test_it_is_refused_at_the_field(self, moderator: StrictClient, made: Made, state: Callable[..., Any]) -> None:
        made(circulated)
        made(held, after(0) - DAY)
        moderator.get("/meetings/1/minutes")
        for earlier in ("2", "1", "99"):
            moderator.submit(action="/approve", in_meeting=earlier, status=422)
            assert self.TOO_EARLY in moderator.text
        assert state() is MinutesState.CIRCULATED
        moderator.submit(action="/approve", in_meeting="", follow=True)
        assert "The minutes are approved." in moderator.text

    def test_it_is_not_offered_and_a_later_one_is(self, moderator: StrictClient, made: Made) -> None:
        made(circulated)
        made(held, after(0) - DAY)
        made(held, after(100))
        moderator.get("/meetings/1/minutes")
        assert "In meeting 3" in moderator.text and "In meeting 2" not in moderator.text

    def test_nor_does_it_approve_from_its_own_agenda(
        self, moderator: StrictClient, made: Made, state: Callable[..., Any]
    ) -> None:
        """One that still runs, but was opened before the recorded one was over."""
        made(circulated)
        approval = made(running_with_approval)
        moderator.get(f"/meetings/2/items/{approval}")
        moderator.post(f"/meetings/2/items/{approval}/approve/1", status=409)
        assert self.TOO_EARLY in moderator.text
        assert state() is MinutesState.CIRCULATED


class TestSealWithOpenObjections:
    OPEN = "Some objections have no answer yet. Answer them, then approve the minutes."

    def test_neither_page_nor_press_leads_to_a_seal(
        self, moderator: StrictClient, made: Made, state: Callable[..., Any]
    ) -> None:
        made(objected)
        moderator.get("/meetings/1/minutes")
        assert "1 objection has no answer yet." in moderator.text and "Seal the minutes" not in moderator.text
        moderator.get("/meetings/1/minutes/seal", status=409)
        assert self.OPEN in moderator.text
        for deed in ("approve", "seal"):
            moderator.post(f"/meetings/1/minutes/{deed}", status=409)
            assert self.OPEN in moderator.text
        assert state() is MinutesState.CIRCULATED

    def test_after_the_answer_the_approval_is_what_is_missing(self, moderator: StrictClient, made: Made) -> None:
        made(objected)
        made(answered)
        moderator.get("/meetings/1/minutes/seal", status=409)
        assert "The minutes are not approved yet. Approve them first" in moderator.text


class TestMoreVotesThanPeople:
    @pytest.fixture
    def question(self, made: Made, client: StrictClient, world: World, clock: Any) -> StrictClient:
        made(running, "city", "cooperative", "initiative")
        clock.move_to(after(10))
        client.sign_in(world.secretary).get("/meetings/1/items/1/question")
        client.submit(title="Spielstraße", question="Soll es so sein?")
        client.get("/meetings/1/items/1/decisions/1")
        return client

    def test_they_are_refused_at_their_bench_and_all_numbers_stay(
        self, question: StrictClient, database: Database
    ) -> None:
        question.submit(status=422, city_yes="1", city_no="2", residents_abstain="1")
        assert "These are 3 votes, but only 1 of this bench are present. Please count again." in question.text
        assert "Note it first" in question.text  # who has come meanwhile
        typed = {field.get("name"): field.get("value") for field in question.page.iter() if field.get("name")}
        assert (typed["city_yes"], typed["city_no"], typed["residents_abstain"]) == ("1", "2", "1")
        with database.session(writes=False) as session:
            assert session.get_one(Decision, 1).state is DecisionState.DRAFT

    def test_the_database_itself_refuses_them(self, session: Session, world: World) -> None:
        decided(session, world, running(session, world))
        for change in ("yes = 3", "no = 1", "present = 3", "abstain = -1"):
            with pytest.raises(IntegrityError), session.begin_nested():
                session.execute(sa.text(f"UPDATE bench_count SET {change}"))


class TestTheDatabaseItselfRefuses:
    """Whatever program comes through its door."""

    def refuses(self, session: Session, why: str, statement: str) -> None:
        with pytest.raises(IntegrityError, match=why), session.begin_nested():
            session.execute(sa.text(statement))

    def test_the_end_of_a_meeting_that_nobody_with_a_vote_attended(self, session: Session, world: World) -> None:
        start(session, world.moderator, planned(session, world), now=after(0))
        end = "UPDATE meeting SET state = 'ended', ended_at = opened_at"
        self.refuses(session, "somebody with a vote was there", end)
        session.execute(sa.text(f"{end}, not_held_because = 'Niemand kam.'"))

    def test_approval_with_an_open_objection(self, session: Session, world: World) -> None:
        objected(session, world)
        session.execute(sa.text(CLOSE))
        approve = "UPDATE minutes SET state = 'approved' WHERE state = 'circulated'"
        self.refuses(session, "every objection has its answer", approve)
        answered(session, world)
        session.execute(sa.text(approve))

    def test_approval_while_the_meeting_can_be_changed(self, session: Session, world: World) -> None:
        circulated(session, world)
        approve = "UPDATE minutes SET state = 'approved'"
        self.refuses(session, "a meeting is closed", approve)
        session.execute(sa.text(CLOSE))
        session.execute(sa.text(approve))

    @pytest.mark.parametrize("change", ["NULL", "ended_at"])
    def test_opening_a_closed_meeting_again(self, session: Session, world: World, change: str) -> None:
        circulated(session, world)
        session.execute(sa.text(CLOSE))
        self.refuses(session, "a closed meeting stays closed", f"UPDATE meeting SET record_closed_at = {change}")

    def test_closing_what_never_went_round(self, session: Session, world: World) -> None:
        ended(session, world)
        self.refuses(session, "record_closed", CLOSE.replace("record_went_round_at", "ended_at"))

    def test_minutes_that_are_no_more_than_a_draft(self, session: Session, world: World) -> None:
        circulated(session, world)
        self.refuses(session, "state", "UPDATE minutes SET state = 'draft'")

    def test_approval_by_an_earlier_meeting(self, session: Session, world: World) -> None:
        circulated(session, world)
        held(session, world, after(0) - DAY)
        held(session, world, after(100))
        approve = "UPDATE minutes SET approved_in_id = {} WHERE meeting_id = 1"
        for earlier in (1, 2):
            self.refuses(session, "a later meeting", approve.format(earlier))
        session.execute(sa.text(approve.format(3)))
