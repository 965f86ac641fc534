"""What differs between variants, what they cost: for any two variants, not only for those we thought of."""

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from quarter.planning.domain import Cost, DifferenceKind, ElementKind, cost_of, differences


@dataclass(frozen=True)
class Thing:
    origin_id: str
    kind: ElementKind = ElementKind.BENCH
    title: str = "A bench"
    text: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    x: float | None = None
    y: float | None = None
    cost: int | None = None
    keeper: str = ""
    photo: str | None = None
    photo_description: str | None = None


things = st.builds(
    Thing,
    origin_id=st.sampled_from("abcdefgh"),
    kind=st.sampled_from(ElementKind),
    title=st.sampled_from(("A bench", "A tree")),
    place=st.sampled_from(("", "by the door")),
    x=st.floats(0, 1),
    y=st.floats(0, 1),
    cost=st.none() | st.integers(0, 10_000),
)
variants = st.lists(things, unique_by=lambda thing: thing.origin_id)


def kinds(before: list[Thing], after: list[Thing]) -> list[DifferenceKind]:
    return [difference.kind for difference in differences(before, after)]


@given(variants)
def test_a_fresh_branch_differs_in_nothing(variant: list[Thing]) -> None:
    assert differences(variant, list(variant)) == []
    assert differences(variant, variant[::-1]) == []


@given(variants, variants)
def test_added_there_is_left_out_here(one: list[Thing], other: list[Thing]) -> None:
    def named(kind: DifferenceKind, before: list[Thing], after: list[Thing]) -> set[str]:
        return {found.element.origin_id for found in differences(before, after) if found.kind is kind}

    assert named(DifferenceKind.ADDED, one, other) == named(DifferenceKind.REMOVED, other, one)
    for kind in (DifferenceKind.MOVED, DifferenceKind.COST, DifferenceKind.REWORDED):
        assert named(kind, one, other) == named(kind, other, one)


@given(variants, variants)
def test_the_differences_are_all_there_is(one: list[Thing], other: list[Thing]) -> None:
    """Who takes the one variant and does what the differences say has the other."""
    made = {thing.origin_id: thing for thing in one}
    for found in differences(one, other):
        if found.kind is DifferenceKind.REMOVED:
            del made[found.element.origin_id]
        else:
            made[found.element.origin_id] = found.element
    assert differences(list(made.values()), other) == []


@given(variants)
def test_each_change_is_named(variant: list[Thing]) -> None:
    for place, thing in enumerate(variant):
        others = [*variant[:place], *variant[place + 1 :]]
        assert kinds(variant, others) == [DifferenceKind.REMOVED]
        assert kinds(others, variant) == [DifferenceKind.ADDED]
        for change, kind in (
            ({"place": "elsewhere"}, DifferenceKind.MOVED),
            ({"x": None, "y": None}, DifferenceKind.MOVED),
            ({"cost": 99_999}, DifferenceKind.COST),
            ({"title": "Two benches"}, DifferenceKind.REWORDED),
            ({"keeper": "The house"}, DifferenceKind.REWORDED),
            ({"photo": "a photo", "photo_description": ""}, DifferenceKind.REWORDED),
        ):
            assert kinds(variant, [*others, replace(thing, **change)]) == [kind]


def test_a_click_on_the_same_spot_is_no_move() -> None:
    assert kinds([Thing("a", x=0.5, y=0.5)], [Thing("a", x=0.5004, y=0.5)]) == []
    assert kinds([Thing("a", x=0.5, y=0.5)], [Thing("a", x=0.502, y=0.5)]) == [DifferenceKind.MOVED]


@given(variants)
def test_the_cost_says_what_is_not_known(variant: list[Thing]) -> None:
    cost = cost_of(variant)
    assert cost.euros == sum(thing.cost or 0 for thing in variant)
    assert cost.unknown == sum(thing.cost is None for thing in variant)
    assert cost_of([]) == Cost(0, 0)
