from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import CheckConstraint, Field, Index, UniqueConstraint

from quarter.foundation.actors import Role
from quarter.foundation.models import StoredEnum, Table, one_of
from quarter.groups.domain import BenchKey, OrganisationKind, SeatRequestState


class Organisation(Table, table=True):
    __tablename__ = "organisation"
    __table_args__ = (CheckConstraint(one_of("kind", OrganisationKind), name="kind"),)

    id: int = Field(default=None, primary_key=True)
    name: str = Field(max_length=120, unique=True)
    kind: OrganisationKind = Field(sa_type=StoredEnum(OrganisationKind))
    contact_email: str = Field(default="", max_length=254)  # for letters to the body; empty: they go to who sits for it


class Group(Table, table=True):
    """A quarter's standing working group."""

    __tablename__ = "working_group"

    id: int = Field(default=None, primary_key=True)
    quarter_id: int = Field(foreign_key="quarter.id", index=True)
    slug: str = Field(max_length=60, unique=True)
    name: str = Field(max_length=120)
    purpose: str = Field(default="", sa_type=sa.Text)
    lang: str = Field(default="de", max_length=12)

    @property
    def group_id(self) -> int:
        """So that a policy can judge a group as it judges everything that belongs to one."""
        return self.id


class Bench(Table, table=True):
    """One side of a group."""

    __tablename__ = "bench"
    __table_args__ = (
        UniqueConstraint("group_id", "key"),
        CheckConstraint(one_of("key", BenchKey), name="key"),
    )

    id: int = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="working_group.id")
    key: BenchKey = Field(sa_type=StoredEnum(BenchKey))
    position: int


class Seat(Table, table=True):
    """A person in a role, for an organisation, on a bench, from a day until another (both included).

    Members and substitutes sit on a bench; moderators, secretaries and observers may stand outside.
    """

    __tablename__ = "seat"
    __table_args__ = (
        CheckConstraint(one_of("role", Role), name="role"),
        CheckConstraint("role NOT IN ('member', 'substitute') OR bench_id IS NOT NULL", name="voters_have_bench"),
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="dates"),
        # One person, one vote.
        Index(
            "uq_seat_vote",
            "group_id",
            "person_id",
            unique=True,
            sqlite_where=sa.text("role = 'member' AND until_on IS NULL"),
            postgresql_where=sa.text("role = 'member' AND until_on IS NULL"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="working_group.id", index=True)
    bench_id: int | None = Field(default=None, foreign_key="bench.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id")
    role: Role = Field(sa_type=StoredEnum(Role))
    from_on: date
    until_on: date | None = None


class SeatRequest(Table, table=True):
    """Somebody asks to sit on a bench, for an organisation or for themselves, and gets the seat or a reason why not."""

    __tablename__ = "seat_request"
    __table_args__ = (
        CheckConstraint(one_of("state", SeatRequestState), name="state"),
        CheckConstraint(
            "(state = 'open') = (answered_at IS NULL) AND (state = 'open') = (answered_by_id IS NULL)", name="answered"
        ),
        CheckConstraint("(state = 'given') = (seat_id IS NOT NULL)", name="given"),
        CheckConstraint("(state = 'declined') = (answer <> '')", name="declined_with_reason"),
        Index(
            "uq_seat_request_open", "group_id", "person_id", unique=True,
            sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"),
        ),
    )  # fmt: skip

    id: int = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="working_group.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    bench_id: int = Field(foreign_key="bench.id")
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id")
    reason: str = Field(sa_type=sa.Text)
    lang: str = Field(max_length=12)
    asked_at: datetime
    state: SeatRequestState = Field(default=SeatRequestState.OPEN, sa_type=StoredEnum(SeatRequestState))
    answer: str = Field(default="", sa_type=sa.Text)
    answer_lang: str = Field(default="", max_length=12)
    answered_by_id: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = None
    seat_id: int | None = Field(default=None, foreign_key="seat.id")
