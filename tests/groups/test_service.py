"""Organisations and seats, without pages."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, func, select

from quarter.accounts.models import Person
from quarter.accounts.service import sign_in
from quarter.foundation.actors import Role
from quarter.foundation.audit import AuditEntry
from quarter.foundation.clock import local_date
from quarter.foundation.refusals import Refusal
from quarter.groups.domain import BenchKey, OrganisationKind, SeatRefusal
from quarter.groups.models import Organisation, Seat
from quarter.groups.queries import get_actor, list_benches, list_voting_seats
from quarter.groups.service import NameTaken, add_organisation, end_seat, give_seat
from tests.conftest import NOW

TODAY = date(2026, 11, 23)
BERLIN = "Europe/Berlin"


# --- founding ---


def test_a_new_group_has_three_benches(session, world):
    assert [bench.key for bench in list_benches(session, world.group_id)] == list(BenchKey)


def test_an_organisation_has_one_name(session, world):
    with pytest.raises(NameTaken):
        add_organisation(session, world.admin, name="Bauverein Kanal eG", kind=OrganisationKind.COOPERATIVE, now=NOW)
    assert session.exec(select(func.count()).where(Organisation.name == "Bauverein Kanal eG")).one() == 1


def test_an_organisation_is_recorded_with_who_added_it(session, world):
    organisation = add_organisation(
        session, world.moderator, name="Mieterverein", kind=OrganisationKind.ASSOCIATION, now=NOW
    )
    entry = last_entry(session)
    assert (organisation.name, organisation.kind) == ("Mieterverein", OrganisationKind.ASSOCIATION)
    assert (entry.name, entry.actor_id, entry.title) == (
        "groups:organisation_added", world.moderator.person_id, "Mieterverein",
    )  # fmt: skip


def last_entry(session) -> AuditEntry:
    return session.exec(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()


# --- seats ---


@pytest.fixture
def give(session, world):
    """Give the resident a seat as moderator for certain days."""

    def give(from_on: date, until_on: date | None = None) -> Seat:
        person = session.get_one(Person, world.resident.person_id)
        return give_seat(
            session, world.admin, world.group(session), person, role=Role.MODERATOR, bench_id=None,
            organisation_id=None, from_on=from_on, until_on=until_on, now=NOW,
        )  # fmt: skip

    return give


@pytest.fixture
def sits_at(session, world):
    """Whether the resident holds a seat at an instant, as the town's calendar says."""
    person = session.get_one(Person, world.resident.person_id)

    def sits_at(instant: str) -> bool:
        now = datetime.fromisoformat(instant).replace(tzinfo=UTC)
        token = sign_in(session, person, device="", now=now - timedelta(hours=2))
        return bool(get_actor(session, token, now=now, today=local_date(now, BERLIN)).seats)

    return sits_at


@pytest.mark.parametrize(
    ("instant", "sits"),
    [
        ("2026-11-30T22:59:59", False),  # a second before midnight in Berlin
        ("2026-11-30T23:00:00", True),
        ("2026-12-05T12:00:00", True),
        ("2026-12-10T22:59:59", True),  # the last day is included
        ("2026-12-10T23:00:00", False),
    ],
)
def test_rights_begin_and_end_at_the_towns_midnight(give, sits_at, instant, sits):
    give(date(2026, 12, 1), date(2026, 12, 10))
    assert sits_at(instant) is sits


def test_a_seat_without_an_end_lasts(give, sits_at):
    give(TODAY)
    assert sits_at("2026-12-20T12:00:00")


def test_a_seat_for_one_day_is_possible(give, sits_at):
    give(TODAY, TODAY)
    assert sits_at("2026-11-23T12:00:00")
    assert not sits_at("2026-11-24T12:00:00")


@pytest.mark.parametrize(
    ("from_on", "until_on"),
    [
        (date(2026, 1, 1), None),
        (date(2026, 1, 1), date(2027, 1, 1)),
        (TODAY - timedelta(days=1), None),
        (TODAY, None),  # given by mistake, this very day
        (TODAY + timedelta(days=7), None),
        (TODAY + timedelta(days=7), TODAY + timedelta(days=9)),
    ],
)
def test_ending_a_seat_ends_its_rights_at_once_and_for_ever(session, world, give, sits_at, from_on, until_on):
    seat = give(from_on, until_on)
    end_seat(session, world.admin, seat, today=TODAY, now=NOW)
    session.flush()
    assert not any(
        sits_at(instant) for instant in ("2026-11-23T10:00:00", "2026-11-23T22:30:00", "2026-11-30T12:00:00")
    )


def test_ending_a_seat_that_has_ended_does_not_lengthen_it(session, world, give):
    seat = give(date(2026, 1, 1), date(2026, 3, 31))
    end_seat(session, world.admin, seat, today=TODAY, now=NOW)
    assert (seat.from_on, seat.until_on) == (date(2026, 1, 1), date(2026, 3, 31))


def test_who_gave_and_ended_a_seat_is_recorded_without_naming_the_person(session, world, give):
    seat = give(TODAY)
    given = last_entry(session)
    end_seat(session, world.admin, seat, today=TODAY, now=NOW)
    ended = last_entry(session)
    for entry, name in ((given, "groups:seat_taken"), (ended, "groups:seat_ended")):
        assert (entry.name, entry.actor_id, entry.group_id) == (name, world.admin.person_id, world.group_id)
        assert world.resident.name not in f"{entry.title}{entry.data}"


@pytest.mark.parametrize("role", [Role.MEMBER, Role.SUBSTITUTE])
def test_who_may_vote_sits_on_a_bench(session, world, role):
    person = session.get_one(Person, world.resident.person_id)
    with pytest.raises(IntegrityError):
        give_seat(
            session, world.admin, world.group(session), person, role=role, bench_id=None, organisation_id=None,
            from_on=TODAY, now=NOW,
        )  # fmt: skip


def votes(session: Session, group_id: int, day: date) -> Counter[BenchKey]:
    return Counter(row.bench for row in list_voting_seats(session, group_id, day))


def test_only_members_of_today_count_as_votes(session, world, give):
    counts = votes(session, world.group_id, TODAY)
    assert counts == {BenchKey.CITY: 2, BenchKey.COOPERATIVES: 2, BenchKey.RESIDENTS: 2}
    end_seat(session, world.admin, session.get_one(Seat, world.seats["city"]), today=TODAY, now=NOW)
    session.flush()
    assert votes(session, world.group_id, TODAY)[BenchKey.CITY] == 1
    assert votes(session, world.group_id, date(2025, 12, 31))[BenchKey.RESIDENTS] == 0


def test_an_empty_bench_has_no_vote(session, world):
    assert votes(session, world.other_group_id, TODAY) == {BenchKey.RESIDENTS: 1}


def test_nobody_has_two_votes_at_a_time(session, world) -> None:
    def give(from_on: date, until_on: date | None = None) -> Seat:
        return give_seat(
            session, world.moderator, world.group(session), session.get_one(Person, world.resident.person_id),
            role=Role.MEMBER, bench_id=world.benches[BenchKey.RESIDENTS], organisation_id=None,
            from_on=from_on, until_on=until_on, now=NOW,
        )  # fmt: skip

    give(date(2026, 1, 1), date(2026, 6, 30))
    with pytest.raises(Refusal) as refusal:
        give(date(2026, 6, 30))
    assert refusal.value.reason is SeatRefusal.HAS_VOTE_ALREADY
    give(date(2026, 7, 1))
    session.add(Seat(group_id=world.group_id, bench_id=world.benches[BenchKey.CITY], person_id=world.resident.person_id,
                     role=Role.MEMBER, from_on=date(2027, 1, 1)))  # fmt: skip
    with pytest.raises(IntegrityError):
        session.flush()
