"""The rules of a group: benches, what a charter can ask for, and whether a meeting is quorate."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from quarter.foundation.actors import Role

NOBODY = "N. N."  # of a name without letters


class OrganisationKind(StrEnum):
    CITY_DEPARTMENT = "city_department"
    COOPERATIVE = "cooperative"
    HOUSING_COMPANY = "housing_company"
    INITIATIVE = "initiative"
    ASSOCIATION = "association"


# Who acts for one of these is named to everybody.
PUBLIC_BODIES = (OrganisationKind.CITY_DEPARTMENT, OrganisationKind.COOPERATIVE, OrganisationKind.HOUSING_COMPANY)


class SeatRefusal(StrEnum):
    """Why a seat cannot be given or asked for."""

    HAS_VOTE_ALREADY = "has_vote_already"
    ASKED_ALREADY = "asked_already"
    ANSWERED_ALREADY = "answered_already"


class SeatRequestState(StrEnum):
    """How it stands with somebody's wish to sit in the group."""

    OPEN = "open"
    GIVEN = "given"
    DECLINED = "declined"


class BenchKey(StrEnum):
    """The three sides that a group has by default."""

    CITY = "city"
    COOPERATIVES = "cooperatives"
    RESIDENTS = "residents"


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


def acts_in_function(role: Role, bench: BenchKey | None, organisation: str | None) -> bool:
    """Whether somebody is named to everybody for what they are: chair, secretary, or there for the city or a landlord.

    All others only if they have agreed.
    """
    return role in (Role.MODERATOR, Role.SECRETARY) or (
        bench in (BenchKey.CITY, BenchKey.COOPERATIVES) and bool(organisation)
    )


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


def initials_of(name: str) -> str:
    """The first letters of the first and the last word of a name, for a sign beside it: Aylin Demir is AD.

    Letters that would join, as Arabic ones do, are kept apart.
    """
    return "\N{ZERO WIDTH NON-JOINER}".join(_first_letters(name))


def initials(name: str) -> str:
    """`F. Y.` for Fatma Yıldız: what stands in public in place of a name that its owner has not agreed to."""
    return " ".join(f"{letter}." for letter in _first_letters(name)) or NOBODY


def _first_letters(name: str) -> list[str]:
    """Of the first and the last word, in capitals."""
    words = [word for word in name.split() if word[0].isalpha()]
    ends = words if len(words) < 2 else [words[0], words[-1]]
    return [word[0].upper() for word in ends]
