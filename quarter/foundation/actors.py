"""Who is acting: a person with the seats they hold today, as plain data for policies to judge."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from operator import attrgetter


class Role(StrEnum):
    """What a person does in a group. Only members vote."""

    MEMBER = "member"
    SUBSTITUTE = "substitute"
    MODERATOR = "moderator"
    SECRETARY = "secretary"
    OBSERVER = "observer"


@dataclass(frozen=True)
class SeatHeld:
    """A seat that the actor holds today."""

    seat_id: int
    group_id: int
    bench_id: int | None
    organisation_id: int | None
    role: Role


@dataclass(frozen=True)
class Actor:
    """The person behind a deed; `person_id` is None for someone who has not signed in."""

    person_id: int | None = None
    name: str = ""
    language: str | None = None
    is_admin: bool = False
    seats: tuple[SeatHeld, ...] = ()

    @property
    def is_signed_in(self) -> bool:
        return self.person_id is not None

    @property
    def signed_in_id(self) -> int:
        """The person, for deeds that nobody may do without having signed in."""
        if self.person_id is None:
            raise ValueError("nobody has signed in")
        return self.person_id

    @cached_property
    def group_ids(self) -> frozenset[int]:
        """The groups in which this person sits."""
        return frozenset(map(attrgetter("group_id"), self.seats))

    @cached_property
    def organisation_ids(self) -> frozenset[int]:
        """The organisations this person speaks for, by holding one of their seats."""
        return frozenset(filter(None, map(attrgetter("organisation_id"), self.seats)))

    @cached_property
    def acts_for_others(self) -> bool:
        """Administers the site, runs a group, or speaks for an organisation: whose sign-in others should not find."""
        return self.is_admin or any(
            seat.role in (Role.MODERATOR, Role.SECRETARY) or seat.organisation_id is not None for seat in self.seats
        )

    @property
    def reach(self) -> tuple[int, int]:
        """In how many groups this person sits, and for how many organisations they speak."""
        return len(self.group_ids), len(self.organisation_ids)


ANONYMOUS = Actor()
