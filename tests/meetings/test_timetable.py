"""The plan of time, and how a meeting stands to it."""

from dataclasses import dataclass
from datetime import datetime

import pytest
import time_machine
from sqlmodel import Session

from quarter.meetings.timetable import plan_times
from tests.conftest import Made
from tests.factories.world import World
from tests.meetings.evening import BEGIN, after, planned, running
from tests.strict_client import StrictClient


@dataclass(frozen=True)
class Point:
    id: int
    minutes_planned: int
    started_at: datetime | None = None


AGENDA = (Point(7, 5), Point(3, 30), Point(9, 15))


def test_items_follow_one_another() -> None:
    timetable = plan_times(AGENDA, BEGIN, 45)
    assert [(slot.begins_at, slot.ends_at) for slot in timetable.slots.values()] == [
        (BEGIN, after(5)), (after(5), after(35)), (after(35), after(50)),
    ]  # fmt: skip
    assert (timetable.minutes, timetable.minutes_over) == (50, 5)
    assert plan_times((), BEGIN, 45).minutes_over == -45


@pytest.mark.parametrize(
    ("began", "now", "minutes"),
    [
        (5, 10, 0),  # on time, and still within its time
        (13, 20, 8),  # began late
        (13, 48, 13),  # began late and took longer
        (5, 36, 1),
        (2, 20, -3),  # began early
        (2, 35, 0),  # and has used up what was won
    ],
)
def test_a_meeting_is_behind_its_plan_or_ahead_of_it(began: int, now: int, minutes: int) -> None:
    timetable = plan_times(AGENDA, BEGIN, 45)
    assert timetable.find_delay(Point(3, 30, after(began)), after(now)).minutes == minutes


def test_before_the_first_item_the_clock_runs_from_the_planned_beginning() -> None:
    assert plan_times(AGENDA, BEGIN, 45).find_delay(None, after(4)).minutes == 4


def test_the_agenda_says_when_each_item_comes_and_whether_there_is_time(
    client: StrictClient, world: World, made: Made
) -> None:
    def short(session: Session, world: World) -> None:
        planned(session, world, planned_minutes=20)  # two items of 15 minutes

    made(short)
    client.sign_in(world.moderator).get("/meetings/1/agenda")
    assert "18:15" in client.text
    assert "The items take 30 of 20 minutes." in client.text and "10 minutes too many" in client.text
    client.sign_out().get("/meetings/1")
    assert "planned at 18:15" in client.text


def test_the_running_meeting_says_how_far_it_is_behind(
    client: StrictClient, world: World, made: Made, clock: time_machine.Traveller
) -> None:
    made(running)  # its first item, of 15 minutes, began two minutes late
    for now, said in ((5, "2 min behind the plan"), (23, "8 min behind the plan")):
        clock.move_to(after(now))
        client.sign_in(world.secretary).get("/meetings/1/items/1")
        assert said in client.text
        client.get("/meetings/1")
        assert said in client.text
