"""How a group comes to its first charter."""

from quarter.charters.domain import BenchRule, Majority
from quarter.charters.queries import get_charter


def test_a_new_group_has_the_default_rules(session, world):
    charter = get_charter(session, world.group_id)
    assert (charter.version, charter.quorum.percent, charter.quorum.per_bench) == (1, 50, 1)
    assert (charter.majority, charter.bench_rule) == (Majority.SIMPLE, BenchRule.EACH_IN_FAVOUR)
