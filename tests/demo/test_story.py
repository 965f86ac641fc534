from collections import Counter
from datetime import timedelta

import pytest
from sqlmodel import col, func, select

from quarter.actions.domain import ActionState, is_overdue
from quarter.actions.models import Action, ActionUpdate, Confirmation
from quarter.decisions.domain import DecisionState, Outcome
from quarter.decisions.models import Decision
from quarter.demo.people import ADDRESSES
from quarter.demo.story import TIMEZONE, load
from quarter.foundation.actors import ANONYMOUS
from quarter.foundation.audit import AuditEntry
from quarter.foundation.clock import local_date
from quarter.foundation.db import Database
from quarter.foundation.storage import Storage
from quarter.issues.domain import Category, IssueState, is_answer_overdue
from quarter.issues.models import Issue
from quarter.meetings.domain import MeetingState
from quarter.meetings.models import Meeting
from quarter.minutes.domain import MinutesState
from quarter.minutes.models import MinutesRecord
from quarter.planning.models import Plan
from quarter.topics.models import Topic
from quarter.topics.queries import thread_of_topic
from tests.conftest import NOW
from tests.demo.conftest import PASSWORD


def test_the_quarter_is_worth_a_walk(told: Database) -> None:
    with told.session(writes=False) as session:
        assert session.exec(select(func.count(Issue.id))).one() >= 38
        assert session.exec(select(func.count(Action.id))).one() == 13
        states = set(session.exec(select(Meeting.state)))
        assert states == {MeetingState.ENDED, MeetingState.RUNNING, MeetingState.PLANNED}
        assert MinutesState.SEALED in set(session.exec(select(MinutesRecord.state)))
        decisions = session.exec(select(Decision)).all()
        outcomes = [decision.outcome for decision in decisions if decision.outcome]
        assert Counter(outcomes) == {Outcome.CARRIED: 4, Outcome.NOT_CARRIED: 2}
        assert Counter(decision.state for decision in decisions) == {
            DecisionState.CLOSED: 6, DecisionState.OPEN: 1, DecisionState.DRAFT: 1
        }  # fmt: skip


def test_issues_come_in_five_languages_and_every_state(told: Database) -> None:
    with told.session(writes=False) as session:
        issues = session.exec(select(Issue)).all()
    languages = Counter(issue.lang for issue in issues)
    assert languages.most_common(1)[0][0] == "de"
    assert all(languages[language] >= 4 for language in ("en", "tr", "uk", "ar"))
    assert {issue.state for issue in issues} == set(IssueState)
    assert {issue.category for issue in issues} == set(Category)
    today = local_date(NOW, TIMEZONE)
    assert sum(is_answer_overdue(issue.state, issue.answer_due_on, today) for issue in issues) >= 4
    assert any(not issue.place for issue in issues) and any(issue.latitude is None for issue in issues)


def test_actions_are_overdue_due_done_confirmed_and_doubted(told: Database) -> None:
    today = local_date(NOW, TIMEZONE)
    with told.session(writes=False) as session:
        actions = session.exec(select(Action)).all()
        doubted = set(session.exec(select(Confirmation.action_id).where(~col(Confirmation.is_done))))
        confirmed = set(session.exec(select(Confirmation.action_id).where(Confirmation.is_done))) - doubted
    assert sum(action.state is ActionState.DONE for action in actions) == 5
    assert sum(is_overdue(action.state, action.due_on, today) for action in actions) == 3
    assert (len(confirmed), len(doubted)) == (2, 1)


@pytest.mark.parametrize("hours", [0, 16, 31, 55])  # also in the night, at dawn, and on another weekday
def test_nothing_lies_ahead_that_has_happened(database: Database, hours: int) -> None:
    now = NOW + timedelta(hours=hours)
    with database.unit_of_work() as session:
        load(session, password=PASSWORD, now=now)
        assert session.exec(select(func.max(AuditEntry.at))).one() <= now


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


def test_two_actions_show_how_it_was_and_how_it_is(database: Database, tmp_path) -> None:
    with database.unit_of_work() as session:
        load(session, password=PASSWORD, now=NOW, storage=Storage(tmp_path))
        photos = session.exec(select(ActionUpdate).where(col(ActionUpdate.photo).is_not(None))).all()
    assert Counter(photo.action_id for photo in photos) == {1: 2, 7: 2}
    assert Counter(photo.shows.value for photo in photos) == {"before": 2, "now": 2}
    assert all(photo.photo_description and Storage(tmp_path).has(photo.photo) for photo in photos)


def test_most_actions_have_a_place_on_the_map(told: Database, demo_client) -> None:
    placed = [demo_client.get(f"/actions/points.geojson?state={state}") for state in ("open", "done")]
    assert sum(len(answer.get_json()["features"]) for answer in placed) >= 10


def test_a_thread_reaches_from_the_report_to_what_got_done(told: Database, demo_client) -> None:
    with told.session(writes=False) as session:
        topics = session.exec(select(Topic.id).order_by(Topic.id)).all()
        reached = {
            topic: {entry.step.value for entry in thread_of_topic(session, topic, reader=ANONYMOUS) if entry.step}
            for topic in topics
        }
    assert list(reached) == [1, 2, 3, 4]
    assert all(steps >= {"raised", "decided", "agreed"} for steps in reached.values())
    assert set.union(*reached.values()) == {"raised", "on_agenda", "decided", "agreed", "done"}


def test_of_offers_behind_closed_doors_everybody_reads_only_what_was_announced(demo_client) -> None:
    told = "Samira Haddad announced: Für Poller und Schilder gibt es drei Angebote"
    demo_client.get("/topics/1?lang=en")
    assert told in demo_client.text and "وصلت ثلاثة عروض" in demo_client.text
    assert "Mit zwei Firmen" not in demo_client.text and "8.400" not in demo_client.text
    demo_client.post("/accounts/sign-in", {"email": "moderator@demo.example", "password": PASSWORD})
    demo_client.get("/topics/1?lang=en")
    assert told in demo_client.text and "Announce: Mit zwei Firmen über den Preis sprechen" in demo_client.text


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
