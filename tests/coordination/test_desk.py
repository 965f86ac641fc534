"""An organisation's desk: what it owes, and what it answered last."""

from datetime import timedelta

import pytest

from tests.actions.deeds import agree, doubted
from tests.conftest import NOW
from tests.coordination.due import TODAY, answer, everything, report
from tests.coordination.reading import links, primary


def test_its_own_doubted_work_is_told(client, world, made) -> None:
    made(doubted)
    client.sign_in(world.city).get("/desk?lang=en")
    assert "1 is reported as done, but doubted" in client.text and "Clear up the doubt" in client.text


def test_nothing_is_due_but_the_last_answers_stand_there(client, database, world) -> None:
    with database.unit_of_work() as session:
        answer(session, world, report(session, world, "Bank fehlt", asked="city"))
    client.sign_in(world.city).get("/desk")
    assert "Nothing is due." in client.text and "Your last answers" in client.text
    assert "Bank fehlt" in client.text and primary(client) == []


def test_the_first_can_be_answered_at_once(client, world, made) -> None:
    issue_id = made(report, "Lampe", asked="city")
    made(agree, title="Tauschen", due_on=TODAY + timedelta(days=30))
    client.sign_in(world.city).get("/desk")
    assert primary(client) == ["Answer"] and links(client)["Answer"] == f"/issues/{issue_id}/answer?back=/desk"
    assert "0 are overdue, 0 are due within a week, 2 are due later" in client.text


def test_a_colleague_sees_that_there_is_an_answer(client, database, world) -> None:
    with database.unit_of_work() as session:
        issue = report(session, world, "Bank fehlt", asked="city")
        answer(session, world, issue)
        issue_id = issue.id
    client.sign_in(world.second_city).get(f"/issues/{issue_id}/answer")
    assert "There is an answer already." in client.text and "Wir kommen." in client.text


def test_overdue_stands_on_top(client, world, made, clock) -> None:
    made(report, "Lampe", asked="city")
    made(agree, title="Tauschen")
    clock.move_to(NOW + timedelta(days=10))
    client.sign_in(world.city).get("/desk")
    assert primary(client) == ["Report progress"]
    assert "1 is overdue, 1 is due within a week" in client.text


def test_others_are_not_asked(client, world, made) -> None:
    made(report, "Hof", asked="cooperative")
    client.sign_in(world.city).get("/desk")
    assert "Hof" not in client.text


def test_many_cost_as_many_statements_as_few(client, database, world) -> None:
    everything(database, world)
    client.sign_in(world.city).get("/desk")
    few = len(client.statements)
    everything(database, world, 12)
    client.get("/desk")
    assert len(client.statements) == few <= 8


@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_in_each_language(client, database, world, language) -> None:
    everything(database, world)
    client.sign_in(world.city).get(f"/desk?lang={language}")
    assert client.page.get("lang") == language
