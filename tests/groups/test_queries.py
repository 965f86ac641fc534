"""Who sits where today, and what a page says about where it is."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from quarter.accounts.models import Person
from quarter.accounts.service import sign_in
from quarter.foundation.actors import Role
from quarter.groups import queries
from quarter.groups.domain import BenchKey
from quarter.groups.models import Bench, Seat
from quarter.groups.service import end_seat, found_group
from quarter.places.models import Municipality
from quarter.places.service import found_quarter
from tests.conftest import NOW

TODAY = date(2026, 11, 23)


def test_an_actor_brings_all_seats_of_today(session, world):
    person = session.get_one(Person, world.moderator.person_id)
    session.add(Seat(group_id=world.other_group_id, person_id=person.id, role=Role.OBSERVER, from_on=TODAY))
    token = sign_in(session, person, device="", now=NOW)
    actor = queries.get_actor(session, token, now=NOW, today=TODAY)
    held = {(seat.group_id, seat.role) for seat in actor.seats}
    assert held == {(world.group_id, Role.MODERATOR), (world.other_group_id, Role.OBSERVER)}
    assert actor.name == "Moderator"


@pytest.mark.parametrize("token", ["", "nonsense", "' OR 1=1 --"])
def test_a_made_up_token_is_nobody(session, world, token):
    assert queries.get_actor(session, token, now=NOW, today=TODAY) is None


def test_seats_come_by_bench_and_name_and_those_without_a_vote_last(session, world):
    rows = queries.list_seats(session, world.group_id, TODAY)
    benches = [row.bench for row in rows]
    assert benches == [BenchKey.CITY] * 2 + [BenchKey.COOPERATIVES] * 2 + [BenchKey.RESIDENTS] * 3 + [None] * 3
    assert [row.person_name for row in rows if row.bench is None] == ["Moderator", "Observer", "Secretary"]


def test_a_substitute_sits_on_a_bench_but_has_no_vote(session, world):
    names = {row.person_name for row in queries.list_voting_seats(session, world.group_id, TODAY)}
    assert "Substitute" not in names
    assert len(names) == 6


def test_seats_of_other_groups_and_days_are_left_out(session, world):
    assert len(queries.list_seats(session, world.other_group_id, TODAY)) == 2
    assert queries.list_seats(session, world.group_id, date(2025, 12, 31)) == []
    end_seat(session, world.admin, session.get_one(Seat, world.seats["city"]), today=TODAY, now=NOW)
    session.flush()
    assert len(queries.list_seats(session, world.group_id, TODAY)) == 9
    assert len(queries.list_seats(session, world.group_id, TODAY - timedelta(days=1))) == 10


def test_groups_are_listed_for_all_or_one_quarter(session, world):
    assert {row.group_id for row in queries.list_groups(session)} == {world.group_id, world.other_group_id}
    assert [row.group_id for row in queries.list_groups(session, world.other_quarter_id)] == [world.other_group_id]


def test_the_first_group_is_the_default(session, world):
    assert queries.default_group(session).id == world.group_id


def test_the_masthead_names_town_quarter_and_group(session, world):
    masthead = queries.get_masthead(session)
    assert (masthead.municipality, masthead.quarter, masthead.group_slug) == (
        "Stadt Beispielhafen", "Kanalviertel", world.group_slug,
    )  # fmt: skip
    assert (masthead.timezone, masthead.default_language, masthead.is_demonstration) == ("Europe/Berlin", "de", False)


def test_an_empty_installation_has_a_masthead_too(database):
    with database.session(writes=False) as session:
        masthead = queries.get_masthead(session)
    assert (masthead.default_language, masthead.quarter) == ("de", None)


def test_a_town_without_quarters_has_its_name(database):
    with database.unit_of_work() as session:
        session.add(Municipality(name="Neustadt"))
        session.flush()
        assert queries.get_masthead(session).municipality == "Neustadt"
        assert queries.get_masthead(session).group_id is None


def test_a_second_group_in_a_quarter_gets_its_own_benches(session, world):
    quarter = found_quarter(session, name="Nordhafen")
    group = found_group(session, quarter, name="AK", purpose="", lang="de")
    assert len(session.exec(select(Bench).where(Bench.group_id == group.id)).all()) == 3
    assert group.slug == "ak-nordhafen"


@pytest.mark.parametrize("find", [queries.get_group, queries.get_seat])
def test_what_is_not_there_is_none(session, world, find):
    assert find(session, 10_000) is None
