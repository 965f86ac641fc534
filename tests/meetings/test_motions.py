"""Whose motion a question is, and which wording of it was decided."""

import pytest
from flask import Flask
from sqlmodel import Session

from quarter.decisions.domain import BenchVotes, Method
from quarter.decisions.models import Decision
from quarter.decisions.service import proposals
from quarter.foundation.multilingual import Words
from quarter.foundation.refusals import Refusal
from quarter.groups.domain import BenchKey
from quarter.meetings.domain import MeetingRefusal
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.queries.motions import Moved, list_moved
from quarter.meetings.service.agenda import add_item, change_item
from quarter.meetings.service.outcomes import count_votes, put_question
from quarter.minutes.builder import build_minutes
from quarter.minutes.document import RecordStatus
from quarter.minutes.exports.layout import lay_out
from tests.factories.world import World
from tests.meetings.evening import after, items, refused, running
from tests.strict_client import StrictClient


def move(session: Session, world: World, meeting: Meeting, mover: str | None = "initiative") -> Decision:
    return put_question(
        session, world.secretary, meeting, items(session, meeting)[1], title="Tempo 20", question="Tempo 20?",
        lang="de", mover_id=world.seats[mover] if mover else None, now=after(20),
    )  # fmt: skip


def count(session: Session, world: World, decision: Decision, *, yes: int) -> None:
    votes = [BenchVotes(bench, 2, 2, yes=yes, no=2 - yes) for bench in BenchKey]
    count_votes(session, world.secretary, decision, votes, now=after(25))


def test_the_minutes_name_the_mover_and_the_wording(session: Session, world: World) -> None:
    """A question that failed is put in new words: it is still the same seat's motion."""
    meeting = running(session, world)
    first = move(session, world, meeting)
    count(session, world, first, yes=0)
    second = proposals.reword(
        session, world.moderator, first, title="Spielstraße", question="Spielstraße?", lang="de", now=after(30)
    )
    assert list_moved(session, [first.id, second.id]) == {
        first.id: Moved(1, "Initiative"), second.id: Moved(2, "Initiative"),
    }  # fmt: skip
    count(session, world, second, yes=2)
    minutes = build_minutes(session, meeting)
    assert [(each.moved_by, each.wording) for each in minutes.decisions] == [("Initiative", 1), ("Initiative", 2)]
    shown = lay_out(minutes, Words("en", "Europe/Berlin"), RecordStatus()).decisions
    assert [each.question_label for each in shown] == [
        "The question, word for word · Moved by Initiative",
        "The question, word for word · Moved by Initiative · Wording 2",
    ]


def test_a_question_can_be_nobodys_motion(session: Session, world: World) -> None:
    meeting = running(session, world)
    decision = move(session, world, meeting, None)
    assert list_moved(session, [decision.id]) == {decision.id: Moved()}


def test_only_a_seat_of_the_group_moves(session: Session, world: World) -> None:
    with pytest.raises(Refusal, match=MeetingRefusal.SEAT_NOT_IN_GROUP.value):
        move(session, world, running(session, world), "other_member")


def test_the_page_asks_whose_motion_it_is(app: Flask, client: StrictClient, world: World) -> None:
    with app.extensions["quarter.database"].unit_of_work() as session:
        running(session, world)
    client.sign_in(world.secretary).get("/meetings/1/items/2/question")
    client.submit(title="Tempo 20", question="Tempo 20?", lang="de", mover=str(world.seats["city"]), follow=True)
    assert "Moved by City" in client.text
    client.get("/meetings/1/items/2/decisions/1")
    assert "Moved by City" in client.text


def test_no_more_people_read_the_new_words_than_the_first(session: Session, world: World) -> None:
    """Also where both stood for everybody, and the items are closed afterwards."""
    meeting = running(session, world)
    first, second = (
        add_item(session, world.moderator, meeting, title=title, now=after(10)) for title in ("Money", "Bids")
    )
    failed = put_question(
        session, world.secretary, meeting, first, title="Pay?", question="Pay?", lang="en", now=after(20)
    )
    count(session, world, failed, yes=0)
    proposals.propose(
        session, world.moderator, world.group(session), title="Pay less?", question="Pay less?", lang="en",
        method=Method.ROOM, agenda_item_id=second.id, reworded_from=failed, now=after(30),
    )  # fmt: skip

    def let_read(item: AgendaItem, *, is_public: bool) -> None:
        change_item(
            session, world.moderator, meeting, item, title=item.title, lang="en", minutes_planned=5,
            is_public=is_public, parent=None, expected=item.version, now=after(40),
        )  # fmt: skip

    with refused(MeetingRefusal.ASKED_AGAIN_FOR_MORE), session.begin_nested():
        let_read(first, is_public=False)
    let_read(second, is_public=False)
    let_read(first, is_public=False)
    with refused(MeetingRefusal.ASKED_AGAIN_FOR_MORE), session.begin_nested():
        let_read(second, is_public=True)
