from datetime import timedelta

from quarter.groups.domain import BenchKey
from quarter.meetings.domain import Stay, count_present, find_opening
from tests.minutes.sample import at

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
