from datetime import timedelta

import pytest

from quarter.groups.domain import BenchKey
from quarter.meetings.domain import MinutesState, Stay, can_change, count_present, find_opening, may_step
from tests.meetings.sample import at

BENCHES = (BenchKey.CITY, BenchKey.COOPERATIVES, BenchKey.RESIDENTS)


def test_who_arrives_is_there_at_once_and_who_leaves_is_gone_at_once() -> None:
    stay = Stay(1, BenchKey.CITY, at(18), at(19))
    assert not stay.covers(at(18) - timedelta(seconds=1))
    assert stay.covers(at(18))
    assert stay.covers(at(19) - timedelta(seconds=1))
    assert not stay.covers(at(19))


def test_presence_is_counted_by_bench_and_each_seat_once() -> None:
    stays = [
        Stay(1, BenchKey.CITY, at(18), at(18, 30)),
        Stay(1, BenchKey.CITY, at(18, 40)),
        Stay(2, BenchKey.CITY, at(18, 20)),
        Stay(3, BenchKey.RESIDENTS, at(18)),
        Stay(4, None, at(18)),
    ]
    assert dict(count_present(stays, BENCHES, at(18))) == {
        BenchKey.CITY: 1, BenchKey.COOPERATIVES: 0, BenchKey.RESIDENTS: 1
    }  # fmt: skip
    assert count_present(stays, BENCHES, at(18, 35))[BenchKey.CITY] == 1
    assert count_present(stays, BENCHES, at(18, 45))[BenchKey.CITY] == 2
    assert list(count_present(stays, BENCHES, at(18))) == list(BENCHES)


def test_an_empty_room_has_nobody_in_any_bench() -> None:
    assert set(count_present([], BENCHES, at(18)).values()) == {0}


def test_the_quorum_is_found_when_the_first_item_begins() -> None:
    assert find_opening(at(18), [at(18, 12), at(18, 3), None]) == at(18, 3)
    assert find_opening(at(18), [None, None]) == at(18)


@pytest.mark.parametrize(
    ("state", "to", "allowed"),
    [
        (MinutesState.DRAFT, MinutesState.CIRCULATED, True),
        (MinutesState.DRAFT, MinutesState.APPROVED, False),
        (MinutesState.DRAFT, MinutesState.SEALED, False),
        (MinutesState.CIRCULATED, MinutesState.CIRCULATED, True),
        (MinutesState.CIRCULATED, MinutesState.APPROVED, True),
        (MinutesState.CIRCULATED, MinutesState.SEALED, False),
        (MinutesState.APPROVED, MinutesState.CIRCULATED, False),
        (MinutesState.APPROVED, MinutesState.SEALED, True),
        (MinutesState.SEALED, MinutesState.APPROVED, False),
        (MinutesState.SEALED, MinutesState.SEALED, False),
    ],
)
def test_minutes_go_forward_one_step_at_a_time(state: MinutesState, to: MinutesState, allowed: bool) -> None:
    assert may_step(state, to) is allowed


def test_minutes_can_be_corrected_until_they_are_approved() -> None:
    assert [state for state in MinutesState if can_change(state)] == [
        MinutesState.DRAFT,
        MinutesState.CIRCULATED,
    ]
