"""After a deed that was one of many, back to the list that it was taken from."""

from datetime import timedelta

import pytest

from tests.actions.deeds import agree
from tests.conftest import NOW
from tests.coordination.due import report
from tests.coordination.reading import links, primary


def test_who_asks_from_here_comes_back_and_finds_less_to_do(client, world, made, clock) -> None:
    made(report, "Lampe")
    clock.move_to(NOW + timedelta(days=20))
    client.sign_in(world.moderator).get("/coordination?kind=ask&kind=answer")
    assert "1 thing needs you today." in client.text
    client.get(links(client)["Ask an organisation to answer"])
    client.submit(organisation=str(world.organisations["city"]), follow=True)
    assert client.address == "/coordination?kind=ask&kind=answer" and "Nothing needs you today." in client.text
    assert "Overdue" in client.text and "Asked on Sun 13 Dec; a week later you are reminded here." in client.text
    clock.move_to(NOW + timedelta(days=27))
    client.sign_in(world.moderator).get("/coordination")
    assert "1 thing needs you today." in client.text and primary(client) == ["Ask another organisation"]


def test_who_answers_from_the_desk_comes_back_to_it(client, world, made) -> None:
    first, _second = made(report, "Lampe", asked="city"), made(report, "Bank", asked="city")
    client.sign_in(world.city).get("/desk")
    client.get(links(client)["Answer"])
    assert links(client)["Go back without sending"] == "/desk"
    client.submit(state="answered", text="", status=422)
    client.submit(text="Wir kommen.", follow=True)
    assert client.address == "/desk" and "1 is due later" in client.text
    assert "Everyone can read your answer to “Lampe” now. The issue is: Answered." in client.text
    assert links(client)["Lampe"] == f"/issues/{first}"


def test_who_reads_the_issue_first_comes_back_too(client, world, made) -> None:
    made(report, "Lampe", asked="city")
    organisation = world.organisations["city"]
    client.sign_in(world.city).get(f"/desk?organisation={organisation}")
    client.get(links(client)["Read more"])
    client.get(links(client)["Answer"])
    client.submit(state="answered", text="Wir kommen.", follow=True)
    assert client.address == f"/desk?organisation={organisation}"


def test_who_reports_progress_from_the_desk_comes_back_to_it(client, world, made) -> None:
    made(agree, title="Tauschen")
    client.sign_in(world.city).get("/desk")
    client.get(links(client)["Report progress"])
    client.submit(action="/progress", text="Bestellt.", state="in_progress", follow=True)
    assert client.address == "/desk" and "Thank you. Your report is noted." in client.text


@pytest.mark.parametrize("back", ["//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere.example"])
def test_nobody_is_led_elsewhere(client, world, made, back) -> None:
    issue_id = made(report, "Lampe", asked="city")
    client.sign_in(world.city).get(f"/issues/{issue_id}/answer", query_string={"back": back})
    assert "Back to the issue" in links(client)
    client.submit(state="answered", text="Wir kommen.", follow=True)
    assert client.address == f"/issues/{issue_id}"
