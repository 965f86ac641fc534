"""Items of the agenda: parts, what only the group reads, and saying an item anew."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from quarter.meetings.domain import ItemKind, MeetingRefusal
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.queries.agenda import list_agenda, list_agendas, next_item
from quarter.meetings.service.agenda import add_item, change_item, move_item, remove_item
from quarter.meetings.service.course import begin_item
from quarter.minutes.builder import build_minutes
from tests.conftest import NOW
from tests.factories.world import World
from tests.meetings.evening import after, items, planned, refused, running
from tests.strict_client import XHTML, StrictClient


def add(session: Session, world: World, meeting: Meeting, title: str, **values: Any) -> AgendaItem:
    return add_item(session, world.moderator, meeting, title=title, **values, now=NOW)


def change(session: Session, world: World, meeting: Meeting, item: AgendaItem, **values: Any) -> None:
    same = {"title": item.title, "lang": item.lang, "minutes_planned": 15, "is_public": item.is_public}
    parent = session.get(AgendaItem, item.parent_id) if item.parent_id else None
    values = {**same, "parent": parent, "expected": item.version, **values}
    change_item(session, world.moderator, meeting, item, **values, now=NOW)


def numbered(session: Session, meeting: Meeting) -> list[str]:
    return [f"{row.number} {row.title}" for row in list_agenda(session, meeting.id)]


def with_parts(session: Session, world: World) -> Meeting:
    """1 Eröffnung, 2 the topic, 3 Haushalt with 3.1 Einnahmen and 3.2 Ausgaben, 4 Schluss."""
    meeting = planned(session, world)
    budget = add(session, world, meeting, "Haushalt")
    add(session, world, meeting, "Schluss")
    for title in ("Einnahmen", "Ausgaben"):
        add(session, world, meeting, title, parent=budget)
    return meeting


def item_of(session: Session, meeting: Meeting, title: str) -> AgendaItem:
    return next(item for item in items(session, meeting) if item.title == title)


def test_parts_are_counted_within_their_item(session: Session, world: World) -> None:
    meeting = with_parts(session, world)
    assert numbered(session, meeting) == [
        "1 Eröffnung", "2 Sichere Wege zur Kita", "3 Haushalt", "3.1 Einnahmen", "3.2 Ausgaben", "4 Schluss",
    ]  # fmt: skip
    assert [row.number for row in list_agendas(session, [meeting.id])[meeting.id]][-1] == "4"


def test_an_item_takes_its_parts_along(session: Session, world: World) -> None:
    meeting = with_parts(session, world)
    move_item(session, world.moderator, meeting, item_of(session, meeting, "Haushalt"), up=True, now=NOW)
    assert numbered(session, meeting)[1:5] == [
        "2 Haushalt", "2.1 Einnahmen", "2.2 Ausgaben", "3 Sichere Wege zur Kita",
    ]  # fmt: skip
    move_item(session, world.moderator, meeting, item_of(session, meeting, "Ausgaben"), up=True, now=NOW)
    move_item(session, world.moderator, meeting, item_of(session, meeting, "Ausgaben"), up=True, now=NOW)
    assert numbered(session, meeting)[2:4] == ["2.1 Ausgaben", "2.2 Einnahmen"]


def test_the_meeting_goes_from_an_item_through_its_parts(session: Session, world: World) -> None:
    agenda = list_agenda(session, with_parts(session, world).id)
    assert [next_item(agenda, row.id).number for row in agenda[:-1]] == ["2", "3", "3.1", "3.2", "4"]
    assert next_item(agenda, agenda[-1].id) is None


def test_a_part_has_no_parts_and_stays_in_its_meeting(session: Session, world: World) -> None:
    meeting, other = with_parts(session, world), planned(session, world)
    with refused(MeetingRefusal.NO_PLACE_FOR_PARTS):
        add(session, world, meeting, "Zuschuss", parent=item_of(session, meeting, "Einnahmen"))
    with refused(MeetingRefusal.NO_PLACE_FOR_PARTS):
        add(session, world, other, "Zuschuss", parent=item_of(session, meeting, "Schluss"))
    budget, end = item_of(session, meeting, "Haushalt"), item_of(session, meeting, "Schluss")
    with refused(MeetingRefusal.NO_PLACE_FOR_PARTS):
        change(session, world, meeting, end, parent=end)
    with refused(MeetingRefusal.ITEM_HAS_PARTS):
        change(session, world, meeting, budget, parent=end)
    with refused(MeetingRefusal.ITEM_HAS_PARTS):
        remove_item(session, world.moderator, meeting, budget, now=NOW)


@pytest.mark.parametrize(
    "values",
    [
        {"parent_id": 1, "meeting_id": 2},  # of another meeting
        {"parent_id": 1, "kind": ItemKind.OPENING},
        {"topic_id": 1, "is_public": False},
    ],
)
def test_the_database_keeps_these_rules_too(session: Session, world: World, values: dict[str, Any]) -> None:
    planned(session, world)
    planned(session, world)
    row = {"meeting_id": 1, "position": 9, "title": "x", "lang": "de", "kind": ItemKind.MATTER, "is_public": True}
    with pytest.raises(IntegrityError):
        session.execute(
            sa.insert(AgendaItem).values({**row, "minutes_planned": 1, "notes": "", "version": 1, **values})
        )


def test_an_item_becomes_a_part_and_an_item_again(session: Session, world: World) -> None:
    meeting = with_parts(session, world)
    part = item_of(session, meeting, "Einnahmen")
    change(session, world, meeting, part, parent=None, title="Einkünfte", lang="en")
    assert numbered(session, meeting)[-2:] == ["4 Schluss", "5 Einkünfte"]
    change(session, world, meeting, part, parent=item_of(session, meeting, "Schluss"))
    assert numbered(session, meeting)[-2:] == ["4 Schluss", "4.1 Einkünfte"]
    assert part.lang == "en"


def test_an_item_hides_its_parts_and_never_a_topic(session: Session, world: World) -> None:
    meeting = with_parts(session, world)
    budget, topic_item = (item_of(session, meeting, title) for title in ("Haushalt", "Sichere Wege zur Kita"))
    with refused(MeetingRefusal.TOPICS_ARE_PUBLIC):
        change(session, world, meeting, topic_item, is_public=False)
    change(session, world, meeting, budget, is_public=False)
    assert [row.number for row in list_agenda(session, meeting.id) if not row.is_public] == ["3", "3.1", "3.2"]
    with refused(MeetingRefusal.TOPICS_ARE_PUBLIC):
        change(session, world, meeting, topic_item, parent=budget)
    change(session, world, meeting, budget, is_public=True)
    change(session, world, meeting, topic_item, parent=budget)
    with refused(MeetingRefusal.TOPICS_ARE_PUBLIC):
        change(session, world, meeting, budget, is_public=False)


def test_the_record_knows_parts_kinds_and_what_is_public(session: Session, world: World) -> None:
    meeting = with_parts(session, world)
    change(session, world, meeting, item_of(session, meeting, "Haushalt"), is_public=False)
    recorded = build_minutes(session, meeting).items
    assert [(item.label, item.is_public) for item in recorded] == [
        ("1", True), ("2", True), ("3", False), ("3.1", False), ("3.2", False), ("4", True),
    ]  # fmt: skip


SECRET = "Gehälter"


@pytest.fixture
def secret(app: Flask, world: World) -> Meeting:
    """A running meeting that is at an item which is not public."""
    with app.extensions["quarter.database"].unit_of_work() as session:
        meeting = running(session, world)
        item = add(session, world, meeting, SECRET, is_public=False)
        begin_item(session, world.secretary, meeting, item, now=after(5))
        return meeting


def test_what_is_not_public_is_read_by_the_group_alone(client: StrictClient, world: World, secret: Meeting) -> None:
    for address in ("/meetings/1", "/meetings/1.ics"):
        for actor in (world.anonymous, world.resident, world.other_moderator, world.admin):
            client.sign_out() if actor is world.anonymous else client.sign_in(actor)
            assert SECRET not in client.get(address).get_data(as_text=True)
        client.sign_in(world.observer)
        assert SECRET in client.get(address).get_data(as_text=True)
    client.sign_in(world.resident).get("/meetings/1")
    assert "1 item is not public" in client.text
    assert "The meeting is at item 3: Not public" in client.text


def test_the_moderator_makes_a_part_that_only_the_group_reads(client: StrictClient, world: World, app: Flask) -> None:
    with app.extensions["quarter.database"].unit_of_work() as session:
        planned(session, world)
    client.sign_in(world.moderator).get("/meetings/1/agenda")
    values = {"free-title": SECRET, "free-lang": "en", "free-parent": "1", "free-group_only": "y"}
    client.submit(action="/agenda/items", **values, follow=True)
    assert "1.1 Gehälter" in client.text and "Not public" in client.text
    client.get("/meetings/1/agenda/items/3/edit")
    client.submit(title="Stellenplan", parent="", follow=True)
    assert "3 Stellenplan" in client.text
    client.get("/meetings/1/agenda/items/2/edit")
    assert "Only the group" not in client.text  # a topic is public


def test_an_old_tab_does_not_open_again_what_was_closed_meanwhile(
    client: StrictClient, world: World, app: Flask
) -> None:
    with app.extensions["quarter.database"].unit_of_work() as session:
        planned(session, world)
    edit = "/meetings/1/agenda/items/1/edit"
    old = StrictClient(app).sign_in(world.moderator)
    old.get(edit)
    client.sign_in(world.moderator).get(edit)
    client.submit(title=SECRET, group_only="y")
    old.submit(title="Begrüßung", minutes_planned="25", status=409)
    assert "Somebody else changed this item meanwhile" in old.text
    typed = {box.get("name"): box.get("value") for box in old.page.iter(f"{XHTML}input")}
    assert (typed["title"], typed["minutes_planned"]) == ("Begrüßung", "25")
    client.sign_out().get("/meetings/1")
    assert SECRET not in client.text and "Begrüßung" not in client.text


@pytest.mark.parametrize("is_opened", [False, True])
def test_a_part_that_leaves_a_closed_item_stays_closed_unless_somebody_opens_it(
    client: StrictClient, world: World, app: Flask, is_opened: bool
) -> None:
    with app.extensions["quarter.database"].unit_of_work() as session:
        meeting = planned(session, world)
        whole = add(session, world, meeting, "Personal", is_public=False)
        part = add(session, world, meeting, SECRET, parent=whole).id
    client.sign_in(world.moderator).get(f"/meetings/1/agenda/items/{part}/edit")
    client.submit(parent="", **({"group_only": ""} if is_opened else {}), follow=True)
    client.sign_out().get("/meetings/1?lang=en")
    assert (SECRET in client.text) is is_opened


def test_what_is_put_under_a_closed_item_is_said_to_be_for_the_group(client: StrictClient, world: World, app) -> None:
    with app.extensions["quarter.database"].unit_of_work() as session:
        whole = add(session, world, planned(session, world), "Personal", is_public=False).id
    client.sign_in(world.moderator).get("/meetings/1/agenda?lang=en")
    values = {"free-title": SECRET, "free-lang": "en", "free-parent": str(whole)}
    client.submit(action="/agenda/items", **values, follow=True)
    assert "The item is on the agenda. Only the group can see it." in client.text


def test_an_item_that_cannot_stand_there_keeps_the_typing(client: StrictClient, world: World, app: Flask) -> None:
    with app.extensions["quarter.database"].unit_of_work() as session:
        with_parts(session, world)
    client.sign_in(world.moderator).get("/meetings/1/agenda/items/1/edit")
    client.submit(title=" ", status=422)
    assert "Please give the item a title." in client.text
    client.submit(title="Anfang", parent="99", status=422)
    assert "Please choose one of the list." in client.text
