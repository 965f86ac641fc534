"""The rule engine: yes, no or abstain, counted by bench, judged by the charter."""

from collections.abc import Sequence
from math import ceil

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
    if majority is Majority.ABSOLUTE:
        return seats // 2 + 1
    if majority is Majority.TWO_THIRDS:
        return max(1, ceil(2 * (yes + no) / 3))
    return (yes + no) // 2 + 1


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
    if rule is BenchRule.TOTAL_ONLY:
        return ()
    return tuple(_bench_verdict(bench, rule) for bench in votes if bench.seats)


def _bench_verdict(bench: BenchVotes, rule: BenchRule) -> Finding:
    """What one bench says, by the charter's bench rule.

    Each in favour: more yes than no, so a bench that only abstains, ties or stays away is not in favour.
    None against: not more no than yes, so a bench that only abstains lets the others decide.
    """
    votes = bench.yes + bench.no
    needed = votes // 2 + 1 if rule is BenchRule.EACH_IN_FAVOUR else ceil(votes / 2)
    return Finding(FindingKind.BENCH_VERDICT, bench.yes, votes, needed, bench.bench)
