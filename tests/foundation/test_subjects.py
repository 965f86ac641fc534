"""The register: an audience is never wider than that of what a thing came from, whichever way it is written."""

from itertools import product

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from quarter.foundation.actors import ANONYMOUS, Actor, Role, SeatHeld
from quarter.foundation.subjects import SUBJECT, Audience, Subject, as_reader, get_subject, keep, known, pass_on, strike
from tests.conftest import NOW


def thing(thing_id: int, own: Audience = Audience.PUBLIC, origin: int | None = None, **changes) -> Subject:
    values = {
        "kind": "thing", "id": thing_id, "title": f"Thing {thing_id}", "lang": "en", "own_audience": own, "at": NOW,
        "from_kind": "thing" if origin else None, "from_id": origin,
    }  # fmt: skip
    return Subject(**values | changes)


def audiences(session: Session) -> dict[int, Audience]:
    rows = session.execute(sa.select(SUBJECT.id, SUBJECT.audience).where(SUBJECT.kind == "thing"))
    return {row.id: Audience(row.audience) for row in rows}


@pytest.mark.parametrize(("of_origin", "own"), list(product(Audience, Audience)))
def test_the_narrower_of_two_audiences_wins(session, world, of_origin: Audience, own: Audience) -> None:
    keep(session, thing(1, of_origin))
    keep(session, thing(2, own, origin=1))
    assert audiences(session)[2] is max(of_origin, own)


def test_several_are_kept_in_one_statement_in_their_order(session, world) -> None:
    keep(session, thing(1, Audience.GROUP), thing(2, origin=1), thing(3, origin=2))
    assert set(audiences(session).values()) == {Audience.GROUP}


def test_what_changes_is_passed_on_to_all_that_came_from_it(session, world) -> None:
    keep(session, thing(1), thing(2, origin=1), thing(3, Audience.BODY, origin=2), thing(4, origin=3), thing(5))
    keep(session, thing(1, Audience.GROUP))
    pass_on(session, "thing", 1)
    assert audiences(session) == {
        1: Audience.GROUP, 2: Audience.GROUP, 3: Audience.BODY, 4: Audience.BODY, 5: Audience.PUBLIC,
    }  # fmt: skip
    keep(session, thing(1))
    pass_on(session, "thing", 1)
    assert audiences(session) == {
        1: Audience.PUBLIC, 2: Audience.PUBLIC, 3: Audience.BODY, 4: Audience.BODY, 5: Audience.PUBLIC,
    }  # fmt: skip


@pytest.mark.parametrize("deed", ["insert", "update"])
def test_the_database_itself_refuses_a_wider_audience(session, world, deed: str) -> None:
    keep(session, thing(1, Audience.GROUP), thing(2, origin=1))
    wider = (
        sa.update(Subject).where(SUBJECT.id == 2).values(audience=Audience.PUBLIC)
        if deed == "update"
        else sa.insert(Subject).values(thing(3, origin=1).model_dump())
    )
    with pytest.raises(sa.exc.IntegrityError):
        session.execute(wider)


def test_what_is_kept_again_says_the_new_things_and_stays_one(session, world) -> None:
    keep(session, thing(1, title="Old"))
    keep(session, thing(1, title="New", number="2026/7"))
    [row] = session.execute(sa.select(SUBJECT.title, SUBJECT.number).where(SUBJECT.kind == "thing"))
    assert tuple(row) == ("New", "2026/7")


def test_what_is_struck_is_known_to_nobody(session, world) -> None:
    keep(session, thing(1))
    strike(session, "thing", 1)
    assert get_subject(session, "thing", 1, world.moderator) is None


def _reader(groups: set[int], bodies: set[int]) -> Actor:
    seats = [SeatHeld(1, group, None, None, Role.OBSERVER) for group in groups]
    # A body is spoken for from a seat in any group; ours sits in one of its own.
    return Actor(7, "N", seats=(*seats, *(SeatHeld(2, 99, None, body, Role.OBSERVER) for body in bodies)))


@given(
    audience=st.sampled_from(Audience), groups=st.sets(st.integers(1, 2)), bodies=st.sets(st.integers(1, 2)),
    is_stranger=st.booleans(),
)  # fmt: skip
def test_both_ways_to_ask_give_the_one_right_answer(
    readable_register, audience: Audience, groups: set[int], bodies: set[int], is_stranger: bool
) -> None:
    """A thing of group 1 that concerns body 1."""
    session = readable_register
    reader = ANONYMOUS if is_stranger else _reader(groups, bodies)
    number = int(audience) + 1
    right = audience is Audience.PUBLIC or (
        not is_stranger
        and ((audience is Audience.GROUP and 1 in groups) or (audience is not Audience.NOBODY and 1 in bodies))
    )
    assert (get_subject(session, "thing", number, reader) is not None) is right
    asked = sa.select(known("thing", sa.literal(number), reader.reach))
    assert bool(session.scalar(asked, as_reader(reader))) is right


@pytest.fixture(scope="module")
def readable_register():
    """One thing of each audience, in a database of its own that is only read."""
    engine = sa.create_engine("sqlite://")
    Subject.__table__.create(engine)
    with Session(engine) as session:
        keep(session, *(thing(int(each) + 1, each, group_id=1, body_id=1) for each in Audience))
        yield session
