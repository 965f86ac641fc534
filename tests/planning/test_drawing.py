"""Numbers in a drawing that stand close together."""

from itertools import combinations
from math import dist

from hypothesis import given
from hypothesis import strategies as st

from quarter.planning.drawing import APART, WIDTH, Base, Mark, spread

BASE = Base(WIDTH, 400, (0.0, 1 / WIDTH), (0.0, 1 / 400), picture="x")


def test_numbers_with_room_stay_where_their_things_are() -> None:
    apart = (Mark(1, 100, 100), Mark(2, 100 + APART, 100))
    assert spread(BASE, apart) == apart


def test_the_later_of_two_stands_aside_and_tells_where_its_thing_is() -> None:
    first, second = spread(BASE, (Mark(1, 100, 100), Mark(2, 104, 98)))
    assert first == Mark(1, 100, 100)
    assert dist(first[1:3], second[1:3]) >= APART - 1
    assert (round(second.x + second.dx, 1), round(second.y + second.dy, 1)) == (104, 98)


def test_where_there_is_no_room_numbers_stay() -> None:
    crowd = tuple(Mark(number, 300, 200) for number in range(1, 100))
    assert [mark.number for mark in spread(BASE, crowd)] == list(range(1, 100))
    assert spread(BASE, crowd)[-1] == crowd[-1]


@given(st.lists(st.tuples(st.floats(0, WIDTH), st.floats(0, 400)), max_size=9))
def test_a_few_numbers_never_cover_one_another_and_stay_in_the_drawing(points) -> None:
    shown = spread(BASE, tuple(Mark(number, x, y) for number, (x, y) in enumerate(points, 1)))
    assert all(0 <= mark.x <= BASE.width and 0 <= mark.y <= BASE.height for mark in shown)
    assert all(dist(one[1:3], other[1:3]) >= APART - 1 or other[3:] == (0, 0) for one, other in combinations(shown, 2))
