from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, or_, select

from quarter.accounts.models import Person, SignIn
from quarter.accounts.tokens import digest
from quarter.foundation.actors import Actor, Role, SeatHeld
from quarter.foundation.subjects import SUBJECT, Audience
from quarter.groups.domain import BenchKey, SeatRequestState
from quarter.groups.models import Bench, Group, Organisation, Seat, SeatRequest
from quarter.places.models import Municipality, Quarter
from quarter.places.queries import MUNICIPALITY, NOT_FOUNDED
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
# as to run it, so these two are built once; and of columns of the tables, because a statement of a model's
# attributes has its rows looked through as if they were models.
QUARTER, GROUP = Quarter.__table__.c, Group.__table__.c
PERSON, SEAT, SIGN_IN = Person.__table__.c, Seat.__table__.c, SignIn.__table__.c

_MASTHEAD = (
    select(
        MUNICIPALITY.name, MUNICIPALITY.timezone, MUNICIPALITY.default_language, MUNICIPALITY.contact_email,
        MUNICIPALITY.publisher, MUNICIPALITY.is_demonstration,
        MUNICIPALITY.accent, MUNICIPALITY.logo, MUNICIPALITY.logo_width, MUNICIPALITY.logo_height,
        QUARTER.name, QUARTER.slug, GROUP.id, GROUP.slug,
    )
    .select_from(Municipality.__table__)
    .join(Quarter.__table__, sa.true(), isouter=True)
    .join(Group.__table__, GROUP.quarter_id == QUARTER.id, isouter=True)
    .order_by(GROUP.id.is_(None), QUARTER.id, GROUP.id)
    .limit(1)
)  # fmt: skip


def get_masthead(session: Session) -> Masthead:
    """What every page says about where it is: one statement. An empty installation has a name to fill in."""
    row = session.execute(_MASTHEAD).one_or_none()
    return Masthead(*row) if row else Masthead(*NOT_FOUNDED, "", "", False, *[None] * 8)


def _is_current(today: date | sa.BindParameter[date], seat: Any = Seat) -> sa.ColumnElement[bool]:
    return sa.and_(seat.from_on <= today, or_(seat.until_on.is_(None), seat.until_on >= today))


def may_know(person_id: Any, today: date) -> sa.ColumnElement[bool]:
    """SQL: the person with the id in this column may know of a row of the register: `visible_to`, for many at once."""
    sits = sa.select(1).where(SEAT.person_id == person_id, _is_current(today, SEAT))
    return sa.or_(
        SUBJECT.audience == Audience.PUBLIC,
        sa.and_(SUBJECT.audience == Audience.GROUP, sits.where(SEAT.group_id == SUBJECT.group_id).exists()),
        sa.and_(SUBJECT.audience <= Audience.BODY, sits.where(SEAT.organisation_id == SUBJECT.body_id).exists()),
    )


_ACTOR = (
    select(
        PERSON.id, PERSON.name, PERSON.language, PERSON.is_admin,
        SEAT.id.label("seat_id"), SEAT.group_id, SEAT.bench_id, SEAT.organisation_id, SEAT.role,
    )
    .join(SignIn.__table__, SIGN_IN.person_id == PERSON.id)
    .join(
        Seat.__table__,
        sa.and_(SEAT.person_id == PERSON.id, _is_current(sa.bindparam("today", type_=sa.Date), SEAT)),
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
    rows = session.execute(_ACTOR, {"token": digest(token), "now": now, "today": today}).all()
    if not rows:
        return None
    seats = tuple(
        SeatHeld(row.seat_id, row.group_id, row.bench_id, row.organisation_id, row.role)
        for row in rows
        if row.seat_id is not None
    )
    first = rows[0]
    return Actor(first.id, first.name, first.language, first.is_admin, seats)


def get_group(session: Session, group_id: int) -> Group | None:
    return session.get(Group, group_id)


def get_group_by_slug(session: Session, slug: str) -> Group | None:
    return session.exec(select(Group).where(Group.slug == slug)).one_or_none()


def default_group(session: Session) -> Group | None:
    """The group of the first quarter: where a new issue goes unless its form names another."""
    return session.exec(select(Group).order_by(Group.id).limit(1)).one_or_none()


def list_groups(session: Session, quarter_id: int | None = None) -> list[sa.Row]:
    """(group_id, slug, name, quarter_id, quarter) of all groups, or those of one quarter."""
    query = select(
        Group.id.label("group_id"), Group.slug, Group.name, Group.quarter_id, Quarter.name.label("quarter")
    ).join(Quarter, col(Quarter.id) == Group.quarter_id)
    if quarter_id is not None:
        query = query.where(Group.quarter_id == quarter_id)
    return list(session.execute(query.order_by(Group.name)).all())


def list_organisations(session: Session) -> list[sa.Row]:
    """(id, name, kind) of all organisations, by name."""
    query = select(Organisation.id, Organisation.name, Organisation.kind).order_by(Organisation.name)
    return list(session.execute(query).all())


def get_organisation(session: Session, organisation_id: int) -> Organisation | None:
    return session.get(Organisation, organisation_id)


def list_benches(session: Session, group_id: int) -> list[sa.Row]:
    """(id, key) of a group's benches in their order."""
    query = select(Bench.id, Bench.key).where(Bench.group_id == group_id).order_by(Bench.position)
    return list(session.execute(query).all())


def get_seat(session: Session, seat_id: int) -> Seat | None:
    return session.get(Seat, seat_id)


def list_seats(session: Session, group_id: int, today: date) -> list[sa.Row]:
    """Who sits in the group today, by bench and name; those outside the benches come last.

    Rows: (seat_id, person_id, person_name, is_named_publicly, organisation_id, organisation_name, bench, bench_id,
    role, from_on).
    """
    query = (
        select(
            Seat.id.label("seat_id"), Seat.person_id, Person.name.label("person_name"), Person.is_named_publicly,
            Seat.organisation_id, Organisation.name.label("organisation_name"),
            Bench.key.label("bench"), Seat.bench_id, Seat.role, Seat.from_on,
        )
        .join(Person, col(Person.id) == Seat.person_id)
        .join(Organisation, col(Organisation.id) == Seat.organisation_id, isouter=True)
        .join(Bench, col(Bench.id) == Seat.bench_id, isouter=True)
        .where(Seat.group_id == group_id, _is_current(today))
        .order_by(sa.func.coalesce(Bench.position, 99), Person.name, Seat.id)
    )  # fmt: skip
    return list(session.execute(query).all())


def list_seats_of(session: Session, person_id: int, today: date) -> list[sa.Row]:
    """(group_id, organisation_id) of the seats that somebody holds today."""
    query = select(Seat.group_id, Seat.organisation_id).where(Seat.person_id == person_id, _is_current(today))
    return list(session.execute(query.order_by(Seat.id)).all())


def list_voting_seats(session: Session, group_id: int, today: date) -> list[sa.Row]:
    """The seats with a vote today, as in `list_seats`."""
    return [row for row in list_seats(session, group_id, today) if row.role is Role.MEMBER]


def count_voting_seats(session: Session, group_id: int, today: date) -> dict[BenchKey, int]:
    """How many seats with a vote each bench has today, in the order of the benches; 0 for an empty one."""
    counts = Counter(row.bench for row in list_voting_seats(session, group_id, today))
    return {bench.key: counts[bench.key] for bench in list_benches(session, group_id)}


def get_seat_request(session: Session, request_id: int) -> SeatRequest | None:
    return session.get(SeatRequest, request_id)


def get_last_request(session: Session, group_id: int, person_id: int) -> SeatRequest | None:
    """What a person asked for last in this group, answered or not."""
    query = select(SeatRequest).where(SeatRequest.group_id == group_id, SeatRequest.person_id == person_id)
    return session.exec(query.order_by(col(SeatRequest.id).desc()).limit(1)).one_or_none()


def get_request_details(session: Session, request_id: int) -> sa.Row:
    """Who asks, where to sit and for whom; rows as in `list_open_requests`."""
    return session.execute(_requests().where(SeatRequest.id == request_id)).one()


def list_open_requests(session: Session, group_id: int) -> list[sa.Row]:
    """Who waits for an answer, the longest first: (id, person_name, bench, organisation_name, asked_at)."""
    query = _requests().where(SeatRequest.group_id == group_id, SeatRequest.state == SeatRequestState.OPEN)
    return list(session.execute(query.order_by(SeatRequest.id)).all())


def _requests() -> sa.Select:
    return (
        select(
            SeatRequest.id, Person.name.label("person_name"), Bench.key.label("bench"),
            Organisation.name.label("organisation_name"), SeatRequest.asked_at,
        )
        .join(Person, col(Person.id) == SeatRequest.person_id)
        .join(Bench, col(Bench.id) == SeatRequest.bench_id)
        .join(Organisation, col(Organisation.id) == SeatRequest.organisation_id, isouter=True)
    )  # fmt: skip
