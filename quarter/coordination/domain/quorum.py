"""What can be said beforehand of the next meeting: what it lacks, and whether it will be quorate."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from quarter.charters.domain import Quorum, find_quorum
from quarter.groups.domain import BenchKey


class Lack(StrEnum):
    """What the next meeting is missing."""

    INVITATION = "invitation"
    AGENDA = "agenda"
    BENCH = "bench"  # a bench has fewer seats than the charter asks for
    VOTERS = "voters"  # even with everybody in the room it cannot be quorate


@dataclass(frozen=True)
class BenchForecast:
    """A bench on the day of the next meeting: seats held, seats that must come, who comes, what it is short of."""

    bench: BenchKey
    seats: int
    needed: int
    vacant: int  # seats that the charter asks for and nobody holds
    coming: int = 0  # seats whose holders have said that they come, or who comes instead


@dataclass(frozen=True)
class Forecast:
    """What the seats, and the answers to the invitation, say about a quorum to come."""

    benches: tuple[BenchForecast, ...]
    seats: int
    needed: int
    is_possible: bool  # quorate if everybody comes
    is_expected: bool = False  # quorate if those come who have said so

    @property
    def coming(self) -> int:
        return sum(bench.coming for bench in self.benches)

    @property
    def lacks(self) -> tuple[Lack, ...]:
        short = (Lack.BENCH,) if any(bench.vacant for bench in self.benches) else ()
        return short if self.is_possible else (*short, Lack.VOTERS)


def forecast(quorum: Quorum, seats: Mapping[BenchKey, int], coming: Mapping[BenchKey, int] | None = None) -> Forecast:
    """How many must come of the voting seats held by bench, by the very rule that the meeting will use.

    That rule does not let a vacant bench hold up the group; the forecast says that it is vacant all the same.
    """
    said = coming or dict.fromkeys(seats, 0)
    best, expected = find_quorum(quorum, seats, seats), find_quorum(quorum, seats, said)
    benches = tuple(
        BenchForecast(bench.bench, bench.seats, bench.needed, max(quorum.per_bench - bench.seats, 0), said[bench.bench])
        for bench in best.benches
    )
    needed = max(best.needed, sum(bench.needed for bench in benches))
    return Forecast(benches, best.seats, needed, best.is_met and best.seats > 0, expected.is_met)


def lacks_of_meeting(is_invited: bool, items: int, outlook: Forecast | None) -> tuple[Lack, ...]:
    """What is missing, in the order in which it is best done."""
    return (
        *(() if items else (Lack.AGENDA,)),
        *(() if is_invited else (Lack.INVITATION,)),
        *(outlook.lacks if outlook else ()),
    )
