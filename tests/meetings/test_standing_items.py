"""What each meeting has on its agenda by itself: the opening, the last minutes, the open actions, the residents."""

from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlmodel import Session

from quarter.actions.domain import ActionState
from quarter.actions.models import Action
from quarter.actions.service import report_progress
from quarter.meetings.domain import ItemKind
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.queries.agenda import list_agenda
from quarter.meetings.queries.standing import list_minutes_to_approve
from quarter.meetings.service.agenda import move_item, remove_item
from quarter.meetings.service.course import begin_item, end, start
from quarter.meetings.service.planning import schedule_series
from quarter.minutes.builder import build_minutes
from quarter.minutes.domain import MinutesState
from quarter.minutes.models import MinutesRecord
from quarter.minutes.service.approval import approve
from quarter.minutes.service.circulation import circulate
from quarter.minutes.service.objections import object_to_minutes
from tests.conftest import NOW
from tests.factories.world import World
from tests.meetings.evening import after, arrive, ended, items
from tests.strict_client import StrictClient

NEXT = after(60 * 24 * 21)  # three weeks after the meeting of `ended`
DUE = date(2026, 12, 31)


def bare(session: Session, world: World, lang: str = "de") -> Meeting:
    """The next meeting as it is planned, with its standing items alone."""
    group = world.group(session)
    [meeting] = schedule_series(session, world.moderator, group, [NEXT], place="Kita", lang=lang, now=NOW)
    return meeting


def item_for(session: Session, meeting: Meeting, kind: ItemKind) -> AgendaItem:
    return next(item for item in items(session, meeting) if item.kind is kind)


def next_evening(session: Session, world: World) -> Meeting:
    """The meeting after one whose minutes went round; it runs, and its first item has begun."""
    last = ended(session, world)
    circulate(session, world.secretary, last, now=after(120))
    meeting = bare(session, world)
    start(session, world.moderator, meeting, now=NEXT)
    arrive(session, world, meeting, "city", now=NEXT)
    begin_item(session, world.secretary, meeting, item_for(session, meeting, ItemKind.OPENING), now=NEXT)
    return meeting


def test_a_first_meeting_opens_and_asks_the_residents(session: Session, world: World) -> None:
    first, second = bare(session, world), bare(session, world)
    assert [item.kind for item in items(session, first)] == [ItemKind.OPENING, ItemKind.QUESTIONS]
    assert [item.kind for item in items(session, second)] == [
        ItemKind.OPENING, ItemKind.APPROVAL, ItemKind.ACTIONS, ItemKind.QUESTIONS,
    ]  # fmt: skip


@pytest.mark.parametrize(("lang", "title", "said_in"), [
    ("de", "Fragen der Bewohnerschaft", "de"), ("ar", "أسئلة السكان", "ar"),
    ("uk", "Questions of the residents", "en"),
])  # fmt: skip
def test_they_are_named_in_the_language_of_record(
    session: Session, world: World, lang: str, title: str, said_in: str
) -> None:
    item = item_for(session, bare(session, world, lang), ItemKind.QUESTIONS)
    assert (item.title, item.lang) == (title, said_in)


def test_the_moderator_moves_and_removes_them(session: Session, world: World) -> None:
    meeting = bare(session, world)
    questions = item_for(session, meeting, ItemKind.QUESTIONS)
    move_item(session, world.moderator, meeting, questions, up=True, now=NOW)
    remove_item(session, world.moderator, meeting, item_for(session, meeting, ItemKind.OPENING), now=NOW)
    assert [row.kind for row in list_agenda(session, meeting.id)] == [ItemKind.QUESTIONS]


def test_the_agenda_names_the_minutes_that_wait(session: Session, world: World) -> None:
    last, meeting = ended(session, world), bare(session, world)
    [row] = list_minutes_to_approve(session, meeting)
    assert (row.number, row.minutes_state, row.is_approved_here) == (last.number, MinutesState.DRAFT, False)
    assert list_minutes_to_approve(session, last) == []


def test_a_meeting_approves_the_last_minutes_and_records_it(session: Session, world: World) -> None:
    meeting = next_evening(session, world)
    last = session.get_one(Meeting, 1)
    approve(session, world.moderator, last, in_meeting=meeting, now=NEXT)
    end(session, world.secretary, meeting, now=after(60 * 24 * 21 + 60))
    [row] = list_minutes_to_approve(session, meeting)
    assert row.is_approved_here
    approved = {item.kind: item.approved for item in build_minutes(session, meeting).items}
    assert approved[ItemKind.APPROVAL] == (1,)
    assert approved[ItemKind.OPENING] == ()


def test_the_record_keeps_how_the_actions_stood_when_their_item_began(session: Session, world: World) -> None:
    meeting = next_evening(session, world)
    item = item_for(session, meeting, ItemKind.ACTIONS)
    action = session.get_one(Action, 1)
    assert action.due_on == DUE
    begin_item(session, world.secretary, meeting, item, now=NEXT)
    report_progress(
        session,
        world.city,
        action,
        state=ActionState.DONE,
        text="Fertig.",
        lang="de",
        today=DUE,
        now=after(60 * 24 * 22),
    )
    recorded = next(each for each in build_minutes(session, meeting).items if each.kind is ItemKind.ACTIONS)
    [reported] = recorded.reported
    assert (reported.title.text, reported.state, reported.is_overdue) == (
        "Genehmigung vorbereiten", ActionState.OPEN, False,
    )  # fmt: skip


def test_what_is_overdue_leads(session: Session, world: World) -> None:
    meeting = next_evening(session, world)
    session.get_one(Action, 1).due_on = date(2026, 12, 21)  # the day before
    item = item_for(session, meeting, ItemKind.ACTIONS)
    begin_item(session, world.secretary, meeting, item, now=NEXT)
    recorded = next(each for each in build_minutes(session, meeting).items if each.kind is ItemKind.ACTIONS)
    assert [each.is_overdue for each in recorded.reported] == [True]


def test_the_moderator_approves_from_the_item_of_the_running_meeting(
    client: StrictClient, world: World, app: Flask, clock: time_machine.Traveller
) -> None:
    with app.extensions["quarter.database"].unit_of_work() as session:
        meeting = next_evening(session, world)
        approval = item_for(session, meeting, ItemKind.APPROVAL).id
        opening = item_for(session, meeting, ItemKind.OPENING).id
    clock.move_to(NEXT)
    client.sign_in(world.secretary).get(f"/meetings/2/items/{approval}")
    assert "Minutes of meeting 1" in client.text
    assert "Approve the minutes of meeting 1" not in client.text  # the moderator does
    client.post(f"/meetings/2/items/{approval}/approve/1", status=403)
    client.sign_in(world.moderator).post(f"/meetings/2/items/{opening}/approve/1", status=404)
    client.get(f"/meetings/2/items/{approval}")
    client.submit(action="/approve/1", follow=True)
    assert "Approved by this meeting" in client.text
    with app.extensions["quarter.database"].session(writes=False) as session:
        assert session.get_one(MinutesRecord, 1).approved_in_id == 2


def test_the_first_meeting_of_a_new_year_follows_up_as_every_other(session: Session, world: World) -> None:
    ended(session, world)
    group, january = world.group(session), NEXT + timedelta(days=60)
    [meeting] = schedule_series(session, world.moderator, group, [january], place="Kita", lang="de", now=NOW)
    assert (meeting.year, meeting.number) == (2027, 1)
    assert {ItemKind.APPROVAL, ItemKind.ACTIONS} <= {item.kind for item in items(session, meeting)}


def test_minutes_with_open_objections_are_not_approved_there_either(
    client: StrictClient, world: World, app: Flask
) -> None:
    with app.extensions["quarter.database"].unit_of_work() as session:
        meeting = next_evening(session, world)
        approval = item_for(session, meeting, ItemKind.APPROVAL).id
        last = session.get_one(Meeting, 1)
        object_to_minutes(session, world.city, last, None, text="Nein.", lang="de", now=after(180))
    client.sign_in(world.moderator).get(f"/meetings/2/items/{approval}")
    client.submit(action="/approve/1", status=409)
    assert "Some objections have no answer yet." in client.text


def test_the_secretary_sees_the_open_actions_before_and_after_the_item_began(
    client: StrictClient, world: World, app: Flask, clock: time_machine.Traveller
) -> None:
    with app.extensions["quarter.database"].unit_of_work() as session:
        actions = item_for(session, next_evening(session, world), ItemKind.ACTIONS).id
    clock.move_to(NEXT)
    client.sign_in(world.secretary).get(f"/meetings/2/items/{actions}")
    assert "As they stand now." in client.text and "Genehmigung vorbereiten" in client.text
    client.submit(action=f"/items/{actions}/begin", follow=True)
    assert "As they stood when this item began, at 18:00." in client.text
    client.sign_out().get("/meetings/2")
    assert "Minutes of meeting 1" in client.text
