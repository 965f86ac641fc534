"""What is agreed behind closed doors stays there, also in a public matter; unless somebody in charge announces it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from quarter.actions import service as actions
from quarter.actions.domain import ActionState
from quarter.decisions.domain import Method
from quarter.decisions.service import proposals
from quarter.foundation.actors import ANONYMOUS
from quarter.foundation.refusals import Refusal
from quarter.foundation.subjects import Audience, get_subject, keep
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.service.agenda import add_item, change_item
from quarter.meetings.service.planning import schedule
from quarter.topics import service as topics
from quarter.topics.domain import TopicRefusal
from quarter.topics.models import Topic
from quarter.topics.queries import get_closed_thing, list_closed, strip_of_topic, thread_of_topic
from tests.actions.deeds import agree, report
from tests.conftest import NOW
from tests.factories.world import World
from tests.issues.reports import stored_topic
from tests.strict_client import StrictClient

SECRET = "Quittenbaum"


def agree_behind_closed_doors(session: Session, world: World, topic_id: int) -> Any:
    """An action of a public topic, agreed on a decision of an item that is not public."""
    group = world.group(session)
    meeting = schedule(
        session, world.moderator, group, starts_at=NOW + timedelta(days=3), place="A", lang="de", now=NOW
    )
    item = add_item(session, world.moderator, meeting, title="Geld", is_public=False, now=NOW)
    decision = proposals.propose(
        session, world.moderator, group, title=f"{SECRET} kaufen", question="?", lang="de", method=Method.ROOM,
        agenda_item_id=item.id, now=NOW,
    )  # fmt: skip
    return actions.agree(
        session, world.moderator, group, title=f"{SECRET} pflanzen", text="", lang="de",
        organisation_id=world.organisations["cooperative"], due_on=NOW.date(), topic_id=topic_id,
        agenda_item_id=item.id, decision_id=decision.id, now=NOW,
    )  # fmt: skip


@pytest.fixture
def topic_id(database, world) -> int:
    return stored_topic(database, world)


@pytest.fixture
def action_id(made, topic_id) -> int:
    return made(agree_behind_closed_doors, topic_id)


def test_the_public_thread_says_nothing_of_it_and_the_groups_does(session, world, topic_id) -> None:
    agree_behind_closed_doors(session, world, topic_id)
    told = {
        reader: any(SECRET in str(entry.values) for entry in thread_of_topic(session, topic_id, reader=reader))
        for reader in (ANONYMOUS, world.resident, world.other_moderator, world.cooperative, world.moderator)
    }
    assert [reader for reader, is_told in told.items() if is_told] == [world.cooperative, world.moderator]


def test_what_is_done_in_public_is_done_there_whatever_is_open_behind_closed_doors(session, world, topic_id) -> None:
    """Else the matter would stand at "agreed" with nothing left to do, which tells that there is something more."""
    closed = agree_behind_closed_doors(session, world, topic_id)
    one, another = (agree(session, world, topic_id=topic_id) for _ in range(2))
    report(session, world, one, ActionState.DONE)
    assert not strip_of_topic(session, topic_id, reader=ANONYMOUS)[-1].is_end
    report(session, world, another, ActionState.DONE)
    assert strip_of_topic(session, topic_id, reader=ANONYMOUS)[-1].is_end
    report(session, world, another, ActionState.IN_PROGRESS)
    report(session, world, closed, ActionState.DONE)
    assert not strip_of_topic(session, topic_id, reader=world.moderator)[-1].is_end


@pytest.mark.parametrize("address", ["/topics/{topic}", "/actions", "/actions/points.geojson"])
def test_a_visitor_finds_it_nowhere(client: StrictClient, topic_id, action_id, address: str) -> None:
    assert SECRET not in client.get(address.format(topic=topic_id)).get_data(as_text=True)
    client.get(f"/actions/{action_id}", status=404)


def test_what_is_announced_is_read_by_everybody_in_its_own_words(client, world, topic_id, action_id) -> None:
    client.sign_in(world.moderator)
    client.get(f"/topics/{topic_id}?lang=en")
    assert f"Announce: {SECRET} pflanzen" in client.text
    client.get(f"/topics/{topic_id}/announce/action/{action_id}")
    client.submit(title="A tree will be planted", reason="Neighbours asked.", lang="en", follow=True)
    assert "What it is about stays closed" in client.text
    client.sign_out()
    client.get(f"/topics/{topic_id}?lang=en")
    assert "A tree will be planted" in client.text and "Neighbours asked." in client.text
    assert SECRET not in client.text
    client.get(f"/actions/{action_id}", status=404)


def test_an_announcement_without_words_or_reason_keeps_what_was_typed(client, world, topic_id, action_id) -> None:
    client.sign_in(world.secretary)
    client.get(f"/topics/{topic_id}/announce/action/{action_id}?lang=en")
    client.submit(title="A tree", reason=" ", lang="en", status=422)
    assert "Please say why it is announced now." in client.text


@pytest.mark.parametrize("who", ["resident", "cooperative", "city"])
def test_only_who_runs_the_group_announces(client, world, topic_id, action_id, who: str) -> None:
    client.sign_in(getattr(world, who))
    client.get(f"/topics/{topic_id}/announce/action/{action_id}", status=404 if who == "resident" else 403)


def _announce(session: Session, world: World, topic_id: int, kind: str, subject_id: int) -> None:
    closed = get_closed_thing(session, topic_id, kind, subject_id, reader=world.moderator)
    topics.announce(session, world.moderator, closed.topic, closed.subject, title="A", reason="B", lang="en", now=NOW)


def test_what_is_public_needs_no_announcement(session, world, topic_id) -> None:
    with pytest.raises(Refusal) as refused:
        _announce(session, world, topic_id, "topic", topic_id)
    assert refused.value.reason is TopicRefusal.IS_PUBLIC


def test_the_page_to_announce_what_is_public_says_that_there_is_nothing_to_announce(client, world, topic_id) -> None:
    client.sign_in(world.moderator)
    client.get(f"/topics/{topic_id}/announce/topic/{topic_id}?lang=en", status=409)
    assert "Everybody can read this already, so there is nothing to announce." in client.text


def test_what_became_public_meanwhile_is_refused_and_the_words_stay(client, database, world, topic_id, action_id):
    client.sign_in(world.moderator)
    client.get(f"/topics/{topic_id}/announce/action/{action_id}?lang=en")
    with database.unit_of_work() as session:
        item = session.exec(select(AgendaItem).where(AgendaItem.title == "Geld")).one()
        meeting = session.get_one(Meeting, item.meeting_id)
        change_item(
            session, world.moderator, meeting, item, title="Geld", lang="de", minutes_planned=5, is_public=True,
            parent=None, expected=item.version, now=NOW,
        )  # fmt: skip
    client.submit(title="A tree will be planted", reason="Neighbours asked.", lang="en", status=409)
    assert "Everybody can read this already" in client.text and "Neighbours asked." in client.text


def test_nothing_from_something_private_can_be_announced(session, world, topic_id) -> None:
    action = agree_behind_closed_doors(session, world, topic_id)
    private = session.get_one(Topic, topic_id).subject()
    private.kind, private.id, private.own_audience = "issue", 77, Audience.BODY
    row = action.subject()
    row.from_kind, row.from_id = "issue", 77
    keep(session, private, row)
    thing = get_subject(session, "action", action.id, world.cooperative)
    assert action.id not in {each.id for each in list_closed(session, topic_id, reader=world.cooperative)}
    with pytest.raises(Refusal) as refused:
        topics.announce(
            session, world.moderator, session.get_one(Topic, topic_id), thing, title="A", reason="B", lang="en",
            now=NOW,
        )  # fmt: skip
    assert refused.value.reason is TopicRefusal.IS_PRIVATE
