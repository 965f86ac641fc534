"""Accounts and sign-ins, without pages."""

from datetime import timedelta

import pytest
from sqlmodel import select

from quarter.accounts import service
from quarter.accounts.models import Person, SignIn
from quarter.accounts.queries import get_person_by_email, list_devices
from quarter.accounts.service import AddressTaken, sign_in, sign_out, sign_out_elsewhere, sign_up
from quarter.foundation.audit import AuditEntry
from quarter.groups.queries import get_actor
from tests.conftest import NOW


def make_account(session, email="ada@test.example", name="Ada"):
    return sign_up(session, email=email, name=name, password_hash="x", language="de", now=NOW)


def actor_of(session, token, now=NOW):
    return get_actor(session, token, now=now, today=now.date())


def test_an_account_is_found_whatever_the_case_of_its_address(session):
    person = make_account(session, " Ada.Straße@Test.Example ")
    for spelled in ("ada.straße@test.example", "ADA.STRASSE@TEST.EXAMPLE", "  Ada.Straße@test.example\t"):
        assert get_person_by_email(session, spelled).id == person.id


@pytest.mark.parametrize("email", ["ada@test.example", "ADA@TEST.EXAMPLE", " ada@test.example "])
def test_an_address_has_one_account(session, email):
    make_account(session)
    with pytest.raises(AddressTaken):
        make_account(session, email, "Zwilling")


def test_a_new_person_is_no_admin_and_has_no_seat(session):
    token = sign_in(session, make_account(session), device="", now=NOW)
    actor = actor_of(session, token)
    assert (actor.is_admin, actor.seats, actor.language) == (False, (), "de")


def test_the_record_of_a_sign_up_names_nobody(session):
    """What is recorded for ever holds neither name nor address."""
    person = make_account(session)
    entry = session.exec(
        select(AuditEntry).where(AuditEntry.subject_kind == "person", AuditEntry.subject_id == person.id)
    ).one()
    assert (entry.title, entry.data) == ("", {})


def test_the_token_of_a_sign_in_is_not_stored(session, world):
    token = sign_in(session, session.get_one(Person, world.city.person_id), device="Firefox", now=NOW)
    stored = session.exec(select(SignIn)).one()
    assert token not in stored.model_dump().values()
    assert len(token) >= 43  # 256 bits


def test_two_sign_ins_have_two_tokens(session, world):
    person = session.get_one(Person, world.city.person_id)
    assert sign_in(session, person, device="", now=NOW) != sign_in(session, person, device="", now=NOW)


def test_a_sign_in_lasts_thirty_days(session, world):
    token = sign_in(session, session.get_one(Person, world.resident.person_id), device="", now=NOW)
    session.flush()
    assert actor_of(session, token, NOW + timedelta(days=30, seconds=-1)).person_id == world.resident.person_id
    assert actor_of(session, token, NOW + timedelta(days=30)) is None


@pytest.mark.parametrize("name", ["moderator", "secretary", "city", "cooperative", "admin", "other_moderator"])
def test_whoever_acts_for_others_is_signed_in_for_half_a_day(session, world, name):
    person = session.get_one(Person, getattr(world, name).person_id)
    token = sign_in(session, person, device="", now=NOW)
    session.flush()
    assert actor_of(session, token, NOW + timedelta(hours=12, seconds=-1)).person_id == person.id
    assert actor_of(session, token, NOW + timedelta(hours=12)) is None


def test_so_is_whoever_has_been_given_a_seat_meanwhile(session, world):
    token = sign_in(session, session.get_one(Person, world.resident.person_id), device="", now=NOW)
    later = NOW + timedelta(days=2)
    session.flush()
    assert actor_of(session, token, later)
    session.get_one(Person, world.resident.person_id).is_admin = True
    session.flush()
    assert actor_of(session, token, later) is None


def test_signing_out_ends_one_sign_in(session, world):
    person = session.get_one(Person, world.city.person_id)
    phone, laptop = (sign_in(session, person, device=name, now=NOW) for name in ("phone", "laptop"))
    sign_out(session, phone, now=NOW)
    assert actor_of(session, phone) is None
    assert actor_of(session, laptop) is not None


def test_signing_out_elsewhere_keeps_this_device_and_other_people(session, world):
    person = session.get_one(Person, world.city.person_id)
    this, other = (sign_in(session, person, device="", now=NOW) for _ in range(2))
    stranger = sign_in(session, session.get_one(Person, world.resident.person_id), device="", now=NOW)
    assert sign_out_elsewhere(session, world.city, this, now=NOW) == 1
    assert [actor_of(session, token) is not None for token in (this, other, stranger)] == [True, False, True]


def test_signing_out_twice_keeps_the_first_time(session, world):
    token = sign_in(session, session.get_one(Person, world.city.person_id), device="", now=NOW)
    sign_out(session, token, now=NOW)
    sign_out(session, token, now=NOW + timedelta(hours=1))
    assert session.exec(select(SignIn.ended_at)).one() == NOW


def test_devices_are_listed_with_this_one_first(session, world):
    person = session.get_one(Person, world.city.person_id)
    this = sign_in(session, person, device="phone", now=NOW - timedelta(days=2))
    sign_in(session, person, device="laptop", now=NOW - timedelta(days=1))
    ended = sign_in(session, person, device="library", now=NOW)
    sign_out(session, ended, now=NOW)
    sign_in(session, person, device="long ago", now=NOW - timedelta(days=31))
    devices = list_devices(session, person.id, this, NOW)
    assert [(device.device, device.is_this) for device in devices] == [("phone", True), ("laptop", False)]


def test_a_long_device_name_is_shortened(session, world):
    sign_in(session, session.get_one(Person, world.city.person_id), device="x" * 300, now=NOW)
    session.flush()
    assert len(session.exec(select(SignIn.device)).one()) == 80


def test_an_unknown_person_is_nobody(session):
    assert get_person_by_email(session, "nobody@test.example") is None


def test_a_profile_has_a_name_and_a_language(session, world):
    person = session.get_one(Person, world.city.person_id)
    service.change_profile(session, world.city, person, name="سلمى", language="ar", now=NOW)
    session.flush()
    session.refresh(person)
    assert (person.name, person.language) == ("سلمى", "ar")
