"""What is counted and what comes out: votes by bench, the rule, findings, and the result as stored."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Protocol, Self

from quarter.charters.domain import BenchRule, Majority, Quorum, QuorumFinding, find_quorum
from quarter.decisions.domain.states import Outcome
from quarter.groups.domain import BenchKey

RULE_VERSION = 1


class FindingKind(StrEnum):
    """What the rule asks."""

    QUORUM_TOTAL = "quorum_total"
    QUORUM_BENCH = "quorum_bench"
    MAJORITY = "majority"
    BENCH_VERDICT = "bench_verdict"


class ImpossibleVotes(ValueError):
    """More votes than people, or more people than seats: such a count cannot have happened."""


@dataclass(frozen=True)
class Rule:
    """What a decision needs, by the terms of the group's charter."""

    quorum: Quorum
    majority: Majority
    bench_rule: BenchRule


@dataclass(frozen=True)
class BenchVotes:
    """The votes of one bench; who is present need not vote at all."""

    bench: BenchKey
    seats: int
    present: int
    yes: int = 0
    no: int = 0
    abstain: int = 0

    def __post_init__(self) -> None:
        if min(self.seats, self.present, self.yes, self.no, self.abstain) < 0:
            raise ImpossibleVotes(f"{self.bench}: a negative number")
        if self.cast > self.present or self.present > self.seats:
            raise ImpossibleVotes(f"{self.bench}: {self.cast} votes, {self.present} of {self.seats} present")

    @property
    def cast(self) -> int:
        return self.yes + self.no + self.abstain


@dataclass(frozen=True)
class Finding:
    """One thing the rule asks: `count` of `out_of` there were, at least `needed` there had to be."""

    kind: FindingKind
    count: int
    out_of: int
    needed: int
    bench: BenchKey | None = None

    @property
    def passed(self) -> bool:
        return self.count >= self.needed


@dataclass(frozen=True)
class Result:
    """What came out, with every number that it rests on."""

    rule: Rule
    votes: tuple[BenchVotes, ...]
    quorum: QuorumFinding
    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> Outcome:
        """Carried if nothing failed that the rule asks."""
        return Outcome.NOT_CARRIED if self.failures else Outcome.CARRIED

    @property
    def failures(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if not finding.passed)

    @property
    def yes(self) -> int:
        return sum(bench.yes for bench in self.votes)

    @property
    def no(self) -> int:
        return sum(bench.no for bench in self.votes)

    @property
    def abstain(self) -> int:
        return sum(bench.abstain for bench in self.votes)

    @property
    def cast(self) -> int:
        return self.yes + self.no + self.abstain

    def finding(self, kind: FindingKind, bench: BenchKey | None = None) -> Finding | None:
        """What was found on one point; None if the rule does not ask it."""
        return next((each for each in self.findings if each.kind is kind and each.bench == bench), None)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON. The keys are stable: results are stored, and others recount them."""
        return {
            "rule_version": RULE_VERSION,
            "rule": asdict(self.rule),
            "votes": [asdict(bench) for bench in self.votes],
            "findings": [{**asdict(finding), "passed": finding.passed} for finding in self.findings],
            "yes": self.yes,
            "no": self.no,
            "abstain": self.abstain,
            "outcome": self.outcome.value,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read a stored result back: as it was found, not counted again."""
        rule = _rule_from(data["rule"])
        votes = tuple(BenchVotes(**{**bench, "bench": BenchKey(bench["bench"])}) for bench in data["votes"])
        findings = tuple(_finding_from(each) for each in data["findings"])
        return cls(rule, votes, quorum_of(votes, rule), findings)


class HasResult(Protocol):
    """A decision, or a row of a list of them, with its result as stored; None while it is undecided."""

    @property
    def result(self) -> dict[str, Any] | None: ...


def quorum_of(votes: Iterable[BenchVotes], rule: Rule) -> QuorumFinding:
    """Whether those who took part made the group quorate."""
    votes = tuple(votes)
    seats = {bench.bench: bench.seats for bench in votes}
    return find_quorum(rule.quorum, seats, {bench.bench: bench.present for bench in votes})


def _rule_from(data: Mapping[str, Any]) -> Rule:
    return Rule(Quorum(**data["quorum"]), Majority(data["majority"]), BenchRule(data["bench_rule"]))


def _finding_from(data: Mapping[str, Any]) -> Finding:
    return Finding(
        FindingKind(data["kind"]),
        data["count"],
        data["out_of"],
        data["needed"],
        BenchKey(data["bench"]) if data["bench"] else None,
    )
