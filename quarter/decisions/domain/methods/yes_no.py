"""Yes, no or abstain, counted by bench and judged by the charter: the choices, the count, and what came of it."""

from collections.abc import Sequence
from enum import StrEnum
from math import ceil
from typing import assert_never

from quarter.charters.domain import BenchPresence, BenchRule, Majority, QuorumFinding
from quarter.decisions.domain.result import (
    BenchVotes,
    Finding,
    FindingKind,
    ImpossibleVotes,
    Result,
    Rule,
    quorum_of,
)


class Choice(StrEnum):
    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class Ground(StrEnum):
    """What is said first of a result: that it carried, or what stood in its way."""

    CARRIED = "carried"
    GROUP_NOT_QUORATE = "group_not_quorate"
    BENCHES_NOT_QUORATE = "benches_not_quorate"
    NOBODY_VOTED = "nobody_voted"
    TIE = "tie"
    NO_MAJORITY = "no_majority"
    BENCHES_AGAINST = "benches_against"
    BENCHES_NOT_IN_FAVOUR = "benches_not_in_favour"


def count(votes: Sequence[BenchVotes], rule: Rule) -> Result:
    """Apply the charter's rule to the counted votes.

    Carried needs all of: the quorum in total and in each bench, the majority over all, and what the
    charter asks of each bench. A tie is never a majority, so it is not carried. A bench without any
    seat is not asked.
    """
    if len({bench.bench for bench in votes}) < len(votes):
        raise ImpossibleVotes("a bench was counted twice")
    quorum = quorum_of(votes, rule)
    findings = (*_quorum_findings(quorum), _majority_finding(votes, rule.majority))
    return Result(rule, tuple(votes), quorum, findings + _bench_findings(votes, rule.bench_rule))


def votes_needed(majority: Majority, yes: int, no: int, seats: int) -> int:
    """How many votes in favour the majority takes; at least one, so that silence decides nothing.

    Simple: more in favour than against. Abstentions count for nothing, as usual in German municipal
    practice ("Enthaltungen zählen bei einfacher Mehrheit nicht mit"), so they lower what is needed.
    Absolute: more than half of all voting seats, present or not; here an abstention works like a no.
    Two thirds: of the votes in favour and against, exactly two thirds is enough.
    """
    match majority:
        case Majority.SIMPLE:
            return (yes + no) // 2 + 1
        case Majority.ABSOLUTE:
            return seats // 2 + 1
        case Majority.TWO_THIRDS:
            return max(1, ceil(2 * (yes + no) / 3))
        case _:
            assert_never(majority)


def ground_of(result: Result) -> Ground:
    """The first thing that stood in the way of a result, of those that the rule asks; CARRIED if nothing did."""
    if not result.failures:
        return Ground.CARRIED
    kind = result.failures[0].kind
    match kind:
        case FindingKind.QUORUM_TOTAL:
            return Ground.GROUP_NOT_QUORATE
        case FindingKind.QUORUM_BENCH:
            return Ground.BENCHES_NOT_QUORATE
        case FindingKind.MAJORITY:
            return _short_of_a_majority(result)
        case FindingKind.BENCH_VERDICT:
            return _objection(result)
        case _:
            assert_never(kind)


def _short_of_a_majority(result: Result) -> Ground:
    if result.cast == 0:
        return Ground.NOBODY_VOTED
    return Ground.TIE if result.yes == result.no else Ground.NO_MAJORITY


def _objection(result: Result) -> Ground:
    """A majority over all, but not what the charter asks of each bench."""
    failed = {finding.bench for finding in result.failures}
    is_against = all(bench.no > bench.yes for bench in result.votes if bench.bench in failed)
    return Ground.BENCHES_AGAINST if is_against else Ground.BENCHES_NOT_IN_FAVOUR


def _quorum_findings(quorum: QuorumFinding) -> tuple[Finding, ...]:
    """The quorum in total, then in each bench from which the charter wants somebody."""
    total = Finding(FindingKind.QUORUM_TOTAL, quorum.present, quorum.seats, quorum.needed)
    return (total, *(_bench_quorum(bench) for bench in quorum.benches if bench.needed))


def _bench_quorum(bench: BenchPresence) -> Finding:
    return Finding(FindingKind.QUORUM_BENCH, bench.present, bench.seats, bench.needed, bench.bench)


def _majority_finding(votes: Sequence[BenchVotes], majority: Majority) -> Finding:
    yes, no = sum(bench.yes for bench in votes), sum(bench.no for bench in votes)
    seats = sum(bench.seats for bench in votes)
    out_of = seats if majority is Majority.ABSOLUTE else yes + no
    return Finding(FindingKind.MAJORITY, yes, out_of, votes_needed(majority, yes, no, seats))


def _bench_findings(votes: Sequence[BenchVotes], rule: BenchRule) -> tuple[Finding, ...]:
    """What each bench says, by the charter's bench rule. A bench without any seat is not asked."""
    asked = [bench for bench in votes if bench.seats]
    match rule:
        case BenchRule.TOTAL_ONLY:
            return ()
        case BenchRule.EACH_IN_FAVOUR:
            return tuple(_in_favour(bench) for bench in asked)
        case BenchRule.NONE_AGAINST:
            return tuple(_not_against(bench) for bench in asked)
        case _:
            assert_never(rule)


def _in_favour(bench: BenchVotes) -> Finding:
    """More yes than no, so a bench that only abstains, ties or stays away is not in favour."""
    votes = bench.yes + bench.no
    return Finding(FindingKind.BENCH_VERDICT, bench.yes, votes, votes // 2 + 1, bench.bench)


def _not_against(bench: BenchVotes) -> Finding:
    """Not more no than yes, so a bench that only abstains lets the others decide."""
    votes = bench.yes + bench.no
    return Finding(FindingKind.BENCH_VERDICT, bench.yes, votes, ceil(votes / 2), bench.bench)
