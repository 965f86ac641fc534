"""The first pages, as a stranger sees them."""

from datetime import timedelta

import pytest

from quarter.issues import service as issues
from quarter.issues.domain import Category
from tests.actions.deeds import doubted, finish
from tests.conftest import NOW


def report(database, world, count: int) -> None:
    with database.unit_of_work() as session:
        for number in range(count):
            issues.post_issue(
                session, world.resident, world.group(session), title=f"Anliegen {number}", text="…", lang="de",
                category=Category.OTHER, today=NOW.date(), now=NOW + timedelta(minutes=number),
            )  # fmt: skip


def test_an_empty_quarter_explains_itself(client) -> None:
    client.get("/")
    for sentence in (
        "What is going on in Kanalviertel",
        "No vote is open right now",
        "Nothing reported yet",
        "No meeting is planned yet",
    ):
        assert sentence in client.text


def test_the_newest_issues_stand_on_the_start_page(client, database, world) -> None:
    report(database, world, 6)
    client.get("/")
    assert "Anliegen 5" in client.text and "Anliegen 0" not in client.text


def test_the_start_page_costs_the_same_for_few_and_many(client, database, world) -> None:
    report(database, world, 1)
    client.get("/")
    few = len(client.statements)
    report(database, world, 30)
    client.get("/")
    assert len(client.statements) == few <= 10


def test_an_overdue_answer_is_said_in_words(client, database, world, clock) -> None:
    report(database, world, 1)
    clock.move_to(NOW + timedelta(days=20))
    client.get("/")
    assert "Answer overdue" in client.text


def test_done_and_doubted_are_told_apart(client, database, world) -> None:
    with database.unit_of_work() as session:
        doubted(session, world)
        finish(session, world, title="Mend the fence")
    client.get("/?lang=en")
    assert client.text.count("Reported as done, doubted") == 1 and "Mend the fence Done" in client.text


@pytest.mark.parametrize("language", ["de", "en", "ar"])
@pytest.mark.parametrize("address", ["/imprint", "/privacy", "/accessibility", "/terms", "/about"])
def test_duty_pages_answer_in_each_language(client, address: str, language: str) -> None:
    client.get(f"{address}?lang={language}")
    assert client.page.get("lang") == language


def test_an_instance_that_is_not_set_up_says_so(empty_client) -> None:
    empty_client.get("/")
    assert "Nothing is set up here yet" in empty_client.text


@pytest.fixture
def empty_client(empty_url: str, tmp_path):
    from quarter.app import create_app
    from quarter.config import Settings
    from tests.strict_client import StrictClient

    return StrictClient(create_app(Settings(instance=tmp_path, database_url=empty_url, secret_key="test")))
