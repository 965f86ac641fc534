"""The thread of a matter and its strip, told from what happened; no database."""

from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarter.foundation import events
from quarter.foundation.events import Event, Step, know_events
from quarter.topics.thread import Entry, strip, tell
from tests.conftest import NOW


@dataclass(frozen=True, kw_only=True)
class Planted(Event):
    name: ClassVar[str] = "test:planted"
    kind: ClassVar[str] = "tree"
    step: ClassVar[Step | None] = Step.PLANNED


@pytest.fixture(autouse=True)
def sentence(monkeypatch):
    for name in ("_EVENTS", "_THREAD_TEXTS"):
        monkeypatch.setattr(events, name, dict(getattr(events, name)))
    know_events([Planted], {Planted: "%(actor)s planted %(title)s, %(trees)d trees"})


def row(name: str = "test:planted", **changes):
    values = {
        "at": NOW,
        "subject_kind": "tree",
        "subject_id": 7,
        "title": "Linden",
        "data": {"trees": 3},
        "actor_name": "Ada",
    }
    return SimpleNamespace(name=name, **{**values, **changes})


def test_a_row_is_told_with_its_values():
    [entry] = tell([row()])
    assert entry.text % entry.values == "Ada planted Linden, 3 trees"
    assert (entry.kind, entry.subject_id, entry.step, entry.at) == ("tree", 7, Step.PLANNED, NOW)


def test_what_has_no_sentence_is_left_out():
    assert [entry.subject_id for entry in tell([row("test:secret"), row(subject_id=8)])] == [8]


def test_what_nobody_did_is_told_too():
    [entry] = tell([row(actor_name=None)])
    assert entry.text % entry.values == " planted Linden, 3 trees"


def stations(*entries: Entry) -> list[tuple[Step, date | None]]:
    """The stations that are reached, with the day of a meeting."""
    return [(station.step, station.held_on) for station in strip(entries) if station.is_reached]


def on_agenda(day: int, meeting: int, held_on: date, step: Step | None = Step.ON_AGENDA, **changes) -> Entry:
    """Something said of a meeting, so many days from now."""
    values = {"held_on": held_on.isoformat()}
    return Entry(NOW + timedelta(days=day), "", values, "meeting", meeting, step, **changes)


def happened(*steps: Step | None) -> list[Entry]:
    """One thing an hour, each reaching a station or none."""
    return [Entry(NOW + timedelta(hours=hour), "", {}, "x", hour, step) for hour, step in enumerate(steps)]


def here(*steps: Step | None) -> Step | None:
    return next((station.step for station in strip(happened(*steps)) if station.is_here), None)


def reached(*steps: Step | None) -> set[Step]:
    return {station.step for station in strip(happened(*steps)) if station.is_reached}


def test_nothing_has_happened_yet():
    assert [station.step for station in strip([])] == list(Step)
    assert reached() == set()
    assert here() is None


def test_a_matter_goes_on_from_station_to_station():
    assert here(Step.RAISED) is Step.RAISED
    assert here(Step.RAISED, Step.ON_AGENDA, Step.DECIDED) is Step.DECIDED
    assert reached(Step.RAISED, Step.ON_AGENDA, Step.DECIDED) == {Step.RAISED, Step.ON_AGENDA, Step.DECIDED}


def test_a_matter_can_go_back():
    assert here(Step.RAISED, Step.ON_AGENDA, Step.DECIDED, Step.ON_AGENDA) is Step.ON_AGENDA


def test_what_reaches_no_station_moves_nothing():
    assert here(Step.RAISED, None, None) is Step.RAISED
    assert here(None) is None


def test_a_matter_was_raised_when_it_was_first_raised():
    """Since then people wait."""
    raised = strip(happened(Step.RAISED, Step.RAISED))[0]
    assert raised.entry.subject_id == 0


def test_the_other_stations_show_their_newest():
    stations = {station.step: station for station in strip(happened(Step.RAISED, Step.DECIDED, Step.DECIDED))}
    assert stations[Step.DECIDED].entry.subject_id == 2


def test_on_the_way_to_here_the_dates_read_in_order():
    """On the agenda, decided, on the agenda again, and then agreed: the second time did not lead to the decision."""
    steps = (Step.RAISED, Step.ON_AGENDA, Step.DECIDED, Step.ON_AGENDA, Step.AGREED)
    stations = {station.step: station for station in strip(happened(*steps))}
    assert stations[Step.ON_AGENDA].entry.subject_id == 1
    assert [station.entry.at for station in stations.values() if station.entry] == sorted(
        station.entry.at for station in stations.values() if station.entry
    )


def test_what_was_decided_outside_a_meeting_still_shows_its_agenda():
    stations = {station.step: station for station in strip(happened(Step.DECIDED, Step.ON_AGENDA, Step.AGREED))}
    assert stations[Step.ON_AGENDA].entry.subject_id == 1
    assert stations[Step.DECIDED].entry.subject_id == 0


def test_a_matter_that_goes_on_is_no_longer_done():
    assert Step.DONE in reached(Step.AGREED, Step.DONE)
    assert Step.DONE not in reached(Step.AGREED, Step.DONE, Step.ON_AGENDA)


def test_what_is_on_an_agenda_happens_on_the_day_of_the_meeting():
    """Decided between the two meetings: the second one still lies ahead, and stands last."""
    decided = Entry(NOW + timedelta(days=9), "", {}, "decision", 1, Step.DECIDED)
    first, second = NOW.date() + timedelta(days=8), NOW.date() + timedelta(days=30)
    assert stations(on_agenda(0, 1, first), decided) == [(Step.ON_AGENDA, first), (Step.DECIDED, None)]
    again = [on_agenda(0, 1, first), decided, on_agenda(10, 2, second)]
    assert stations(*again) == [(Step.DECIDED, None), (Step.ON_AGENDA, second)]


def test_a_meeting_that_was_moved_shows_its_new_day():
    first, second = NOW.date() + timedelta(days=8), NOW.date() + timedelta(days=15)
    assert stations(on_agenda(0, 1, first), on_agenda(1, 1, second, None)) == [(Step.ON_AGENDA, second)]


def test_what_was_taken_off_the_agenda_is_not_on_it():
    raised = Entry(NOW, "", {}, "issue", 1, Step.RAISED)
    put_on = on_agenda(1, 1, NOW.date() + timedelta(days=8))
    taken_off = Entry(NOW + timedelta(days=2), "", {}, "meeting", 1, None, takes_back=Step.ON_AGENDA)
    assert stations(raised, put_on, taken_off) == [(Step.RAISED, None)]
    assert [station.step for station in strip([raised, put_on, taken_off]) if station.is_here] == [Step.RAISED]
    assert [step for step, _ in stations(raised, put_on, taken_off, put_on)] == [Step.RAISED, Step.ON_AGENDA]


def test_what_was_passed_over_is_left_out_and_what_lies_ahead_is_not():
    def shown(*steps: Step | None) -> list[Step]:
        return [station.step for station in strip(happened(*steps))]

    assert shown(Step.RAISED, Step.AGREED, Step.DONE) == [Step.RAISED, Step.AGREED, Step.DONE]
    assert shown(Step.RAISED, Step.DECIDED) == [Step.RAISED, Step.DECIDED, Step.AGREED, Step.DONE]


def test_an_issue_was_raised_when_it_was_reported_itself():
    """Its topic is older: the page says one day, not two."""
    raised = next(station for station in strip(happened(Step.RAISED, Step.RAISED), raised_by=1))
    assert raised.entry.subject_id == 1


@given(st.lists(st.sampled_from([*Step, None])))
def test_stations_read_in_order_of_time_and_at_most_one_is_here(steps):
    stations = strip(happened(*steps))
    times = [station.entry.at for station in stations if station.entry]
    assert times == sorted(times)
    assert len({station.step for station in stations}) == len(stations)
    assert sum(station.is_here for station in stations) == bool(set(steps) - {None})
    assert all(station.is_reached for station in stations if station.is_here)
    assert reached(*steps) - {Step.DONE} == set(steps) - {None, Step.DONE}
