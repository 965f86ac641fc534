"""Variants: a branch keeps where its things are from; rewording and withdrawing."""

from dataclasses import replace

import pytest

from quarter.foundation.db import LostUpdate
from quarter.planning.domain import DifferenceKind, PlanningRefusal, differences
from quarter.planning.queries import list_variants
from quarter.planning.service.elements import change_element
from quarter.planning.service.variants import branch_variant, reword_variant, withdraw_variant
from tests.conftest import NOW
from tests.planning.plans import BENCH, TREE, add, branch, drawn, element_in, groups_variant, refused


class TestBranching:
    def test_a_branch_has_all_and_knows_where_it_is_from(self, session, world) -> None:
        groups = groups_variant(session, world)
        add(session, groups, world.moderator)
        add(session, groups, world.moderator, TREE)
        own = branch(session, groups, world.resident)
        before, after = drawn(session, groups, own)
        assert differences(before, after) == []
        assert own.variant.branched_from_id == groups.variant.id
        assert {row.author for row in after} == {"Moderator"}

    def test_what_is_changed_in_a_branch_is_named(self, session, world) -> None:
        groups = groups_variant(session, world)
        add(session, groups, world.moderator)
        own = branch(session, groups, world.resident)
        bench = element_in(session, own)
        change_element(session, world.resident, bench, replace(BENCH, x=0.6, cost=1000), expected=1, now=NOW)
        add(session, own, world.resident, TREE)
        found = differences(*drawn(session, groups, own))
        assert [difference.kind for difference in found] == [
            DifferenceKind.ADDED, DifferenceKind.MOVED, DifferenceKind.COST,
        ]  # fmt: skip

    def test_one_that_was_withdrawn_meanwhile_is_refused(self, session, world) -> None:
        own = branch(session, groups_variant(session, world), world.resident)
        withdraw_variant(session, world.resident, own, expected=1, now=NOW)
        reason = refused(branch_variant, session, world.neighbour, own, title="x", text="", lang="en")
        assert reason is PlanningRefusal.VARIANT_WITHDRAWN


class TestRewording:
    def test_its_author_says_it_anew(self, session, world) -> None:
        own = branch(session, groups_variant(session, world), world.resident)
        reword_variant(session, world.resident, own, title="Trees", text="Cool.", lang="en", expected=1,
                               now=NOW)  # fmt: skip
        assert (own.variant.title, own.variant.text) == ("Trees", "Cool.")
        with pytest.raises(LostUpdate):
            reword_variant(session, world.resident, own, title="x", text="", lang="en", expected=1, now=NOW)


class TestWithdrawing:
    def test_a_withdrawn_one_is_no_longer_listed_but_its_branches_stay(self, session, world) -> None:
        own = branch(session, groups_variant(session, world), world.resident)
        theirs = branch(session, own, world.neighbour, "Theirs")
        withdraw_variant(session, world.resident, own, expected=1, now=NOW)
        assert [row.id for row in list_variants(session, own.plan.id)][1:] == [theirs.variant.id]

    def test_the_group_s_stays(self, session, world) -> None:
        groups = groups_variant(session, world)
        reason = refused(withdraw_variant, session, world.moderator, groups, expected=1)
        assert reason is PlanningRefusal.GROUPS_VARIANT_STAYS
