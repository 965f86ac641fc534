"""Proposals for the agenda: who makes them, what becomes of them, and who is told."""

from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session, select

from quarter.coordination.domain import Deed, Kind, deed_on
from quarter.coordination.queries.overview import list_due
from quarter.foundation.audit import AuditEntry
from quarter.foundation.policy import allows
from quarter.meetings.domain import MeetingRefusal, ProposalState
from quarter.meetings.models import AgendaProposal
from quarter.meetings.policy import Permission
from quarter.meetings.queries.agenda import list_agenda
from quarter.meetings.service.agenda import remove_item
from quarter.meetings.service.proposals import decline_proposal, propose_item, take_proposal
from tests.conftest import NOW, Made
from tests.factories.world import World
from tests.meetings.evening import a_topic, planned, refused
from tests.strict_client import StrictClient


def proposed(session: Session, world: World, **values: Any) -> AgendaProposal:
    given = {"title": "Bänke am Kanal", "reason": "Es gibt keine.", "lang": "de", "minutes_wished": 20, **values}
    return propose_item(session, world.resident, world.group(session), **given, now=NOW)


def test_a_proposal_comes_on_the_agenda_as_it_was_wished(session: Session, world: World) -> None:
    meeting, proposal = planned(session, world), proposed(session, world, title="Banklar", lang="tr")
    item = take_proposal(session, world.moderator, proposal, meeting, now=NOW)
    assert (item.title, item.lang, item.minutes_planned, item.topic_id) == ("Banklar", "tr", 20, None)
    assert (proposal.state, proposal.agenda_item_id) == (ProposalState.TAKEN, item.id)
    with refused(MeetingRefusal.PROPOSAL_IS_ANSWERED):
        take_proposal(session, world.moderator, proposal, meeting, now=NOW)
    with refused(MeetingRefusal.PROPOSAL_IS_ANSWERED):
        decline_proposal(session, world.moderator, proposal, answer="x", lang="de", now=NOW)


def test_what_is_proposed_about_a_topic_is_the_topic(session: Session, world: World) -> None:
    meeting, topic = planned(session, world), a_topic(session, world, "Spielplatz")
    proposal = proposed(session, world, topic=topic)
    item = take_proposal(session, world.moderator, proposal, meeting, now=NOW)
    assert (item.title, item.topic_id) == ("Spielplatz", topic.id)
    told = session.exec(select(AuditEntry.name).where(AuditEntry.topic_id == topic.id)).all()
    assert told[-1] == "meetings:topic_put_on_agenda"


def test_a_proposal_waits_again_when_its_item_goes(session: Session, world: World) -> None:
    meeting, proposal = planned(session, world), proposed(session, world)
    item = take_proposal(session, world.moderator, proposal, meeting, now=NOW)
    remove_item(session, world.moderator, meeting, item, now=NOW)
    assert (proposal.state, proposal.answered_at, proposal.agenda_item_id) == (ProposalState.OPEN, None, None)
    take_proposal(session, world.moderator, proposal, meeting, now=NOW)


def test_anybody_signed_in_proposes_and_the_moderator_of_the_group_answers(session: Session, world: World) -> None:
    proposal = proposed(session, world)
    assert [allows(actor, Permission.PROPOSE) for actor in (world.resident, world.city, world.anonymous)] == [
        True, True, False,
    ]  # fmt: skip
    may_see = {name for name in ("resident", "city", "observer", "other_moderator", "admin", "anonymous")
               if allows(getattr(world, name), Permission.SEE_PROPOSAL, proposal)}  # fmt: skip
    assert may_see == {"resident", "city", "observer"}
    may_answer = {name for name in ("resident", "city", "secretary", "moderator", "other_moderator")
                  if allows(getattr(world, name), Permission.ANSWER_PROPOSAL, proposal)}  # fmt: skip
    assert may_answer == {"moderator"}


def test_coordination_shows_what_waits(session: Session, world: World) -> None:
    proposal = proposed(session, world)
    [thing] = [
        each for each in list_due(session, world.group_id, "Europe/Berlin", most=25) if each.kind is Kind.PROPOSAL
    ]
    assert (thing.title, thing.lang, deed_on(thing, NOW, NOW.date())) == ("Bänke am Kanal", "de", Deed.ANSWER_PROPOSAL)
    decline_proposal(session, world.moderator, proposal, answer="Das macht die Stadt.", lang="de", now=NOW)
    assert list_due(session, world.group_id, "Europe/Berlin", most=25) == []


def test_a_resident_proposes_and_finds_it_on_an_agenda(
    client: StrictClient, world: World, made: Made, app: Flask
) -> None:
    made(planned)
    client.sign_in(world.resident).get("/meetings/1")
    assert "Propose an item for the agenda" in client.text
    client.get(f"/meetings/proposals/new?group={world.group_id}")
    client.submit(status=422, title="Bänke", reason=" ")
    assert "Please say why in a sentence." in client.text
    client.submit(title="Bänke", reason="Es gibt keine.", lang="de", minutes_wished="20", follow=True)
    assert "Not answered yet" in client.text and "Decline" not in client.text

    client.sign_in(world.moderator).get("/coordination")
    assert "Bänke" in client.text
    client.get("/meetings/proposals/1")
    client.submit(action="/agenda/proposals/1", follow=True)
    assert "3 Bänke" in client.text

    client.sign_in(world.resident).get("/meetings")
    assert "What you proposed" in client.text and "On the agenda" in client.text
    client.get("/meetings/proposals/1")
    assert "Meeting 1" in client.text
    with app.extensions["quarter.database"].session(writes=False) as session:
        assert [row.title for row in list_agenda(session, 1)][-1] == "Bänke"


def test_the_moderator_takes_it_from_the_agenda_page_or_declines(
    client: StrictClient, world: World, made: Made
) -> None:
    made(planned)
    made(proposed)
    made(proposed, title="Dachgarten")
    client.sign_in(world.moderator).get("/meetings/1/agenda")
    client.submit(action="/agenda/proposals/1", follow=True)
    assert "3 Bänke am Kanal" in client.text and "Dachgarten" in client.text
    client.get("/meetings/proposals/2/decline")
    client.submit(status=422, answer="")
    client.submit(answer="Das Dach trägt es nicht.", lang="de", follow=True)
    client.get("/meetings/proposals/1/decline")
    client.submit(status=409, answer="Doch nicht.")
    assert "has been answered already" in client.text and "Doch nicht." in client.text
    client.sign_in(world.resident).get("/meetings/proposals/2")
    assert "Das Dach trägt es nicht." in client.text


def test_from_a_topic_or_an_issue_the_title_is_there_already(
    client: StrictClient, world: World, made: Made, app: Flask
) -> None:
    topic = made(a_topic)
    client.sign_in(world.resident).get(f"/topics/{topic}")
    assert "Propose it for the agenda" in client.text
    client.get(f"/meetings/proposals/new?topic={topic}")
    assert "About: Sichere Wege zur Kita" in client.text
    client.submit(reason="Es eilt.", follow=True)
    with app.extensions["quarter.database"].session(writes=False) as session:
        assert session.get_one(AgendaProposal, 1).topic_id == topic


@pytest.mark.parametrize(
    "address",
    ["/meetings/proposals/9", "/meetings/proposals/new", "/meetings/proposals/new?topic=9",
     "/meetings/proposals/new?group=99"],
)  # fmt: skip
def test_what_is_missing_is_not_found(client: StrictClient, world: World, address: str) -> None:
    client.sign_in(world.moderator).get(address, status=404)


def test_strangers_neither_read_nor_answer(client: StrictClient, world: World, made: Made) -> None:
    made(planned)
    made(proposed)
    client.sign_in(world.other_moderator).get("/meetings/proposals/1", status=403)
    client.post("/meetings/1/agenda/proposals/1", status=403)
    client.sign_in(world.secretary).get("/meetings/proposals/1/decline", status=403)
    client.sign_out().get(f"/meetings/proposals/new?group={world.group_id}", status=303)


def test_a_proposal_to_another_group_comes_on_no_agenda_here(
    client: StrictClient, world: World, made: Made, app: Flask
) -> None:
    made(planned)
    with app.extensions["quarter.database"].unit_of_work() as session:
        propose_item(
            session, world.resident, world.other_group(session), title="x", reason="y", lang="de", minutes_wished=5,
            now=NOW,
        )  # fmt: skip
    client.sign_in(world.moderator).post("/meetings/1/agenda/proposals/1", status=404)
