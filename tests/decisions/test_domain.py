"""The rule engine: what carries, what does not, and why; small cases by hand, then laws for all cases."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarter.charters.domain import BenchRule, Majority, Quorum
from quarter.decisions.domain import (
    BenchVotes,
    Finding,
    FindingKind,
    ImpossibleVotes,
    Outcome,
    Result,
    Rule,
    count,
)
from quarter.groups.domain import BenchKey

CITY, COOPERATIVES, RESIDENTS = BenchKey
USUAL = Rule(Quorum(percent=50, per_bench=1), Majority.SIMPLE, BenchRule.EACH_IN_FAVOUR)


def rule(
    *, percent: int = 0, per_bench: int = 0, majority: Majority = Majority.SIMPLE,
    bench_rule: BenchRule = BenchRule.TOTAL_ONLY,
) -> Rule:  # fmt: skip
    return Rule(Quorum(percent, per_bench), majority, bench_rule)


def votes(bench: BenchKey, yes: int, no: int = 0, abstain: int = 0, *, seats: int = 0, silent: int = 0) -> BenchVotes:
    present = yes + no + abstain + silent
    return BenchVotes(bench, max(seats, present), present, yes, no, abstain)


def failed(result: Result) -> list[tuple[FindingKind, BenchKey | None]]:
    return [(finding.kind, finding.bench) for finding in result.failures]


class TestWholeDecision:
    def test_all_three_benches_in_favour_carry(self) -> None:
        result = count([votes(CITY, 4, 1), votes(COOPERATIVES, 3, 1), votes(RESIDENTS, 9, 1)], USUAL)
        assert result.outcome is Outcome.CARRIED
        assert (result.yes, result.no, result.abstain) == (16, 3, 0)
        assert result.failures == ()

    def test_one_bench_against_stops_a_majority(self) -> None:
        result = count([votes(CITY, 1, 4, 1), votes(COOPERATIVES, 3, 1), votes(RESIDENTS, 9, 1, 1)], USUAL)
        assert result.outcome is Outcome.NOT_CARRIED
        assert failed(result) == [(FindingKind.BENCH_VERDICT, CITY)]
        assert result.yes == 13 and result.cast == 21

    def test_findings_come_in_the_order_of_the_rule(self) -> None:
        result = count([votes(CITY, 1), votes(RESIDENTS, 1)], USUAL)
        assert [(finding.kind, finding.bench) for finding in result.findings] == [
            (FindingKind.QUORUM_TOTAL, None),
            (FindingKind.QUORUM_BENCH, CITY),
            (FindingKind.QUORUM_BENCH, RESIDENTS),
            (FindingKind.MAJORITY, None),
            (FindingKind.BENCH_VERDICT, CITY),
            (FindingKind.BENCH_VERDICT, RESIDENTS),
        ]

    def test_a_bench_without_seats_is_not_asked(self) -> None:
        empty = BenchVotes(COOPERATIVES, seats=0, present=0)
        result = count([votes(CITY, 2), empty, votes(RESIDENTS, 2)], USUAL)
        assert result.outcome is Outcome.CARRIED
        assert COOPERATIVES not in {finding.bench for finding in result.findings}

    def test_nobody_at_all_decides_nothing(self) -> None:
        assert count([], rule()).outcome is Outcome.NOT_CARRIED


class TestQuorum:
    def test_too_few_seats_in_total(self) -> None:
        result = count([votes(CITY, 2, seats=5)], rule(percent=50))
        assert failed(result) == [(FindingKind.QUORUM_TOTAL, None)]
        assert result.findings[0] == Finding(FindingKind.QUORUM_TOTAL, count=2, out_of=5, needed=3)

    def test_exactly_the_needed_share_is_enough(self) -> None:
        assert count([votes(CITY, 3, seats=6)], rule(percent=50)).outcome is Outcome.CARRIED

    def test_a_bench_that_stays_away_makes_the_group_inquorate(self) -> None:
        result = count([votes(CITY, 0, seats=2), votes(RESIDENTS, 9)], rule(percent=50, per_bench=1))
        assert failed(result) == [(FindingKind.QUORUM_BENCH, CITY)]

    def test_who_is_present_but_does_not_vote_counts_for_the_quorum(self) -> None:
        assert count([votes(CITY, 1, silent=3, seats=6)], rule(percent=60)).outcome is Outcome.CARRIED

    def test_a_small_bench_must_be_complete_but_not_more(self) -> None:
        result = count([votes(CITY, 1, seats=1), votes(RESIDENTS, 3)], rule(per_bench=2))
        assert result.outcome is Outcome.CARRIED


class TestMajority:
    @pytest.mark.parametrize(
        ("yes", "no", "abstain", "carried"),
        [
            (2, 1, 0, True),
            (1, 1, 0, False),
            (1, 2, 0, False),
            (1, 0, 9, True),
            (0, 0, 9, False),
            (0, 0, 0, False),
        ],
    )
    def test_simple_ignores_abstentions_and_a_tie_fails(self, yes: int, no: int, abstain: int, carried: bool) -> None:
        result = count([votes(CITY, yes, no, abstain, seats=12)], rule())
        assert (result.outcome is Outcome.CARRIED) is carried

    @pytest.mark.parametrize(
        ("yes", "seats", "carried"), [(6, 10, True), (5, 10, False), (6, 11, True), (5, 11, False)]
    )
    def test_absolute_asks_for_more_than_half_of_all_seats(self, yes: int, seats: int, carried: bool) -> None:
        result = count([votes(CITY, yes, seats=seats)], rule(majority=Majority.ABSOLUTE))
        assert (result.outcome is Outcome.CARRIED) is carried

    @pytest.mark.parametrize(
        ("yes", "no", "carried"), [(2, 1, True), (4, 2, True), (3, 2, False), (5, 3, False), (0, 0, False)]
    )
    def test_two_thirds_exactly_is_enough(self, yes: int, no: int, carried: bool) -> None:
        result = count([votes(CITY, yes, no, 3)], rule(majority=Majority.TWO_THIRDS))
        assert (result.outcome is Outcome.CARRIED) is carried


class TestBenchRule:
    @pytest.mark.parametrize(
        ("city", "each_in_favour", "none_against"),
        [
            (votes(CITY, 2, 1), True, True),
            (votes(CITY, 1, 1), False, True),
            (votes(CITY, 0, 0, 3), False, True),
            (votes(CITY, 1, 2), False, False),
            (votes(CITY, 0, 0, silent=2), False, True),
            (votes(CITY, 0, seats=3), False, True),
        ],
        ids=["in favour", "tie", "all abstain", "against", "silent", "absent"],
    )
    def test_what_a_bench_says(self, city: BenchVotes, each_in_favour: bool, none_against: bool) -> None:
        others = votes(RESIDENTS, 9)
        for bench_rule, expected in (
            (BenchRule.EACH_IN_FAVOUR, each_in_favour),
            (BenchRule.NONE_AGAINST, none_against),
            (BenchRule.TOTAL_ONLY, True),
        ):
            result = count([city, others], rule(bench_rule=bench_rule))
            assert (result.outcome is Outcome.CARRIED) is expected, bench_rule


class TestImpossibleCounts:
    @pytest.mark.parametrize(
        "numbers",
        [
            {"seats": 3, "present": 4},
            {"seats": 3, "present": 2, "yes": 3},
            {"seats": 3, "present": 2, "yes": 1, "no": 1, "abstain": 1},
            {"seats": 3, "present": 3, "no": -1},
        ],
    )
    def test_are_refused(self, numbers: dict[str, int]) -> None:
        with pytest.raises(ImpossibleVotes):
            BenchVotes(CITY, **numbers)

    def test_a_bench_is_counted_once(self) -> None:
        with pytest.raises(ImpossibleVotes):
            count([votes(CITY, 1), votes(CITY, 1)], USUAL)


# Laws that hold for every vote under every rule.

rules = st.builds(
    Rule,
    st.builds(Quorum, st.integers(0, 100), st.integers(0, 3)),
    st.sampled_from(Majority),
    st.sampled_from(BenchRule),
)


@st.composite
def bench_votes(draw: st.DrawFn, bench: BenchKey) -> BenchVotes:
    yes, no, abstain = (draw(st.integers(0, 6)) for _ in range(3))
    present = yes + no + abstain + draw(st.integers(0, 2))
    return BenchVotes(bench, present + draw(st.integers(0, 3)), present, yes, no, abstain)


counts = st.tuples(*(bench_votes(bench) for bench in BenchKey))


@given(counts, rules, st.permutations(range(3)))
def test_the_order_of_the_benches_does_not_matter(all_votes, any_rule, order) -> None:
    assert count([all_votes[i] for i in order], any_rule).outcome is count(all_votes, any_rule).outcome


@given(counts, rules, st.sampled_from(range(3)), st.sampled_from(["no", "abstain", "silent"]))
def test_one_more_in_favour_never_hurts(all_votes, any_rule, position, changed) -> None:
    before = all_votes[position]
    numbers = {"yes": before.yes, "no": before.no, "abstain": before.abstain}
    if changed != "silent":
        numbers[changed] -= 1
    numbers["yes"] += 1
    if min(numbers.values()) < 0 or sum(numbers.values()) > before.present:
        return
    after = BenchVotes(before.bench, before.seats, before.present, **numbers)
    changed_votes = [*all_votes[:position], after, *all_votes[position + 1 :]]
    if count(all_votes, any_rule).outcome is Outcome.CARRIED:
        assert count(changed_votes, any_rule).outcome is Outcome.CARRIED


@given(counts, rules)
def test_a_result_survives_being_stored(all_votes, any_rule) -> None:
    result = count(all_votes, any_rule)
    assert Result.from_dict(json.loads(json.dumps(result.as_dict()))) == result


@given(counts, rules)
def test_a_second_count_by_the_letter_of_the_charter_agrees(all_votes, any_rule) -> None:
    carried = count(all_votes, any_rule).outcome is Outcome.CARRIED
    assert carried is _carries_by_the_letter(all_votes, any_rule)


def _carries_by_the_letter(all_votes: tuple[BenchVotes, ...], any_rule: Rule) -> bool:
    """Written again from the sentences of the charter, with fractions instead of numbers needed."""
    seats, present = sum(each.seats for each in all_votes), sum(each.present for each in all_votes)
    yes, no = sum(each.yes for each in all_votes), sum(each.no for each in all_votes)
    is_quorate = 100 * present >= any_rule.quorum.percent * seats and all(
        each.present >= any_rule.quorum.per_bench or each.present == each.seats for each in all_votes
    )
    has_majority = {
        Majority.SIMPLE: yes > no,
        Majority.ABSOLUTE: 2 * yes > seats,
        Majority.TWO_THIRDS: yes > 0 and Fraction(yes, yes + no or 1) >= Fraction(2, 3),
    }[any_rule.majority]
    asked = [each for each in all_votes if each.seats]
    benches_agree = {
        BenchRule.EACH_IN_FAVOUR: all(each.yes > each.no for each in asked),
        BenchRule.NONE_AGAINST: not any(each.no > each.yes for each in asked),
        BenchRule.TOTAL_ONLY: True,
    }[any_rule.bench_rule]
    return is_quorate and has_majority and benches_agree
