"""What a charter can ask for, and whether a meeting is quorate."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from quarter.groups.domain import BenchKey


class Majority(StrEnum):
    """How many votes in favour a decision needs, over all benches."""

    SIMPLE = "simple"  # more in favour than against; abstentions do not count
    ABSOLUTE = "absolute"  # more than half of all who may vote
    TWO_THIRDS = "two_thirds"  # at least two thirds of the votes in favour and against


class BenchRule(StrEnum):
    """What each bench must say, besides the majority over all."""

    EACH_IN_FAVOUR = "each_in_favour"  # in every bench more in favour than against
    NONE_AGAINST = "none_against"  # in no bench more against than in favour
    TOTAL_ONLY = "total_only"  # benches are not asked separately


@dataclass(frozen=True)
class Quorum:
    """When a group can decide: a share of all voting seats in percent, and a number of seats in each bench."""

    percent: int
    per_bench: int

    def seats_needed(self, seats: int) -> int:
        """The share as a number of seats, rounded up: half of 7 is 4. Nobody at all is never enough."""
        return max(ceil(seats * self.percent / 100), 1 if self.percent else 0)


@dataclass(frozen=True)
class BenchPresence:
    """One bench: the voting seats it has, and how many of them are present."""

    bench: BenchKey
    seats: int
    present: int
    needed: int

    @property
    def is_met(self) -> bool:
        return self.present >= self.needed


@dataclass(frozen=True)
class QuorumFinding:
    """Whether the group is quorate, with every number that the answer rests on."""

    seats: int
    present: int
    needed: int
    benches: tuple[BenchPresence, ...]

    @property
    def is_met(self) -> bool:
        return self.present >= self.needed and all(bench.is_met for bench in self.benches)


def find_quorum(quorum: Quorum, seats: Mapping[BenchKey, int], present: Mapping[BenchKey, int]) -> QuorumFinding:
    """The finding of the quorum; `seats` and `present` count voting seats by bench, in bench order.

    A bench with fewer seats than the charter asks per bench must be there with all of them; a bench
    without any seat cannot hold the group up.
    """
    benches = tuple(
        BenchPresence(bench, held, present.get(bench, 0), min(quorum.per_bench, held)) for bench, held in seats.items()
    )
    total = sum(seats.values())
    return QuorumFinding(total, sum(present.values()), quorum.seats_needed(total), benches)
