"""Permissions are any of (all of predicates), each with a rule, and nothing is allowed by accident."""

from enum import StrEnum

import pytest

from quarter.foundation import policy
from quarter.foundation.actors import ANONYMOUS, Actor, Role, SeatHeld
from quarter.foundation.policy import allows, anyone, is_admin, is_signed_in, know_rules, known_rules


class Door(StrEnum):
    FRONT = "test:front"
    BACK = "test:back"


@pytest.fixture(autouse=True)
def own_table(monkeypatch):
    monkeypatch.setattr(policy, "_RULES", {})


def yes(_actor, _subject) -> bool:
    return True


def no(_actor, _subject) -> bool:
    return False


@pytest.mark.parametrize(
    ("rule", "is_allowed"),
    [
        ((), False),
        (((yes,),), True),
        (((no,),), False),
        (((yes, no),), False),
        (((yes, yes),), True),
        (((no,), (yes,)), True),
        (((yes, no), (no, yes)), False),
        (((no, no), (yes, yes)), True),
    ],
)
def test_any_of_all_of(rule, is_allowed):
    know_rules({Door.FRONT: rule, Door.BACK: ()})
    assert allows(ANONYMOUS, Door.FRONT) is is_allowed


def test_a_permission_without_a_rule_stops_the_start():
    with pytest.raises(ValueError, match="test:back"):
        know_rules({Door.FRONT: ((anyone,),)})
    assert known_rules() == {}


def test_an_undeclared_permission_is_a_mistake_not_a_no():
    with pytest.raises(KeyError):
        allows(ANONYMOUS, Door.FRONT)


def test_the_house_table_cannot_be_changed_from_outside():
    know_rules({Door.FRONT: (), Door.BACK: ()})
    known_rules().clear()
    assert set(known_rules()) == {Door.FRONT, Door.BACK}


def test_predicates_get_the_actor_and_the_subject():
    know_rules({Door.FRONT: ((lambda actor, subject: actor.name == subject,),), Door.BACK: ()})
    assert allows(Actor(1, "Ada"), Door.FRONT, "Ada")
    assert not allows(Actor(1, "Ada"), Door.FRONT, "Bo")


ADA, ADMIN = Actor(1, "Ada"), Actor(2, "Bo", is_admin=True)


@pytest.mark.parametrize(
    ("predicate", "who_may"),
    [(anyone, (True, True, True)), (is_signed_in, (False, True, True)), (is_admin, (False, False, True))],
)
def test_the_predicates_of_the_house(predicate, who_may):
    assert tuple(predicate(actor, None) for actor in (ANONYMOUS, ADA, ADMIN)) == who_may


def test_somebody_speaks_for_the_organisations_of_their_seats():
    seats = (
        SeatHeld(1, 1, 1, 5, Role.MEMBER),
        SeatHeld(2, 2, 1, 5, Role.MEMBER),
        SeatHeld(3, 3, None, None, Role.OBSERVER),
    )
    assert Actor(1, "Ada", seats=seats).organisation_ids == {5}
    assert ANONYMOUS.organisation_ids == frozenset()
