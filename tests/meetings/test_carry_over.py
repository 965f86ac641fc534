"""What a meeting did not reach comes back on a later agenda, once."""

from datetime import timedelta

from flask import Flask
from sqlmodel import Session, select

from quarter.foundation.audit import AuditEntry
from quarter.foundation.multilingual import Words
from quarter.meetings.domain import MeetingRefusal
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.queries.agenda import list_agenda
from quarter.meetings.queries.attachments import list_attachments
from quarter.meetings.queries.carry_over import list_not_reached
from quarter.meetings.service.agenda import add_item, add_topic, remove_item
from quarter.meetings.service.attachments import attach
from quarter.meetings.service.carry_over import carry_over
from quarter.meetings.service.course import begin_item, end, start
from quarter.meetings.service.planning import schedule
from quarter.minutes.builder import build_minutes
from quarter.minutes.document import seal_of
from quarter.minutes.exports.layout import lay_out
from quarter.minutes.queries.records import get_record
from quarter.topics.models import Topic
from tests.conftest import NOW
from tests.factories.world import World
from tests.meetings.evening import BEGIN, after, arrive, items, planned, refused
from tests.strict_client import StrictClient


def cut_short(session: Session, world: World) -> Meeting:
    """Over after its opening: the topic, "Haushalt" with a part, and a secret item were not reached."""
    meeting = planned(session, world)
    budget = add_item(session, world.moderator, meeting, title="Haushalt", now=NOW)
    add_item(session, world.moderator, meeting, title="Einnahmen", parent=budget, now=NOW)
    add_item(session, world.moderator, meeting, title="Gehälter", is_public=False, lang="en", now=NOW)
    start(session, world.moderator, meeting, now=BEGIN)
    arrive(session, world, meeting, "city")
    begin_item(session, world.secretary, meeting, items(session, meeting)[0], now=after(1))
    end(session, world.secretary, meeting, now=after(60))
    return meeting


def following(session: Session, world: World, days: int = 21) -> Meeting:
    return schedule(
        session, world.moderator, world.group(session), starts_at=BEGIN + timedelta(days=days), place="Kita",
        lang="de", now=NOW,
    )  # fmt: skip


def titles(session: Session, meeting: Meeting) -> list[str]:
    return [row.title for row in list_not_reached(session, meeting)]


def test_the_next_agenda_offers_what_was_not_reached(session: Session, world: World) -> None:
    cut_short(session, world)
    later = following(session, world)
    assert titles(session, later) == ["Sichere Wege zur Kita", "Haushalt", "Gehälter"]
    assert titles(session, following(session, world, 400)) == []  # a year later nobody knows of it any more


def test_nothing_is_offered_while_the_meeting_may_still_reach_it(session: Session, world: World) -> None:
    planned(session, world)
    assert titles(session, following(session, world)) == []


def test_all_of_it_comes_back_with_its_parts_and_as_it_was(session: Session, world: World) -> None:
    first, later = cut_short(session, world), following(session, world)
    carry_over(session, world.moderator, later, now=NOW)
    rows = list_agenda(session, later.id)
    assert [(row.number, row.title, row.from_meeting) for row in rows] == [
        ("1", "Sichere Wege zur Kita", 1), ("2", "Haushalt", 1), ("2.1", "Einnahmen", 1), ("3", "Gehälter", 1),
    ]  # fmt: skip
    assert (rows[3].is_public, rows[3].lang) == (False, "en")
    assert [row.in_meeting for row in list_agenda(session, first.id)] == [None, 2, 2, 2, 2]
    assert titles(session, later) == []
    told = session.exec(select(AuditEntry.data).where(AuditEntry.name == "meetings:topic_put_on_agenda")).all()
    assert [each["number"] for each in told] == [1, 2]


def test_a_part_of_what_was_closed_stays_closed_when_it_comes_back_alone(session: Session, world: World) -> None:
    first, later = planned(session, world), following(session, world)
    secret = add_item(session, world.moderator, first, title="Gehälter", is_public=False, now=NOW)
    add_item(session, world.moderator, first, title="Hausmeisterin", parent=secret, now=NOW)
    start(session, world.moderator, first, now=BEGIN)
    arrive(session, world, first, "city")
    begin_item(session, world.secretary, first, secret, now=after(1))
    end(session, world.secretary, first, now=after(60))
    carry_over(session, world.moderator, later, now=NOW)
    assert {row.title: row.is_public for row in list_agenda(session, later.id)}["Hausmeisterin"] is False


def test_its_files_come_along_and_the_earlier_meeting_keeps_them(session: Session, world: World) -> None:
    first, later = cut_short(session, world), following(session, world)
    by_title = {item.title: item for item in items(session, first)}
    for title, name in (("Haushalt", "Haushalt.pdf"), ("Einnahmen", "Einnahmen.pdf")):
        attach(
            session, world.secretary, first, by_title[title], file="a" * 32 + ".pdf", name=name, suffix="pdf", size=5,
            sha256=seal_of(name), now=after(70),
        )  # fmt: skip
    carry_over(session, world.moderator, later, now=NOW)
    numbers = {row.id: row.number for row in list_agenda(session, later.id)}
    there = {numbers[item]: [row.name for row in rows] for item, rows in list_attachments(session, later.id).items()}
    assert there == {"2": ["Haushalt.pdf"], "2.1": ["Einnahmen.pdf"]}
    assert sum(len(rows) for rows in list_attachments(session, first.id).values()) == 2


def test_one_item_comes_back_once_until_it_is_taken_off_again(session: Session, world: World) -> None:
    cut_short(session, world)
    later, last = following(session, world), following(session, world, 42)
    wanted = list_not_reached(session, later)[1].id
    [item] = carry_over(session, world.moderator, later, [wanted], now=NOW)
    with refused(MeetingRefusal.NOT_LEFT_OVER):
        carry_over(session, world.moderator, last, [wanted], now=NOW)
    for part in session.exec(select(AgendaItem).where(AgendaItem.parent_id == item.id)).all():
        remove_item(session, world.moderator, later, part, now=NOW)
    remove_item(session, world.moderator, later, item, now=NOW)
    assert "Haushalt" in titles(session, last)


def test_a_topic_that_is_on_the_agenda_already_stands_there_once(session: Session, world: World) -> None:
    cut_short(session, world)
    later = following(session, world)
    topic = session.exec(select(Topic)).one()
    there = add_topic(session, world.moderator, later, topic, now=NOW)
    [taken] = carry_over(session, world.moderator, later, [list_not_reached(session, later)[0].id], now=NOW)
    assert taken.id == there.id
    assert [row.from_meeting for row in list_agenda(session, later.id)] == [1]


def test_what_was_reached_or_is_of_another_group_is_not_taken(session: Session, world: World) -> None:
    first, later = cut_short(session, world), following(session, world)
    with refused(MeetingRefusal.NOT_LEFT_OVER):
        carry_over(session, world.moderator, later, [items(session, first)[0].id], now=NOW)


def test_the_minutes_say_what_was_not_reached_and_whence_it_came(session: Session, world: World) -> None:
    first, later = cut_short(session, world), following(session, world)
    carry_over(session, world.moderator, later, now=NOW)
    words = Words("en", "Europe/Berlin")
    status = get_record(session, first.id).status
    ended = lay_out(build_minutes(session, first), words, status)
    assert ["Not reached" in item.facts for item in ended.items] == [False, True, True, True, True]
    planned_one = lay_out(build_minutes(session, later), words, status)
    assert {item.facts[-1] for item in planned_one.items} == {"Not reached in meeting 1"}


def test_one_press_takes_up_all_or_one(client: StrictClient, world: World, app: Flask) -> None:
    with app.extensions["quarter.database"].unit_of_work() as session:
        first = cut_short(session, world)
        following(session, world)
        budget = next(item.id for item in items(session, first) if item.title == "Haushalt")
    client.sign_in(world.moderator).get("/meetings/2/agenda")
    assert "Not reached in earlier meetings" in client.text
    client.submit(action=f"/carry-over/{budget}", follow=True)
    assert "2 Haushalt" not in client.text and "1 Haushalt" in client.text and "1.1 Einnahmen" in client.text
    client.submit(action="/carry-over", follow=True)
    assert "2 items are on the agenda again." in client.text
    assert "Not reached in earlier meetings" not in client.text
    client.post(f"/meetings/2/agenda/carry-over/{budget}", status=409)
    client.post("/meetings/1/agenda/carry-over/1", status=404)  # of the same meeting
    client.sign_in(world.secretary).post("/meetings/2/agenda/carry-over", status=403)
    client.get("/meetings/1")
    assert "Taken up again in meeting 2" in client.text
    client.get("/meetings/2")
    assert "Not reached in meeting 1" in client.text
