"""The people and groups that most tests need: two quarters, so that every test can ask for the other's things."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, select

from quarter.accounts.models import Person
from quarter.accounts.service import sign_up
from quarter.charters import service as charters
from quarter.foundation.actors import ANONYMOUS, Actor, Role, SeatHeld
from quarter.groups import service
from quarter.groups.domain import BenchKey, OrganisationKind
from quarter.groups.models import Bench, Group, Organisation
from quarter.places import service as places
from quarter.places.models import Quarter

PASSWORD = "correct horse battery"
# The hash of PASSWORD with little work, so that tests need not wait for argon2.
QUICK_HASH = "$argon2id$v=19$m=8,t=1,p=1$ndX6xdRzOn/zP9EjwmBdww$gOKw6qTXaFm/j/h/cfKM+Tj+yobQao//VZPwHHqsUwo"
FROM = date(2026, 1, 1)


@dataclass(frozen=True)
class World:
    """Ids and actors; rows are loaded by the tests in their own sessions."""

    quarter_id: int
    quarter_slug: str
    group_id: int
    group_slug: str
    other_quarter_id: int
    other_group_id: int
    other_group_slug: str
    organisations: dict[str, int]  # "city", "cooperative", "housing_company", "initiative"
    benches: dict[BenchKey, int]
    seats: dict[str, int]  # by the person's name in this class
    resident: Actor  # no seat
    initiative: Actor  # member, residents' bench
    neighbour: Actor  # member, residents' bench
    cooperative: Actor  # member, cooperatives' bench
    second_cooperative: Actor  # member, cooperatives' bench
    city: Actor  # member, city's bench
    second_city: Actor  # member, city's bench
    substitute: Actor  # residents' bench, no vote
    observer: Actor
    secretary: Actor
    moderator: Actor
    admin: Actor
    other_moderator: Actor  # of the other quarter's group
    other_member: Actor  # of the other quarter's group
    anonymous: Actor = ANONYMOUS

    def group(self, session: Session) -> Group:
        return session.get_one(Group, self.group_id)

    def other_group(self, session: Session) -> Group:
        return session.get_one(Group, self.other_group_id)


SEATS = {
    # name: (role, bench, organisation)
    "initiative": (Role.MEMBER, BenchKey.RESIDENTS, "initiative"),
    "neighbour": (Role.MEMBER, BenchKey.RESIDENTS, None),
    "cooperative": (Role.MEMBER, BenchKey.COOPERATIVES, "cooperative"),
    "second_cooperative": (Role.MEMBER, BenchKey.COOPERATIVES, "housing_company"),
    "city": (Role.MEMBER, BenchKey.CITY, "city"),
    "second_city": (Role.MEMBER, BenchKey.CITY, "city"),
    "substitute": (Role.SUBSTITUTE, BenchKey.RESIDENTS, "initiative"),
    "observer": (Role.OBSERVER, None, None),
    "secretary": (Role.SECRETARY, None, None),
    "moderator": (Role.MODERATOR, None, None),
}
ORGANISATIONS = {
    "city": ("Amt für Grün und Verkehr", OrganisationKind.CITY_DEPARTMENT),
    "cooperative": ("Bauverein Kanal eG", OrganisationKind.COOPERATIVE),
    "housing_company": ("Wohnbau Beispielhafen", OrganisationKind.HOUSING_COMPANY),
    "initiative": ("Initiative Kanalkinder", OrganisationKind.INITIATIVE),
}


def build_world(session: Session, now: datetime) -> World:
    places.found_municipality(session, name="Stadt Beispielhafen", timezone="Europe/Berlin", language="de")
    quarter, other_quarter = (places.found_quarter(session, name=name) for name in ("Kanalviertel", "Bergviertel"))
    group, other_group = (_found_group(session, place, now) for place in (quarter, other_quarter))
    organisations = {key: _organisation(session, *about, now) for key, about in ORGANISATIONS.items()}
    benches = _benches(session, group)
    people = {name: _person(session, name, now) for name in (*SEATS, "resident", "admin")}
    people["admin"].is_admin = True
    held = {
        name: _seat(session, group, people[name], role, benches.get(bench), organisations.get(organisation), now)
        for name, (role, bench, organisation) in SEATS.items()
    }
    strangers = {
        "other_moderator": (Role.MODERATOR, None),
        "other_member": (Role.MEMBER, _benches(session, other_group)[BenchKey.RESIDENTS]),
    }
    for name, (role, bench) in strangers.items():
        people[name] = _person(session, name, now)
        held[name] = _seat(session, other_group, people[name], role, bench, None, now)
    return World(
        quarter_id=quarter.id, quarter_slug=quarter.slug, group_id=group.id, group_slug=group.slug,
        other_quarter_id=other_quarter.id, other_group_id=other_group.id, other_group_slug=other_group.slug,
        organisations=organisations, benches=benches, seats={name: seat.seat_id for name, seat in held.items()},
        **{name: _actor(person, held.get(name)) for name, person in people.items()},
    )  # fmt: skip


def _found_group(session: Session, quarter: Quarter, now: datetime) -> Group:
    group = service.found_group(session, quarter, name="Arbeitskreis", purpose="Wohnen und Umfeld.", lang="de")
    charters.adopt_first_charter(session, group, adopted_on=FROM, now=now)
    return group


def _organisation(session: Session, name: str, kind: OrganisationKind, now: datetime) -> int:
    organisation: Organisation = service.add_organisation(session, ANONYMOUS, name=name, kind=kind, now=now)
    return organisation.id


def _benches(session: Session, group: Group) -> dict[BenchKey, int]:
    return {bench.key: bench.id for bench in session.exec(select(Bench).where(Bench.group_id == group.id))}


def _person(session: Session, name: str, now: datetime) -> Person:
    return sign_up(
        session, email=f"{name}@test.example", name=name.replace("_", " ").title(),
        password_hash=QUICK_HASH, language="en", now=now,
    )  # fmt: skip


def _seat(
    session: Session, group: Group, person: Person, role: Role, bench: int | None, organisation: int | None,
    now: datetime,
) -> SeatHeld:  # fmt: skip
    seat = service.give_seat(
        session, ANONYMOUS, group, person, role=role, bench_id=bench, organisation_id=organisation,
        from_on=FROM, now=now,
    )  # fmt: skip
    return SeatHeld(seat.id, group.id, bench, organisation, role)


def _actor(person: Person, seat: SeatHeld | None) -> Actor:
    return Actor(person.id, person.name, person.language, person.is_admin, (seat,) if seat else ())
