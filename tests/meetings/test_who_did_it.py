"""Afterwards it can be said who did what on an agenda and in the room."""

from typing import Any

from sqlmodel import Session, col, select

from quarter.foundation.actors import Actor
from quarter.foundation.audit import AuditEntry
from quarter.groups.models import Seat
from quarter.meetings.domain import Office
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.service import course
from quarter.meetings.service.agenda import add_item, change_item, move_item, put_item_at, remove_item
from quarter.meetings.service.conflicts import note_conflict, take_conflict_back
from quarter.meetings.service.guests import see_guest_off, welcome_guest
from quarter.meetings.service.offices import give_offices
from tests.conftest import NOW
from tests.factories.world import World
from tests.meetings.evening import after, items, planned, running
from tests.strict_client import StrictClient


def deeds(session: Session, actor: Actor) -> list[tuple[str, dict[str, Any]]]:
    """What somebody did to meetings and their items, and the particulars, in its order."""
    own = AuditEntry.actor_id == actor.person_id, col(AuditEntry.subject_kind).in_(["meeting", "agenda_item"])
    rows = session.exec(select(AuditEntry).where(*own).order_by(AuditEntry.id))
    return [(row.name.removeprefix("meetings:"), row.data) for row in rows]


def change(session: Session, actor: Actor, meeting: Meeting, item: AgendaItem, *, is_public: bool) -> None:
    change_item(
        session, actor, meeting, item, title=item.title, lang="de", minutes_planned=15, is_public=is_public,
        parent=None, expected=item.version, now=NOW,
    )  # fmt: skip


def test_who_took_an_item_from_the_public_and_who_gave_it_back(session: Session, world: World) -> None:
    meeting = planned(session, world)
    opening = items(session, meeting)[0]
    change(session, world.secretary, meeting, opening, is_public=False)
    change(session, world.moderator, meeting, opening, is_public=True)
    [(name, data)] = deeds(session, world.secretary)
    assert (name, data) == ("item_changed", {"meeting_id": meeting.id, "was_public": True, "is_public": False})
    assert deeds(session, world.moderator)[-1][1] == {"meeting_id": meeting.id, "was_public": False, "is_public": True}


def test_who_put_an_item_on_the_agenda_and_who_took_it_off(session: Session, world: World) -> None:
    meeting = planned(session, world)
    item = add_item(session, world.secretary, meeting, title="Bericht", is_public=False, now=NOW)
    remove_item(session, world.secretary, meeting, item, now=NOW)
    assert deeds(session, world.secretary) == [
        ("item_added", {"meeting_id": meeting.id, "is_public": False}),
        ("item_removed", {"meeting_id": meeting.id}),
    ]


def test_who_moved_an_item_and_from_where_to_where(session: Session, world: World) -> None:
    meeting = planned(session, world)
    topic = items(session, meeting)[1]
    add_item(session, world.moderator, meeting, title="Verschiedenes", now=NOW)
    move_item(session, world.secretary, meeting, topic, up=True, now=NOW)
    put_item_at(session, world.secretary, meeting, topic, 9, now=NOW)
    assert deeds(session, world.secretary) == [
        ("item_moved", {"meeting_id": meeting.id, "from_place": 2, "to_place": 1}),
        ("item_moved", {"meeting_id": meeting.id, "from_place": 1, "to_place": 3}),
    ]


def test_what_stays_where_it_is_was_moved_by_nobody(session: Session, world: World) -> None:
    meeting = planned(session, world)
    opening, topic = items(session, meeting)
    move_item(session, world.secretary, meeting, opening, up=True, now=NOW)
    move_item(session, world.secretary, meeting, topic, up=False, now=NOW)
    put_item_at(session, world.secretary, meeting, topic, 2, now=NOW)
    assert deeds(session, world.secretary) == []


def test_who_noted_somebody_as_present_and_as_gone(session: Session, world: World) -> None:
    meeting, seat = running(session, world, "city"), session.get_one(Seat, world.seats["neighbour"])
    before = deeds(session, world.secretary)
    for press in range(2):
        course.arrive(session, world.secretary, meeting, seat, now=after(press))
    for press in range(2):
        course.leave(session, world.secretary, meeting, seat, now=after(10 + press))
    here = {"number": 1, "seat_id": seat.id, "guest_id": None}
    assert deeds(session, world.secretary) == [*before, ("arrived", here), ("left", here)]


def test_a_slip_is_taken_back_by_somebody_too(session: Session, world: World) -> None:
    meeting, seat = running(session, world, "city"), session.get_one(Seat, world.seats["neighbour"])
    course.arrive(session, world.secretary, meeting, seat, now=after(5))
    course.leave(session, world.moderator, meeting, seat, now=after(5))
    assert deeds(session, world.secretary)[-1][0] == "arrived"
    assert deeds(session, world.moderator)[-1][0] == "left"


def test_who_welcomed_a_guest(session: Session, world: World) -> None:
    meeting = running(session, world)
    guest = welcome_guest(session, world.secretary, meeting, name="Frau Yılmaz", now=after(1))
    see_guest_off(session, world.moderator, meeting, guest, now=after(20))
    here = {"number": 1, "seat_id": None, "guest_id": guest.id}
    assert deeds(session, world.secretary)[-1] == ("arrived", here)
    assert deeds(session, world.moderator)[-1] == ("left", here)


def test_who_changed_the_chair_and_for_which_item(session: Session, world: World) -> None:
    meeting = running(session, world, "city", "initiative")
    city, initiative = world.seats["city"], world.seats["initiative"]
    item = items(session, meeting)[0]
    for _press in range(2):
        give_offices(session, world.secretary, meeting, None, {Office.CHAIR: city}, now=after(1))
    give_offices(session, world.moderator, meeting, item, {Office.CHAIR: initiative}, now=after(2))
    give_offices(session, world.moderator, meeting, None, {Office.CHAIR: None}, now=after(3))
    nobody = {"number": 1, "item_id": None, "chair": None, "secretary": None}
    taken = [data for name, data in deeds(session, world.secretary) if name == "office_taken"]
    assert taken == [nobody | {"chair": city}]
    assert deeds(session, world.moderator)[-2:] == [
        ("office_taken", nobody | {"item_id": item.id, "chair": initiative}),
        ("office_taken", nobody),
    ]


def test_who_noted_that_somebody_takes_no_part(session: Session, world: World) -> None:
    meeting, seat_id = running(session, world, "city"), world.seats["city"]
    item = items(session, meeting)[0]
    for _press in range(2):
        note_conflict(session, world.secretary, meeting, item, seat_id, now=after(1))
    for _press in range(2):
        take_conflict_back(session, world.secretary, meeting, item, seat_id, now=after(2))
    about = {"meeting_id": meeting.id, "seat_id": seat_id}
    assert deeds(session, world.secretary)[1:] == [("conflict_noted", about), ("conflict_taken_back", about)]


def test_no_thread_tells_it(session: Session, world: World, made: Any, client: StrictClient) -> None:
    """An item for the group only is nobody else's business, nor who comes and goes."""

    def of_the_group(session: Session, world: World) -> AgendaItem:
        return add_item(session, world.moderator, planned(session, world), title="Geheim", is_public=False, now=NOW)

    made(of_the_group)
    client.get("/topics/1")
    assert "Geheim" not in client.text
