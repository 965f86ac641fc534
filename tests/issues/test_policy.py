"""Who may do what with issues, person by person."""

from dataclasses import dataclass

import pytest

from quarter.foundation.actors import ANONYMOUS, Actor, Role, SeatHeld
from quarter.foundation.policy import allows
from quarter.issues.policy import Permission

GROUP, OTHER_GROUP, CITY, COOPERATIVE = 1, 2, 10, 20


@dataclass
class Subject:
    group_id: int = GROUP
    organisation_id: int | None = CITY
    reporter_id: int = 2


def person(role: Role | None = None, *, group: int = GROUP, organisation: int | None = None) -> Actor:
    seats = (SeatHeld(1, group, None, organisation, role),) if role else ()
    return Actor(1, "Somebody", seats=seats)


RESIDENT = person()
OFFICIAL = person(Role.MEMBER, organisation=CITY)
MODERATOR, SECRETARY = person(Role.MODERATOR), person(Role.SECRETARY)


@pytest.mark.parametrize("actor", [ANONYMOUS, RESIDENT, OFFICIAL, MODERATOR])
def test_anyone_may_read(actor: Actor) -> None:
    assert allows(actor, Permission.SEE, Subject())


@pytest.mark.parametrize("permission", [Permission.POST, Permission.COMMENT, Permission.SUPPORT])
def test_whoever_has_signed_in_takes_part(permission: Permission) -> None:
    assert allows(RESIDENT, permission, Subject())
    assert not allows(ANONYMOUS, permission, Subject())


def test_nobody_supports_what_they_reported_themselves() -> None:
    assert not allows(RESIDENT, Permission.SUPPORT, Subject(reporter_id=1))
    assert allows(RESIDENT, Permission.SUPPORT)  # asked of none, for the form that supports others' issues


@pytest.mark.parametrize("role", Role)
def test_any_seat_for_the_body_asked_may_answer(role: Role) -> None:
    assert allows(person(role, organisation=CITY), Permission.ANSWER, Subject())


@pytest.mark.parametrize(
    "actor",
    [
        ANONYMOUS,
        RESIDENT,
        MODERATOR,
        person(Role.MEMBER, organisation=COOPERATIVE),
        person(Role.MEMBER, organisation=CITY, group=OTHER_GROUP),
        Actor(1, "Admin", is_admin=True),
    ],
)
def test_nobody_else_answers(actor: Actor) -> None:
    assert not allows(actor, Permission.ANSWER, Subject())


def test_nobody_answers_while_nobody_is_asked() -> None:
    assert not allows(OFFICIAL, Permission.ANSWER, Subject(organisation_id=None))
    assert not allows(person(Role.MEMBER, organisation=None), Permission.ANSWER, Subject(organisation_id=None))


@pytest.mark.parametrize("permission", [Permission.ASK, Permission.ATTACH])
def test_moderator_and_secretary_of_the_group_lead_it_on(permission: Permission) -> None:
    assert allows(MODERATOR, permission, Subject())
    assert allows(SECRETARY, permission, Subject())
    assert not allows(OFFICIAL, permission, Subject())
    assert not allows(person(Role.MODERATOR, group=OTHER_GROUP), permission, Subject())
