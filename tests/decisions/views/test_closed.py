"""A decision taken under an item that is not public: outside the group nothing shows that there is one."""

import io

import pytest
from pypdf import PdfReader
from sqlmodel import Session

from quarter.decisions.domain import Method
from quarter.decisions.models import Decision
from quarter.decisions.queries.decision import list_for_items
from quarter.decisions.service.closing import record_count
from quarter.foundation.subjects import Audience, keep
from quarter.topics.service import open_topic
from tests.actions.deeds import agree
from tests.conftest import NOW
from tests.decisions.deeds import add_item, decide, fail, hands, propose
from tests.decisions.views.test_register import table
from tests.factories.world import World


def decide_behind_closed_doors(session: Session, world: World, year: int = 2025) -> Decision:
    """Not carried, on the topic "Canal", in a meeting of last year."""
    item = add_item(session, world)
    item.is_public = False
    keep(session, item.subject(world.group_id, at=NOW))
    topic = open_topic(session, world.moderator, world.group(session), title="Canal", summary="", lang="en", now=NOW)
    decision = propose(
        session, world, method=Method.ROOM, agenda_item_id=item.id, closes_at=None, topic_id=topic.id, title="Quinces"
    )
    record_count(session, world.secretary, decision, hands(0, 2), year=year, number=7, now=NOW)
    return decision


@pytest.fixture
def closed(made) -> int:
    made(decide, title="Lamps")
    return made(decide_behind_closed_doors)


@pytest.mark.parametrize(("reader", "is_told"), [("resident", False), ("other_moderator", False), ("observer", True)])
def test_the_register_offers_its_year_and_topic_to_the_group_alone(client, world, closed, reader, is_told) -> None:
    client.sign_in(getattr(world, reader)).get("/decisions?lang=en")
    assert ("2025" in client.text, "Canal" in client.text) == (is_told, is_told)
    paper = PdfReader(io.BytesIO(client.get("/decisions/register.pdf?topic=1&lang=en").data))
    assert ("Canal" in paper.pages[0].extract_text()) is is_told


def test_deeds_with_it_are_not_there_for_others(client, world, closed) -> None:
    for name in ("resident", "other_moderator"):
        client.sign_in(getattr(world, name)).get(f"/decisions/{closed}/reword", status=404)
        for deed in ("open", "ballot", "close"):
            client.post(f"/decisions/{closed}/{deed}", status=404)
    client.sign_in(world.moderator).get("/decisions?lang=en")
    client.get(f"/decisions/{closed}/reword")


def test_what_was_asked_under_an_item_is_asked_again_under_it_alone(session, world) -> None:
    decision = decide_behind_closed_doors(session, world)
    with pytest.raises(ValueError, match="asked again under it"):
        propose(session, world, reworded_from=decision)


def test_what_was_asked_for_everybody_may_be_asked_again_in_a_room(session, world) -> None:
    failed = fail(session, world)
    item = add_item(session, world)
    again = propose(session, world, method=Method.ROOM, agenda_item_id=item.id, closes_at=None, reworded_from=failed)
    assert again.reworded_from_id == failed.id


def test_closed_actions_do_not_count_for_whoever_may_not_know_of_them(client, world, database) -> None:
    with database.unit_of_work() as session:
        decision = decide(session, world)
        for audience in (Audience.PUBLIC, Audience.GROUP):
            row = agree(session, world, decision_id=decision.id, title=audience.name).subject()
            row.own_audience = audience
            keep(session, row)
    for reader, agreed in (("resident", "1"), ("observer", "2")):
        [line] = table(client.sign_in(getattr(world, reader)).get("/decisions/register.csv?lang=en"))
        assert line["Actions agreed"] == agreed


def test_what_is_under_an_item_is_listed_for_whoever_may_know_of_it(session, world) -> None:
    decision = decide_behind_closed_doors(session, world)
    for reader, found in ((world.resident, []), (world.observer, [decision.id])):
        assert [row.id for row in list_for_items(session, [decision.agenda_item_id], reader=reader)] == found
