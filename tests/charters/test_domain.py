"""When a group can decide: small cases by hand, then laws for all cases."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quarter.charters.domain import Quorum, find_quorum
from quarter.groups.domain import BenchKey

CITY, COOPERATIVES, RESIDENTS = BenchKey
HALF = Quorum(percent=50, per_bench=1)


def benches(city: int, cooperatives: int, residents: int) -> dict[BenchKey, int]:
    return {CITY: city, COOPERATIVES: cooperatives, RESIDENTS: residents}


@pytest.mark.parametrize(
    ("seats", "percent", "needed"),
    [
        (7, 50, 4),
        (8, 50, 4),
        (1, 1, 1),
        (0, 50, 1),  # nobody at all is never enough
        (10, 0, 0),
        (10, 100, 10),
        (3, 33, 1),
        (3, 34, 2),
        (100, 7, 7),
        (9, 67, 7),
    ],
)
def test_the_share_is_rounded_up(seats, percent, needed):
    assert Quorum(percent, 0).seats_needed(seats) == needed


@pytest.mark.parametrize(
    ("present", "is_met"),
    [
        (benches(1, 1, 1), True),
        (benches(2, 1, 0), False),  # nobody of the residents
        (benches(0, 1, 2), False),
        (benches(1, 0, 1), False),
        (benches(2, 2, 2), True),
        (benches(0, 0, 0), False),
    ],
)
def test_half_of_all_and_one_of_each_bench(present, is_met):
    assert find_quorum(HALF, benches(2, 2, 2), present).is_met is is_met


def test_enough_of_each_bench_is_not_enough_of_all():
    finding = find_quorum(HALF, benches(5, 5, 5), benches(1, 1, 1))
    assert (finding.present, finding.needed, finding.is_met) == (3, 8, False)
    assert all(bench.is_met for bench in finding.benches)


def test_a_small_bench_must_be_there_with_all_of_its_seats():
    rule = Quorum(percent=0, per_bench=2)
    needed = [bench.needed for bench in find_quorum(rule, benches(3, 1, 2), {}).benches]
    assert needed == [2, 1, 2]


def test_an_empty_bench_cannot_hold_the_group_up():
    assert find_quorum(HALF, benches(2, 0, 2), {CITY: 1, RESIDENTS: 1}).is_met


def test_benches_stay_in_their_order():
    finding = find_quorum(HALF, benches(1, 2, 3), {})
    assert [bench.bench for bench in finding.benches] == [CITY, COOPERATIVES, RESIDENTS]


rules = st.builds(Quorum, percent=st.integers(0, 100), per_bench=st.integers(0, 5))


@st.composite
def rooms(draw):
    """Seats by bench, and who of them is there."""
    seats = {bench: draw(st.integers(0, 12)) for bench in BenchKey}
    return seats, {bench: draw(st.integers(0, held)) for bench, held in seats.items()}


@given(rule=rules, room=rooms())
def test_the_numbers_add_up(rule, room):
    seats, present = room
    assume(any(seats.values()))
    finding = find_quorum(rule, seats, present)
    assert finding.seats == sum(bench.seats for bench in finding.benches)
    assert finding.present == sum(bench.present for bench in finding.benches)
    assert 0 <= finding.needed <= finding.seats
    assert finding.needed * 100 >= finding.seats * rule.percent > (finding.needed - 1) * 100
    assert all(bench.needed <= bench.seats for bench in finding.benches)


@given(rule=rules, room=rooms())
def test_with_everybody_there_the_group_can_always_decide(rule, room):
    seats, _ = room
    assume(any(seats.values()))
    assert find_quorum(rule, seats, seats).is_met


@given(rule=rules, room=rooms(), bench=st.sampled_from(BenchKey))
def test_who_comes_in_never_makes_it_worse(rule, room, bench):
    seats, present = room
    if not find_quorum(rule, seats, present).is_met or present[bench] == seats[bench]:
        return
    assert find_quorum(rule, seats, {**present, bench: present[bench] + 1}).is_met


@given(rule=rules, room=rooms())
def test_a_stricter_rule_is_never_easier(rule, room):
    seats, present = room
    stricter = Quorum(min(100, rule.percent + 10), rule.per_bench + 1)
    if find_quorum(stricter, seats, present).is_met:
        assert find_quorum(rule, seats, present).is_met


@given(rule=rules, room=rooms())
def test_it_is_met_exactly_when_all_and_each_bench_are_there(rule, room):
    seats, present = room
    assume(any(seats.values()))
    of_all = sum(present.values()) * 100 >= sum(seats.values()) * rule.percent
    of_each = all(present[bench] >= min(rule.per_bench, held) for bench, held in seats.items())
    assert find_quorum(rule, seats, present).is_met == (of_all and of_each)
