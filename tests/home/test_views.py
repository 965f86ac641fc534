"""The first pages, as a stranger sees them."""

from datetime import timedelta

import pytest

from quarter.issues.domain import Category
from quarter.issues.service import reporting
from quarter.meetings.service.agenda import add_item
from quarter.meetings.service.course import start
from quarter.meetings.service.planning import schedule
from quarter.planning.service import plans
from tests.actions.deeds import doubted, finish
from tests.conftest import NOW
from tests.strict_client import XHTML


def report(database, world, count: int) -> None:
    with database.unit_of_work() as session:
        for number in range(count):
            reporting.post_issue(
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


def open_plan(database, world, title: str, *, days: int, begins: int = 0) -> None:
    with database.unit_of_work() as session:
        plans.open_plan(
            session, world.moderator, world.group(session), title=title, aim="…", lang="de",
            from_on=NOW.date() + timedelta(days=begins), until_on=NOW.date() + timedelta(days=days),
            topic_id=None, now=NOW,
        )  # fmt: skip


def test_open_plans_say_until_when_ideas_are_wanted(client, database, world) -> None:
    open_plan(database, world, "Hof", days=10)
    open_plan(database, world, "Ufer", days=3)
    client.get("/")
    for words in ("Open for ideas", "ideas until in 3 days, Thu", "1 variant"):
        assert words in client.text
    assert client.text.index("Ufer") < client.text.index("Hof")
    assert "No vote is open right now" not in client.text


def test_plans_that_are_over_or_not_begun_are_left_out(client, database, world, clock) -> None:
    open_plan(database, world, "Bald", days=9, begins=5)
    open_plan(database, world, "Heute", days=0)
    client.get("/")
    assert "Heute" in client.text and "Bald" not in client.text
    clock.move_to(NOW + timedelta(days=1))
    client.get("/")
    assert "Heute" not in client.text


def test_map_and_list_are_equal_ways(client, world) -> None:
    client.get("/")
    nav = next(nav for nav in client.page.iter(f"{XHTML}nav") if nav.get("class") == "paths")
    ways = {link.text: link.get("href") for link in nav.iter(f"{XHTML}a")}
    assert ways["Issues on the map"] == "/issues#map"
    assert ways["Issues as a list"] == "/issues"
    assert ways["Actions as a list"] == "/actions"


def test_the_map_of_issues_is_where_the_start_page_says(client, database, world) -> None:
    report(database, world, 1)
    client.get("/issues")
    [part] = [element for element in client.page.iter() if element.get("id") == "map"]
    assert [box for box in part.iter() if box.get("data-map") is not None]


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
def test_about_the_group_answers_in_each_language(client, language: str) -> None:
    client.get(f"/about?lang={language}")
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


def test_the_start_page_leads_to_the_search(client, database, world) -> None:
    report(database, world, 2)
    client.get("/?lang=en")
    [form] = [form for form in client.page.iter(f"{XHTML}form") if form.get("role") == "search"]
    [field] = [field for field in form.iter(f"{XHTML}input") if field.get("type") == "search"]
    client.get(f"{form.get('action').partition('#')[0]}?{field.get('name')}=Anliegen+1")
    assert "1 issue about" in client.text


def test_a_running_meeting_stands_on_the_start_page_once(client, database, world) -> None:
    with database.unit_of_work() as session:
        meeting = schedule(session, world.moderator, world.group(session), starts_at=NOW, place="A", lang="en", now=NOW)
        add_item(session, world.moderator, meeting, title="Hello", now=NOW)
        start(session, world.moderator, meeting, now=NOW)
    client.get("/?lang=en")
    assert len([link for link in client.page.iter(f"{XHTML}a") if link.get("href") == "/meetings/1"]) == 1
