"""What people say to things and variants: support, comments, ratings."""

import pytest

from quarter.groups.domain import BenchKey
from quarter.planning.domain import PlanningRefusal
from quarter.planning.queries import own_rating, rate_by_bench
from quarter.planning.service import talking
from quarter.voices.queries import list_comments
from tests.conftest import NOW
from tests.planning.plans import add, groups_variant, refused


class TestTalking:
    def test_support_counts_once_and_can_be_taken_back(self, session, world) -> None:
        of = add(session, groups_variant(session, world), world.moderator)
        given = [talking.support(session, world.resident, of, now=NOW) for _ in range(2)]
        session.refresh(of.element)
        assert (given, of.element.support_count) == ([True, False], 1)
        taken = [talking.withdraw_support(session, world.resident, of, now=NOW) for _ in range(2)]
        session.refresh(of.element)
        assert (taken, of.element.support_count) == ([True, False], 0)

    def test_comments_are_read_newest_first(self, session, world) -> None:
        of = add(session, groups_variant(session, world), world.moderator)
        for text in ("one", "two"):
            talking.comment(session, world.resident, of, text=text, lang="en", now=NOW)
        session.refresh(of.element)
        assert of.element.comment_count == 2
        assert [row.text for row in list_comments(session, "element", of.element.id).rows] == ["two", "one"]

    def test_a_bench_s_rating_is_the_mean_of_its_seats(self, session, world) -> None:
        of = groups_variant(session, world)
        talking.rate(session, world.city, of, {0: 1, 1: 5}, now=NOW)
        talking.rate(session, world.second_city, of, {0: 4}, now=NOW)
        talking.rate(session, world.initiative, of, {0: 5}, now=NOW)
        talking.rate(session, world.initiative, of, {0: 2}, now=NOW)  # takes the place of the first
        means = rate_by_bench(session, [of.variant.id])[of.variant.id]
        assert means[0] == {BenchKey.CITY: 2.5, BenchKey.RESIDENTS: 2.0}
        assert means[1] == {BenchKey.CITY: 5.0}
        assert own_rating(session, of.variant.id, world.seats["city"]) == {0: 1, 1: 5}

    def test_who_sits_on_no_bench_does_not_rate(self, session, world) -> None:
        of = groups_variant(session, world)
        assert refused(talking.rate, session, world.moderator, of, {0: 3}) is PlanningRefusal.NO_BENCH

    def test_only_what_the_group_chose_is_rated(self, session, world) -> None:
        with pytest.raises(ValueError, match="criterion"):
            talking.rate(session, world.city, groups_variant(session, world), {2: 3}, now=NOW)
