import pytest
from sqlmodel import func, select

from quarter.actions.models import Action
from quarter.decisions.domain import DecisionState, Outcome
from quarter.decisions.models import Decision
from quarter.demo.people import ADDRESSES
from quarter.demo.story import load
from quarter.foundation.db import Database
from quarter.foundation.storage import Storage
from quarter.issues.models import Issue
from quarter.meetings.domain import MeetingState, MinutesState
from quarter.meetings.models import Meeting, MinutesRecord
from quarter.planning.models import Plan
from quarter.topics.queries import thread_of_topic
from tests.conftest import NOW

PASSWORD = "correct horse battery"


@pytest.fixture
def told(database: Database) -> Database:
    with database.unit_of_work() as session:
        load(session, password=PASSWORD, now=NOW)
    return database


def test_the_quarter_is_worth_a_walk(told: Database) -> None:
    with told.session(writes=False) as session:
        assert session.exec(select(func.count(Issue.id))).one() >= 12
        assert session.exec(select(func.count(Action.id))).one() == 4
        states = set(session.exec(select(Meeting.state)))
        assert states == {MeetingState.ENDED, MeetingState.RUNNING, MeetingState.PLANNED}
        assert MinutesState.SEALED in set(session.exec(select(MinutesRecord.state)))
        decisions = session.exec(select(Decision)).all()
        outcomes = [decision.outcome for decision in decisions if decision.outcome]
        assert sorted(outcomes) == [Outcome.CARRIED, Outcome.NOT_CARRIED]
        assert any(decision.state is DecisionState.OPEN for decision in decisions)


def test_a_courtyard_is_planned_in_three_variants(told: Database, demo_client) -> None:
    demo_client.get("/plans/1?lang=en")
    assert "Mehr Schatten, ein langer Tisch" in demo_client.text and "Spielen in der Mitte" in demo_client.text
    demo_client.get("/plans/1/compare?variants=1&variants=2&variants=3&lang=en")
    assert "Left out: Überdachter Müllplatz" in demo_client.text


def test_its_site_plan_is_drawn_where_pictures_can_be_kept(database: Database, tmp_path) -> None:
    with database.unit_of_work() as session:
        load(session, password=PASSWORD, now=NOW, storage=Storage(tmp_path))
        plan = session.exec(select(Plan)).one()
    assert plan.area is None and (plan.picture_width, plan.picture_height) == (1200, 800)
    assert Storage(tmp_path).get(plan.picture) is not None


def test_a_thread_reaches_from_the_report_to_what_got_done(told: Database, demo_client) -> None:
    with told.session(writes=False) as session:
        steps = {entry.step.value for topic in (1, 2) for entry in thread_of_topic(session, topic) if entry.step}
    assert steps == {"raised", "on_agenda", "decided", "agreed", "done"}


def test_seven_people_can_sign_in_and_nobody_else(told: Database, demo_client) -> None:
    assert len(ADDRESSES) == 7
    for address in ADDRESSES:
        demo_client.post("/accounts/sign-in", {"email": address, "password": PASSWORD})
    demo_client.post("/accounts/sign-in", {"email": "yildiz@nobody.demo.example", "password": "!"}, status=422)


def test_every_page_says_that_it_is_a_demonstration(told: Database, demo_client) -> None:
    demo_client.get("/?lang=en")
    assert "This is a demonstration" in demo_client.text
    demo_client.get("/accounts/sign-in")
    assert "moderator@demo.example" in demo_client.text


@pytest.fixture
def demo_client(told: Database, tmp_path):
    from quarter.app import create_app
    from quarter.config import Settings
    from tests.strict_client import StrictClient

    url = told.url.render_as_string(hide_password=False)
    app = create_app(Settings(instance=tmp_path, database_url=url, secret_key="test", demo_password=PASSWORD))
    return StrictClient(app)
