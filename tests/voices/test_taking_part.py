"""Taking part on the pages of every room: what htmx gets, and that nobody speaks to what they may not know of."""

import pytest
import sqlalchemy as sa

from quarter.foundation.db import Database
from quarter.voices.models import Comment, Follow, Support
from tests.factories.world import World
from tests.strict_client import XHTML, StrictClient
from tests.voices.things import a_topic, an_element, an_issue, close, stored

DEEDS = {
    "issue": ("comments", "support", "support/withdraw", "follow", "follow/stop"),
    "element": ("comments", "support", "support/withdraw"),
    "topic": ("follow", "follow/stop"),
}
EVERY = pytest.mark.parametrize("make", [an_issue, an_element, a_topic])


def voices(database: Database) -> int:
    """How many there are beside the reporter's own follow."""
    with database.session(writes=False) as session:
        counts = [session.scalar(sa.select(sa.func.count()).select_from(each)) for each in (Comment, Support, Follow)]
    return sum(counts)


def deeds_at(kind: str, address: str) -> list[str]:
    return [f"{address}/{deed}" for deed in DEEDS[kind]]


@EVERY
def test_what_one_may_not_know_of_is_not_there_to_speak_to(
    client: StrictClient, world: World, database: Database, make
) -> None:
    kind, thing_id, address = stored(database, world, make)
    with database.unit_of_work() as session:
        close(session, kind, thing_id)
    before = voices(database)
    client.sign_in(world.other_moderator)
    for deed in deeds_at(kind, address):
        client.post(deed, {"text": "Hm.", "lang": "en"}, status=404)
    assert voices(database) == before


@EVERY
def test_a_visitor_is_not_even_asked_who_they_are(client: StrictClient, world: World, database: Database, make) -> None:
    kind, thing_id, address = stored(database, world, make)
    with database.unit_of_work() as session:
        close(session, kind, thing_id)
    for deed in deeds_at(kind, address):
        if not deed.endswith(("withdraw", "stop")):
            client.get(deed, status=404)


@EVERY
def test_its_group_goes_on_speaking(client: StrictClient, world: World, database: Database, make) -> None:
    kind, thing_id, address = stored(database, world, make)
    with database.unit_of_work() as session:
        close(session, kind, thing_id)
    before = voices(database)
    client.sign_in(world.city)
    for deed in deeds_at(kind, address):
        client.post(deed, {"text": "Hm.", "lang": "en"})
    assert voices(database) == before + (kind != "topic")  # the comment stays; support and follow were taken back


@pytest.mark.parametrize("part", ["comments", "support", "follow"])
def test_htmx_gets_the_part_alone_that_it_replaces(
    client: StrictClient, world: World, database: Database, part
) -> None:
    _kind, _id, address = stored(database, world, an_issue)
    client.sign_in(world.neighbour)
    htmx = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": f"section#{part}"}
    answer = client.get(f"{address}?lang=en", headers=htmx)
    text = answer.get_data(as_text=True)
    assert f'id="{part}"' in text and "<h1" not in text
    assert "HX-Target" in answer.headers["Vary"]


def test_what_was_said_is_told_in_the_part_itself(client: StrictClient, world: World, database: Database) -> None:
    _kind, _id, address = stored(database, world, an_issue)
    client.sign_in(world.neighbour).get(f"{address}?lang=en")
    client.submit(action="/comments", text="Here, too.")
    htmx = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "section#comments"}
    text = client.get(address, headers=htmx).get_data(as_text=True)
    assert "Your comment is here for everyone to read." in text and "Here, too." in text
    assert "Comments (1)" in text


@pytest.mark.parametrize(("make", "in_place"), [(an_issue, ["#support", "#follow", "#comments"]), (an_element, [])])
def test_the_page_of_an_issue_changes_in_place_that_of_a_plan_comes_anew(
    client: StrictClient, world: World, database: Database, make, in_place
) -> None:
    """What a plan's page says beside the voices may have changed with them."""
    _kind, _id, address = stored(database, world, make)
    client.sign_in(world.neighbour).get(address)
    targets = [form.get("hx-target") for form in client.page.iter(f"{XHTML}form")]
    assert [target for target in targets if target] == in_place


@pytest.mark.parametrize(("make", "statements"), [(an_issue, 6), (an_element, 10)])
def test_the_register_costs_no_statement_of_its_own(
    client: StrictClient, world: World, database: Database, make, statements
) -> None:
    """The town, who asks, the thing as the register lets them know of it, the comment, the counter, the event.

    For a thing in a plan also its variant and its plan, both once more under the lock.
    """
    _kind, _id, address = stored(database, world, make)
    client.sign_in(world.neighbour).get(address)
    client.post(f"{address}/comments", {"text": "Hm.", "lang": "en"})
    run = [statement for statement in client.statements if not statement.startswith("BEGIN")]
    assert len(run) <= statements, run
