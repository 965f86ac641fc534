"""The group takes things over from other variants; what two do at once is not lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event, current_thread, main_thread
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session

from quarter.foundation.db import Database, LostUpdate
from quarter.foundation.refusals import Refusal
from quarter.planning.domain import MOST_ELEMENTS, PlanningRefusal, differences
from quarter.planning.queries import VariantOfPlan, get_groups_variant, list_elements
from quarter.planning.service import merging
from quarter.planning.service.elements import change_element, import_elements, remove_element
from tests.conftest import NOW
from tests.factories.world import World
from tests.planning.plans import BENCH, TREE, add, branch, drawn, element_in, groups_variant, refused


class TestMerging:
    def test_the_group_takes_over_with_the_origin_kept(self, session, world) -> None:
        groups = groups_variant(session, world)
        own = branch(session, groups, world.resident)
        tree = add(session, own, world.resident, TREE)
        taken = merging.merge_element(session, world.moderator, tree, expected=1, now=NOW)
        assert (taken.variant_id, taken.origin_id) == (groups.variant.id, tree.element.origin_id)
        assert taken.author_id == world.resident.person_id
        assert differences(*drawn(session, groups, own)) == []

    def test_what_the_group_had_becomes_like_it_even_if_it_was_taken_out(self, session, world) -> None:
        groups = groups_variant(session, world)
        bench = add(session, groups, world.moderator)
        own = branch(session, groups, world.resident)
        moved = element_in(session, own)
        change_element(session, world.resident, moved, replace(BENCH, x=0.9), expected=1, now=NOW)
        remove_element(session, world.moderator, bench, expected=1, now=NOW)
        taken = merging.merge_element(session, world.moderator, moved, expected=2, now=NOW)
        assert taken.id == bench.element.id
        assert differences(*drawn(session, groups, own)) == []

    def test_one_that_changed_since_it_was_seen_is_not_taken(self, session, world) -> None:
        own = branch(session, groups_variant(session, world), world.resident)
        tree = add(session, own, world.resident, TREE)
        change_element(session, world.resident, tree, replace(TREE, x=0.1), expected=1, now=NOW)
        with pytest.raises(LostUpdate):
            merging.merge_element(session, world.moderator, tree, expected=1, now=NOW)
        assert list_elements(session, [get_groups_variant(session, own.plan.id).id]) != {}

    def test_several_are_taken_over_at_once(self, session, world) -> None:
        groups = groups_variant(session, world)
        add(session, groups, world.moderator)
        own = branch(session, groups, world.resident)
        bench = element_in(session, own)
        tree, light, roof = (
            add(session, own, world.resident, replace(TREE, title=t)) for t in ("Tree", "Light", "Roof")
        )
        change_element(session, world.resident, roof, replace(TREE, title="Roof", x=0.1), expected=1, now=NOW)
        remove_element(session, world.resident, light, expected=1, now=NOW)
        chosen = {of.element.id: 1 for of in (bench, tree, light, roof)}
        merged = merging.merge_elements(session, world.moderator, own, chosen, now=NOW)
        assert [element.title for element in merged.taken] == ["Tree"]
        assert [element.title for element in merged.there] == ["A bench"]
        assert [element.title for element in merged.changed] == ["Light", "Roof"]
        rows = drawn(session, groups)[0]
        assert [(row.title, row.author) for row in rows] == [("A bench", "Moderator"), ("Tree", "Resident")]
        assert rows[1].origin_id == tree.element.origin_id

    def test_what_the_group_took_out_comes_back_and_what_is_full_takes_nothing(self, session, world) -> None:
        groups = groups_variant(session, world)
        bench = add(session, groups, world.moderator)
        own = branch(session, groups, world.resident)
        theirs, tree = element_in(session, own), add(session, own, world.resident, TREE)
        remove_element(session, world.moderator, bench, expected=1, now=NOW)
        import_elements(session, world.moderator, groups, [BENCH] * (MOST_ELEMENTS - 1), now=NOW)
        both = {theirs.element.id: 1, tree.element.id: 1}
        reason = refused(merging.merge_elements, session, world.moderator, own, both)
        assert reason is PlanningRefusal.TOO_MANY_ELEMENTS
        merging.merge_elements(session, world.moderator, own, {theirs.element.id: 1}, now=NOW)
        assert bench.element.removed_at is None

    def test_nothing_of_another_variant_is_taken(self, session, world) -> None:
        groups = groups_variant(session, world)
        own = branch(session, groups, world.resident)
        elsewhere = add(session, branch(session, groups, world.neighbour, "Theirs"), world.neighbour, TREE)
        merged = merging.merge_elements(session, world.moderator, own, {elsewhere.element.id: 1}, now=NOW)
        assert merged == merging.Merged()


@pytest.mark.postgresql
class TestAtOnce:
    """Two take the same bench over from two variants: the second waits until the first has done."""

    @pytest.fixture
    def benches(self, database: Database, world: World) -> list[VariantOfPlan]:
        """A bench in two variants, in each at another spot; the group has none."""
        with database.unit_of_work() as session:
            groups = groups_variant(session, world)
            first = branch(session, groups, world.resident)
            add(session, first, world.resident)
            second = branch(session, first, world.neighbour, "Theirs")
            found = [element_in(session, of) for of in (first, second)]
            change_element(session, world.neighbour, found[1], replace(BENCH, x=0.9), expected=1, now=NOW)
            session.expunge_all()
        return found

    def test_the_second_is_told_and_nothing_is_overwritten(self, database: Database, world: World, benches) -> None:
        outcome = at_once(database, world, benches, lambda session, of: merging.merge_element(
            session, world.secretary, of, expected=2, now=NOW))  # fmt: skip
        assert isinstance(outcome, Refusal) and outcome.reason is PlanningRefusal.TAKEN_OVER_MEANWHILE
        assert [row.x for row in in_groups(database, benches[0])] == [BENCH.x]

    def test_of_several_what_the_first_took_is_named(self, database: Database, world: World, benches) -> None:
        merged = at_once(database, world, benches, lambda session, of: merging.merge_elements(
            session, world.secretary, of, {of.element.id: 2}, now=NOW))  # fmt: skip
        assert [element.title for element in merged.changed] == ["A bench"] and not merged.taken
        assert [row.x for row in in_groups(database, benches[0])] == [BENCH.x]


def at_once(database: Database, world: World, benches: list[VariantOfPlan], deed: Callable[..., Any]) -> Any:
    """The deed with the second bench, while the first is taken over but not committed; or what it was refused with."""
    is_waiting = Event()

    def note(_connection, _cursor, statement: str, *_rest: object) -> None:
        if current_thread() is not main_thread() and "FOR NO KEY UPDATE" in statement:
            is_waiting.set()

    def second() -> Any:
        try:
            with database.unit_of_work() as session:
                return deed(session, again(session, benches[1]))
        except Refusal as refusal:
            return refusal

    event.listen(database.engine, "before_cursor_execute", note)
    with ThreadPoolExecutor(1) as threads, database.unit_of_work() as session:
        merging.merge_element(session, world.moderator, again(session, benches[0]), expected=1, now=NOW)
        answer = threads.submit(second)
        assert is_waiting.wait(timeout=20)
        session.commit()
        return answer.result()


def again(session: Session, of: VariantOfPlan) -> VariantOfPlan:
    return VariantOfPlan(*(session.get_one(type(row), row.id) for row in (of.plan, of.variant, of.element)))


def in_groups(database: Database, of: VariantOfPlan) -> list[Any]:
    with database.session(writes=False) as session:
        variant_id = get_groups_variant(session, of.plan.id).id
        return list_elements(session, [variant_id])[variant_id]
