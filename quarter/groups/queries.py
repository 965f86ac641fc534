from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.sql.elements import SQLCoreOperations
from sqlmodel import Session, col, select

from quarter.accounts.models import Person, SignIn
from quarter.accounts.policy import sign_in_lasts
from quarter.accounts.tokens import digest
from quarter.foundation.actors import Actor, Role, SeatHeld
from quarter.foundation.models import column, get_row, list_rows, maybe
from quarter.foundation.subjects import SUBJECT, Audience
from quarter.groups.domain import BenchKey, OrganisationKind, SeatRequestState
from quarter.groups.models import Bench, Group, Organisation, Seat, SeatRequest
from quarter.places.models import Municipality, Quarter
from quarter.places.queries import NOT_FOUNDED
from quarter.places.theme import stylesheet


@dataclass(frozen=True)
class Masthead:
    """What stands at the head of every page: the municipality, and the quarter and group it opens with."""

    municipality: str
    timezone: str
    default_language: str
    contact_email: str
    publisher: str
    is_demonstration: bool
    accent: str | None
    logo: str | None
    logo_width: int | None
    logo_height: int | None
    quarter: str | None
    quarter_slug: str | None
    group_id: int | None
    group_slug: str | None

    @property
    def theme_digest(self) -> str | None:
        """The name of the stylesheet with the municipality's colour, if it has one of its own."""
        return stylesheet(self.accent).digest if self.accent else None


# Every page asks for its masthead, and of people who have signed in for the actor. To build a statement takes as long
# as to run it, so these two are built once.
QUARTER, GROUP, BENCH = Quarter.__table__.c, Group.__table__.c, Bench.__table__.c
PERSON, SEAT, SIGN_IN = Person.__table__.c, Seat.__table__.c, SignIn.__table__.c
ORGANISATION, REQUEST = Organisation.__table__.c, SeatRequest.__table__.c

_MASTHEAD = (
    sa.select(
        column(Municipality.name), column(Municipality.timezone), column(Municipality.default_language),
        column(Municipality.contact_email), column(Municipality.publisher), column(Municipality.is_demonstration),
        column(Municipality.accent), column(Municipality.logo), column(Municipality.logo_width),
        column(Municipality.logo_height), QUARTER.name, QUARTER.slug, GROUP.id, GROUP.slug,
    )
    .select_from(Municipality.__table__)
    .join(Quarter.__table__, sa.true(), isouter=True)
    .join(Group.__table__, GROUP.quarter_id == QUARTER.id, isouter=True)
    .order_by(GROUP.id.is_(None), QUARTER.id, GROUP.id)
    .limit(1)
)  # fmt: skip


def get_masthead(session: Session) -> Masthead:
    """What every page says about where it is: one statement. An empty installation has a name to fill in."""
    return get_row(session, _MASTHEAD, Masthead) or Masthead(*NOT_FOUNDED, "", "", False, *[None] * 8)


def is_current(today: date | sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    return sa.and_(SEAT.from_on <= today, sa.or_(SEAT.until_on.is_(None), SEAT.until_on >= today))


def may_know(person_id: SQLCoreOperations[int], today: date) -> sa.ColumnElement[bool]:
    """SQL: the person with the id in this column may know of a row of the register: `visible_to`, for many at once."""
    sits = sa.select(1).where(SEAT.person_id == person_id, is_current(today))
    return sa.or_(
        SUBJECT.audience == Audience.PUBLIC,
        sa.and_(SUBJECT.audience == Audience.GROUP, sits.where(SEAT.group_id == SUBJECT.group_id).exists()),
        sa.and_(SUBJECT.audience <= Audience.BODY, sits.where(SEAT.organisation_id == SUBJECT.body_id).exists()),
    )


def sits_in(person_id: "SQLCoreOperations[int]", group_id: int, today: date) -> sa.ColumnElement[bool]:
    """SQL: the person with the id in this column holds a seat in the group."""
    held = (SEAT.person_id == person_id, SEAT.group_id == group_id, is_current(today))
    return sa.select(1).where(*held).exists()


class SignedIn(NamedTuple):
    """Somebody who has signed in, and a seat of theirs; without one, `seat_id` and what follows it are None."""

    person_id: int
    name: str
    language: str | None
    is_admin: bool
    seat_id: int | None
    group_id: int
    bench_id: int | None
    organisation_id: int | None
    role: Role
    signed_in_at: datetime


_ACTOR = (
    sa.select(
        column(Person.id), column(Person.name), column(Person.language), column(Person.is_admin), maybe(Seat.id),
        column(Seat.group_id), column(Seat.bench_id), column(Seat.organisation_id), column(Seat.role),
        column(SignIn.created_at),
    )
    .join(SignIn.__table__, SIGN_IN.person_id == PERSON.id)
    .join(
        Seat.__table__,
        sa.and_(SEAT.person_id == PERSON.id, is_current(sa.bindparam("today", type_=sa.Date))),
        isouter=True,
    )
    .where(
        SIGN_IN.token_hash == sa.bindparam("token"),
        SIGN_IN.ended_at.is_(None),
        SIGN_IN.expires_at > sa.bindparam("now", type_=SIGN_IN.expires_at.type),
    )
)  # fmt: skip


def get_actor(session: Session, token: str, *, now: datetime, today: date) -> Actor | None:
    """The person behind a sign-in token, with today's seats: one statement. None if the sign-in is over."""
    rows = list_rows(session, _ACTOR, SignedIn, token=digest(token), now=now, today=today)
    if not rows:
        return None
    seats = tuple(
        SeatHeld(row.seat_id, row.group_id, row.bench_id, row.organisation_id, row.role)
        for row in rows
        if row.seat_id is not None
    )
    first = rows[0]
    actor = Actor(first.person_id, first.name, first.language, first.is_admin, seats)
    return actor if now < first.signed_in_at + sign_in_lasts(actor) else None


def get_group(session: Session, group_id: int) -> Group | None:
    return session.get(Group, group_id)


def get_group_by_slug(session: Session, slug: str) -> Group | None:
    return session.exec(select(Group).where(Group.slug == slug)).one_or_none()


def default_group(session: Session) -> Group | None:
    """The group of the first quarter: where a new issue goes unless its form names another."""
    return session.exec(select(Group).order_by(col(Group.id)).limit(1)).one_or_none()


class GroupLine(NamedTuple):
    """A group in a list, with the name of its quarter."""

    group_id: int
    slug: str
    name: str
    quarter_id: int
    quarter: str


def list_groups(session: Session, quarter_id: int | None = None) -> list[GroupLine]:
    """All groups, or those of one quarter, by name."""
    query = sa.select(
        column(Group.id), column(Group.slug), column(Group.name), column(Group.quarter_id), column(Quarter.name)
    ).join(Quarter.__table__, QUARTER.id == GROUP.quarter_id)
    if quarter_id is not None:
        query = query.where(GROUP.quarter_id == quarter_id)
    return list_rows(session, query.order_by(GROUP.name), GroupLine)


class OrganisationLine(NamedTuple):
    """An organisation in a list."""

    id: int
    name: str
    kind: OrganisationKind
    contact_email: str


def list_organisations(session: Session) -> list[OrganisationLine]:
    """All organisations, by name."""
    query = sa.select(
        column(Organisation.id), column(Organisation.name), column(Organisation.kind),
        column(Organisation.contact_email),
    )  # fmt: skip
    return list_rows(session, query.order_by(ORGANISATION.name), OrganisationLine)


def get_organisation(session: Session, organisation_id: int) -> Organisation | None:
    return session.get(Organisation, organisation_id)


class BenchLine(NamedTuple):
    """A bench of a group."""

    id: int
    key: BenchKey


def list_benches(session: Session, group_id: int) -> list[BenchLine]:
    """A group's benches in their order."""
    query = sa.select(column(Bench.id), column(Bench.key)).where(BENCH.group_id == group_id)
    return list_rows(session, query.order_by(BENCH.position), BenchLine)


def get_seat(session: Session, seat_id: int) -> Seat | None:
    return session.get(Seat, seat_id)


class SeatLine(NamedTuple):
    """A seat with who holds it, for whom and on which bench."""

    seat_id: int
    person_id: int
    person_name: str
    is_named_publicly: bool
    organisation_id: int | None
    organisation_name: str | None
    bench: BenchKey | None
    bench_id: int | None
    role: Role
    from_on: date


def list_seats(session: Session, group_id: int, today: date, *, also: Collection[int] = ()) -> list[SeatLine]:
    """Who sits in the group today, by bench and name; those outside the benches come last.

    `also` are the ids of seats to be told of in any case.
    """
    query = (
        sa.select(
            column(Seat.id), column(Seat.person_id), column(Person.name), column(Person.is_named_publicly),
            column(Seat.organisation_id), maybe(Organisation.name), maybe(Bench.key), column(Seat.bench_id),
            column(Seat.role), column(Seat.from_on),
        )
        .join(Person.__table__, PERSON.id == SEAT.person_id)
        .join(Organisation.__table__, ORGANISATION.id == SEAT.organisation_id, isouter=True)
        .join(Bench.__table__, BENCH.id == SEAT.bench_id, isouter=True)
        .where(SEAT.group_id == group_id, sa.or_(is_current(today), SEAT.id.in_(also)))
        .order_by(sa.func.coalesce(BENCH.position, 99), PERSON.name, SEAT.id)
    )  # fmt: skip
    return list_rows(session, query, SeatLine)


class OwnSeat(NamedTuple):
    """Where somebody sits, and for whom."""

    group_id: int
    organisation_id: int | None
    seat_id: int
    role: Role


def list_seats_of(session: Session, person_id: int, today: date) -> list[OwnSeat]:
    """The seats that somebody holds today."""
    query = sa.select(column(Seat.group_id), column(Seat.organisation_id), column(Seat.id), column(Seat.role))
    return list_rows(session, query.where(SEAT.person_id == person_id, is_current(today)).order_by(SEAT.id), OwnSeat)


class VotingSeat(NamedTuple):
    """A seat with a vote, which is always on a bench."""

    seat_id: int
    person_name: str
    bench: BenchKey


def list_voting_seats(session: Session, group_id: int, today: date) -> list[VotingSeat]:
    """The seats with a vote today, by bench and name."""
    query = (
        sa.select(column(Seat.id), column(Person.name), column(Bench.key))
        .join(Person.__table__, PERSON.id == SEAT.person_id)
        .join(Bench.__table__, BENCH.id == SEAT.bench_id)
        .where(SEAT.group_id == group_id, SEAT.role == Role.MEMBER, is_current(today))
        .order_by(BENCH.position, PERSON.name, SEAT.id)
    )
    return list_rows(session, query, VotingSeat)


def get_seat_request(session: Session, request_id: int) -> SeatRequest | None:
    return session.get(SeatRequest, request_id)


def get_last_request(session: Session, group_id: int, person_id: int) -> SeatRequest | None:
    """What a person asked for last in this group, answered or not."""
    query = select(SeatRequest).where(SeatRequest.group_id == group_id, SeatRequest.person_id == person_id)
    return session.exec(query.order_by(col(SeatRequest.id).desc()).limit(1)).one_or_none()


class RequestLine(NamedTuple):
    """Who asks for a seat, on which bench and for whom."""

    id: int
    person_name: str
    bench: BenchKey
    organisation_name: str | None
    asked_at: datetime


def get_request_details(session: Session, request_id: int) -> RequestLine:
    """Who asks, where to sit and for whom."""
    (request,) = list_rows(session, _requests().where(REQUEST.id == request_id), RequestLine)
    return request


def list_open_requests(session: Session, group_id: int) -> list[RequestLine]:
    """Who waits for an answer, the longest first."""
    query = _requests().where(REQUEST.group_id == group_id, REQUEST.state == SeatRequestState.OPEN)
    return list_rows(session, query.order_by(REQUEST.id), RequestLine)


def _requests() -> sa.Select[int, str, BenchKey, str | None, datetime]:
    return (
        sa.select(
            column(SeatRequest.id), column(Person.name), column(Bench.key), maybe(Organisation.name),
            column(SeatRequest.asked_at),
        )
        .join(Person.__table__, PERSON.id == REQUEST.person_id)
        .join(Bench.__table__, BENCH.id == REQUEST.bench_id)
        .join(Organisation.__table__, ORGANISATION.id == REQUEST.organisation_id, isouter=True)
    )  # fmt: skip
