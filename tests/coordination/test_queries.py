"""What is read across the rooms, on both databases."""

from datetime import timedelta

import pytest

from quarter.actions.domain import ActionState
from quarter.coordination.domain import Kind, Lack
from quarter.coordination.queries.board import FEW, list_board
from quarter.coordination.queries.desk import get_load, list_last_answers, list_owed
from quarter.coordination.queries.late import list_late
from quarter.coordination.queries.overview import MANY, get_overview, list_due
from quarter.coordination.queries.quorum import get_forecast
from quarter.decisions.domain import Choice, Method
from quarter.foundation.actors import Role
from quarter.groups.domain import BenchKey
from quarter.groups.models import Seat
from quarter.groups.service import end_seat
from quarter.issues.domain import IssueState
from quarter.meetings.domain import MeetingState
from quarter.meetings.service.course import end
from quarter.meetings.service.planning import schedule
from quarter.minutes.domain import MinutesState
from quarter.minutes.service.approval import approve
from quarter.minutes.service.circulation import circulate
from quarter.minutes.service.sealing import seal
from quarter.minutes.service.signatures import sign
from tests.actions.deeds import agree, doubted, finish
from tests.actions.deeds import report as report_progress
from tests.conftest import NOW
from tests.coordination.due import TODAY, answer, day, report
from tests.decisions.deeds import DEADLINE, cast, decide, open_vote, propose
from tests.meetings.evening import BEGIN, after, items, planned, running

BERLIN = "Europe/Berlin"


@pytest.fixture
def due(session, world):
    """What is due in the group now, by kind."""

    def due(group_id: int = world.group_id) -> dict[Kind, list]:
        session.flush()
        found: dict[Kind, list] = {}
        for thing in list_due(session, group_id, BERLIN, most=MANY):
            found.setdefault(thing.kind, []).append(thing)
        return found

    return due


class TestIssues:
    def test_unasked_and_unanswered_are_told_apart_and_answered_ones_are_gone(self, session, world, due) -> None:
        report(session, world, "Wer ist das?")
        report(session, world, "Lampe", asked="city")
        answer(session, world, report(session, world, "Bank", asked="city"))
        found = due()
        assert [thing.title for thing in found[Kind.ASK]] == ["Wer ist das?"]
        assert [(thing.title, thing.organisation) for thing in found[Kind.ANSWER]] == [
            ("Lampe", "Amt für Grün und Verkehr")
        ]
        assert found[Kind.ANSWER][0].due_on == day(14)

    def test_another_group_has_its_own(self, session, world, due) -> None:
        report(session, world, asked="city")
        agree(session, world)
        planned(session, world)
        open_vote(session, world)
        assert due(world.other_group_id) == {}


class TestDecisions:
    def test_an_open_vote_has_its_turnout(self, session, world, due) -> None:
        cast(session, world, open_vote(session, world), city=Choice.YES, cooperative=Choice.NO)
        [vote] = due()[Kind.VOTE]
        assert (vote.seats, vote.cast, vote.due_at, vote.due_on) == (6, 2, DEADLINE, day(3))

    def test_questions_wait_to_be_opened_or_counted(self, session, world, due) -> None:
        decide(session, world)
        propose(session, world, title="Online")
        meeting = running(session, world)
        first = items(session, meeting)[0]
        propose(session, world, title="Room", method=Method.ROOM, agenda_item_id=first.id, closes_at=None)
        online, room = due()[Kind.QUESTION]  # those with a deadline first
        assert (online.title, online.due_on) == ("Online", None)
        assert (room.title, room.due_on, room.item_id, room.meeting_id) == ("Room", None, first.id, meeting.id)

    def test_a_question_for_a_meeting_to_come_waits_for_its_day(self, session, world, due) -> None:
        first = items(session, planned(session, world))[0]
        propose(session, world, method=Method.ROOM, agenda_item_id=first.id, closes_at=None)
        assert due()[Kind.QUESTION][0].due_on == BEGIN.date()

    def test_a_question_that_its_meeting_left_open_is_nobodys_turn(self, session, world, due) -> None:
        meeting = running(session, world)
        item = items(session, meeting)[0]
        propose(session, world, method=Method.ROOM, agenda_item_id=item.id, closes_at=None)
        end(session, world.secretary, meeting, now=after(60))
        assert Kind.QUESTION not in due()


class TestMeetings:
    def test_what_the_next_one_lacks(self, session, world) -> None:
        schedule(session, world.moderator, world.group(session), starts_at=BEGIN, place="Saal", lang="de", now=NOW)
        overview = get_overview(session, world.group_id, BERLIN, most=MANY)
        assert overview.meeting is not None
        assert overview.meeting.lacks == (Lack.AGENDA, Lack.INVITATION)
        assert overview.meeting in overview.things

    def test_the_running_one_is_not_the_next_one(self, session, world) -> None:
        running(session, world)
        later = planned(session, world, starts_at=BEGIN + timedelta(days=20))
        overview = get_overview(session, world.group_id, BERLIN, most=MANY)
        assert overview.meeting is not None and overview.meeting.subject_id == later.id
        assert {thing.stage for thing in overview.things} == {MeetingState.RUNNING, MeetingState.PLANNED}

    def test_minutes_wait_from_the_end_until_they_are_sealed(self, session, world, due) -> None:
        meeting = running(session, world)
        end(session, world.secretary, meeting, now=after(60))
        steps = [
            (MinutesState.DRAFT, after(60), circulate),
            (MinutesState.CIRCULATED, after(70), approve),
            (MinutesState.APPROVED, after(80), sign),
        ]
        for state, since, step in steps:
            [minutes] = due()[Kind.MINUTES]
            assert (minutes.stage, minutes.since, minutes.number) == (state, since, meeting.number)
            step(session, world.moderator, meeting, now=since + timedelta(minutes=10))
        [minutes] = due()[Kind.MINUTES]
        assert (minutes.unsigned, minutes.signers) == ({Role.SECRETARY}, {world.moderator.person_id})
        sign(session, world.secretary, meeting, now=after(95))
        [minutes] = due()[Kind.MINUTES]
        assert minutes.unsigned == set()
        seal(session, world.moderator, meeting, now=after(100))
        assert due() == {}


class TestForecast:
    def test_seats_are_those_of_the_day(self, session, world) -> None:
        for name in ("cooperative", "second_cooperative"):
            seat = session.get_one(Seat, world.seats[name])
            end_seat(session, world.admin, seat, today=TODAY, now=NOW)
        session.flush()
        outlook = get_forecast(session, world.group_id, TODAY)
        assert [(bench.bench, bench.seats, bench.vacant) for bench in outlook.benches] == [
            (BenchKey.CITY, 2, 0), (BenchKey.COOPERATIVES, 0, 1), (BenchKey.RESIDENTS, 2, 0),
        ]  # fmt: skip
        assert outlook.lacks == (Lack.BENCH,)
        assert get_forecast(session, world.group_id, day(-2)).lacks == ()

    def test_before_anybody_had_a_seat(self, session, world) -> None:
        assert not get_forecast(session, world.group_id, day(-2000)).is_possible


class TestDoubt:
    def test_what_is_doubted_waits_for_somebody_since_it_was_said(self, session, world, due) -> None:
        action = doubted(session, world)
        finish(session, world)
        (thing,) = due()[Kind.DOUBT]
        assert (thing.subject_id, thing.organisation, thing.since) == (action.id, "Amt für Grün und Verkehr", NOW)
        assert thing.due_on is None and Kind.ACTION not in due()
        assert due(world.other_group_id) == {}

    def test_its_organisation_finds_it_at_the_desk(self, session, world) -> None:
        doubted(session, world)
        (thing,) = list_owed(session, world.organisations["city"], most=MANY)
        assert thing.kind is Kind.DOUBT
        load = get_load(session, world.organisations["city"], TODAY)
        assert (load.overdue, load.this_week, load.later, load.doubted) == (0, 0, 0, 1)

    def test_many_doubted_ones_leave_room_for_what_is_not_done(self, session, world) -> None:
        for _ in range(3):
            doubted(session, world)
        agree(session, world)
        kinds = [thing.kind for thing in list_due(session, world.group_id, BERLIN, most=2)]
        assert (kinds.count(Kind.DOUBT), kinds.count(Kind.ACTION)) == (2, 1)

    def test_the_board_marks_it(self, session, world) -> None:
        action = doubted(session, world)
        finish(session, world)
        _issues, actions = list_board(session, world.group_id)
        assert {row.id: bool(row.is_doubted) for row in actions[-1].rows}[action.id]
        assert sum(bool(row.is_doubted) for row in actions[-1].rows) == 1


class TestBoard:
    def test_each_state_has_its_column(self, session, world) -> None:
        report(session, world, "Neu")
        answer(session, world, report(session, world, "Bank", asked="city"))
        agree(session, world, title="Offen")
        report_progress(session, world, agree(session, world, title="Dabei"), ActionState.IN_PROGRESS)
        finish(session, world, title="Fertig")
        session.flush()
        issues, actions = list_board(session, world.group_id)
        assert [(c.state, c.total, [row.title for row in c.rows]) for c in issues] == [
            (IssueState.NEW, 1, ["Neu"]), (IssueState.ANSWERED, 1, ["Bank"]),
            (IssueState.IN_PROGRESS, 0, []), (IssueState.DONE, 0, []),
        ]  # fmt: skip
        assert [[row.title for row in column.rows] for column in actions] == [["Offen"], ["Dabei"], ["Fertig"]]

    def test_a_long_column_tells_how_many_there_are(self, session, world) -> None:
        for number in range(FEW + 2):
            report(session, world, f"Anliegen {number}")
        session.flush()
        new = list_board(session, world.group_id)[0][0]
        assert (new.total, len(new.rows)) == (FEW + 2, FEW)

    def test_beyond_what_is_counted_it_is_just_many(self, session, world, monkeypatch) -> None:
        monkeypatch.setattr("quarter.coordination.queries.board.MOST_COUNTED", 3)
        for _ in range(4):
            report(session, world)
        session.flush()
        new = list_board(session, world.group_id)[0][0]
        assert (new.total, len(new.rows)) == (3, 4)

    def test_the_done_ones_come_latest_first(self, session, world) -> None:
        for number in range(3):
            finish(session, world, title=f"Fertig {number}")
        session.flush()
        done = list_board(session, world.group_id)[1][-1]
        assert [row.title for row in done.rows] == ["Fertig 2", "Fertig 1", "Fertig 0"]


def test_who_is_late_with_what(session, world) -> None:
    for _ in range(2):
        report(session, world, asked="city")
    agree(session, world)
    agree(session, world, organisation_id=world.organisations["cooperative"], person_id=None)
    session.flush()
    assert list_late(session, world.group_id, TODAY) == []
    late = list_late(session, world.group_id, day(20))
    assert [(row.organisation, row.answers, row.actions) for row in late] == [
        ("Amt für Grün und Verkehr", 2, 1), ("Bauverein Kanal eG", 0, 1),
    ]  # fmt: skip


def test_the_desk_has_what_this_organisation_owes(session, world) -> None:
    report(session, world, "Lampe", asked="city")
    report(session, world, "Hof", asked="cooperative")
    agree(session, world, title="Lampen tauschen")
    finish(session, world)
    owed = list_owed(session, world.organisations["city"], most=MANY)
    assert [thing.title for thing in owed] == ["Lampe", "Lampen tauschen"]
    answer(session, world, report(session, world, "Bank", asked="city"))
    assert [row.title for row in list_last_answers(session, world.organisations["city"])] == ["Bank"]


def test_an_issue_that_was_answered_twice_stands_once_among_the_last_answers(session, world) -> None:
    city = world.organisations["city"]
    first, second = (report(session, world, title, asked="city") for title in ("Lampe", "Bank"))
    for minutes, issue in enumerate((first, second, first)):
        answer(session, world, issue, now=NOW + timedelta(minutes=minutes))
    session.flush()
    answers = list_last_answers(session, city)
    assert [(row.title, row.answered_at) for row in answers] == [
        ("Lampe", NOW + timedelta(minutes=2)), ("Bank", NOW + timedelta(minutes=1)),
    ]  # fmt: skip
    assert list_last_answers(session, world.organisations["cooperative"]) == []


def test_the_load_counts_overdue_this_week_and_later(session, world) -> None:
    for days in (-20, -15, -14, -8, -7, 10):  # due 14 days later
        report(session, world, asked="city", days=days)
    agree(session, world)  # due in a week
    finish(session, world)
    report(session, world, asked="cooperative")
    load = get_load(session, world.organisations["city"], TODAY)
    assert (load.overdue, load.this_week, load.later) == (2, 2, 3)
    assert get_load(session, world.organisations["initiative"], TODAY).later == 0
