"""Planning together: a resident draws, a neighbour likes it, the group takes it over and goes on with it."""

from tests.planning.plans import stored
from tests.strict_client import StrictClient


def test_an_idea_of_a_resident_becomes_the_group_s(app, client, database, world) -> None:
    ids = stored(database, world)
    plan = f"/plans/{ids['plan']}"

    resident = client.sign_in(world.initiative)
    resident.get("/plans")
    resident.get(plan)
    resident.get(f"{plan}/variants/{ids['groups']}/branch")
    resident.submit(title="A table for all", text="We would eat together.", follow=True)
    assert "The same as the group's variant so far." in resident.text
    variant = resident.address
    resident.get(f"{variant}/elements/new")
    resident.submit(kind="meeting_spot", title="Long table", place="in the middle", x="50", y="50", cost="2200",
                    keeper="House 14", follow=True)  # fmt: skip
    assert "New: Long table" in resident.text
    (link,) = [a for a in resident.page.iter() if a.get("href", "").startswith(f"{variant}/elements/")
               and "Long table" in "".join(a.itertext()) and not a.get("href").endswith("/edit")]  # fmt: skip
    table = link.get("href")

    neighbour = StrictClient(app).sign_in(world.neighbour)
    neighbour.get(table)
    neighbour.submit(action="/support", follow=True)
    neighbour.get(table)
    neighbour.submit(action="/comments", text="Please with room for a wheelchair.", follow=True)
    assert "1 person supports this. You do, too." in neighbour.text

    moderator = StrictClient(app).sign_in(world.moderator)
    moderator.get(table)
    assert "Please with room for a wheelchair." in moderator.text
    moderator.submit(action="/merge", follow=True)
    assert "The group's variant has it now, too." in moderator.text
    moderator.get(f"{plan}/variants/{ids['groups']}")
    assert "Long table" in moderator.text and "idea of Initiative" in moderator.text
    moderator.get(f"{plan}/variants/{ids['groups']}/adopt")
    moderator.submit(follow=True)
    assert "Planning finished" in moderator.text

    resident.get(plan)
    assert "The group goes on with this one" in resident.text
