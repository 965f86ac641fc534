"""The thread of a matter and its strip, told from what happened; no database."""

from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarter.foundation import events
from quarter.foundation.events import Event, Step, declare_thread_texts
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
    declare_thread_texts({Planted: "%(actor)s planted %(title)s, %(trees)d trees"})


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


@given(st.lists(st.sampled_from([*Step, None])))
def test_there_are_always_six_stations_and_at_most_one_is_here(steps):
    stations = strip(happened(*steps))
    assert [station.step for station in stations] == list(Step)
    assert sum(station.is_here for station in stations) == bool(set(steps) - {None})
    assert all(station.is_reached for station in stations if station.is_here)
    assert reached(*steps) - {Step.DONE} == set(steps) - {None, Step.DONE}
