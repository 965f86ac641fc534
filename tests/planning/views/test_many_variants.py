"""However many variants people make, the page of a plan stays one that an old phone can open."""

import re

import pytest
from sqlmodel import Session

from quarter.planning.models import Plan
from quarter.planning.queries import VariantOfPlan, get_groups_variant
from tests.factories.world import World
from tests.planning.plans import BENCH, TREE, add, branch, groups_variant

MANY = 35


def much_proposed(session: Session, world: World):
    of = groups_variant(session, world)
    for sketch in (BENCH, TREE) * 5:
        add(session, of, world.moderator, sketch)
    for number in range(MANY):
        branch(session, of, world.neighbour, title=f"Proposal {number:02}.")
    return of.plan


@pytest.fixture
def plan(made) -> str:
    return f"/plans/{made(much_proposed)}"


def proposals(client) -> list[str]:
    return sorted(set(re.findall(r"Proposal \d\d\.", client.text)))


def test_they_come_ten_at_a_time_and_each_comes_once(client, plan):
    size, seen, address = 0, [], plan
    while address:
        size = max(size, len(client.get(address).data))
        assert "The group's variant" in client.text
        seen += proposals(client)
        following = [link.get("href") for link in client.page.iter() if link.get("rel") == "next"]
        address = following[0] if following else None
    assert seen == [f"Proposal {number:02}." for number in range(MANY)]
    assert size < 120_000


def test_whoever_has_one_on_a_later_page_finds_it_from_the_first(client, world, plan, made):
    mine = made(lambda session, world: branch(session, groups_of(session, plan), world.resident).variant)
    client.sign_in(world.resident).get(plan)
    assert f"{plan}/variants/{mine}/elements/new" in client.http.get(plan).text


def groups_of(session, plan):
    found = session.get_one(Plan, int(plan.rpartition("/")[2]))
    return VariantOfPlan(found, get_groups_variant(session, found.id))


def test_the_choice_keeps_what_was_chosen_on_an_earlier_page(client, plan):
    client.get(f"{plan}/compare?variants=2&variants=3")
    assert "Proposal 00." in client.text and "Proposal 01." in client.text
    (following,) = [link.get("href") for link in client.page.iter() if link.get("rel") == "next"]
    client.get(following)
    boxes = [box for box in client.page.iter() if box.get("name") == "variants" and "checked" in box.attrib]
    chosen = [box.get("value") for box in boxes]
    assert chosen == ["2", "3"] and "Proposal 10." in client.text
