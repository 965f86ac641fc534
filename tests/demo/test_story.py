from sqlmodel import func, select

from quarter.actions.models import Action
from quarter.decisions.domain import DecisionState, Outcome
from quarter.decisions.models import Decision
from quarter.demo.people import ADDRESSES
from quarter.foundation.db import Database
from quarter.issues.models import Issue
from quarter.meetings.domain import MeetingState, MinutesState
from quarter.meetings.models import Meeting, MinutesRecord
from quarter.topics.queries import thread_of_topic
from tests.demo.conftest import PASSWORD


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
