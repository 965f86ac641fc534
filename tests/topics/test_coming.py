"""What is next in a matter: told by the rooms above, on the pages of the topic and of its issues."""

from datetime import timedelta

import pytest

from quarter.actions import service as actions
from quarter.groups.models import Organisation
from quarter.issues.domain import IssueState
from quarter.issues.models import Issue
from quarter.issues.service import answering, attaching
from quarter.meetings.service.agenda import add_topic
from quarter.meetings.service.planning import schedule
from quarter.topics.models import Topic
from tests.conftest import NOW
from tests.issues.reports import report, stored_topic
from tests.strict_client import XHTML


@pytest.fixture
def topic_id(database, world) -> int:
    return stored_topic(database, world)


def plan_meeting(database, world, topic_id: int, days: int = 8) -> None:
    with database.unit_of_work() as session:
        meeting = schedule(
            session, world.moderator, world.group(session), starts_at=NOW + timedelta(days=days), place="A", lang="en",
            now=NOW,
        )  # fmt: skip
        add_topic(session, world.moderator, meeting, session.get_one(Topic, topic_id), now=NOW)


def agree(database, world, topic_id: int, days: int) -> None:
    with database.unit_of_work() as session:
        actions.agree(
            session, world.moderator, world.group(session), title=f"In {days} days", text="", lang="en",
            organisation_id=world.organisations["city"], due_on=NOW.date() + timedelta(days=days), topic_id=topic_id,
            now=NOW,
        )  # fmt: skip


def coming(client) -> list[str]:
    """The links under “What is next”."""
    lists = [element for element in client.page.iter(f"{XHTML}ul") if element.get("class") == "rows next"]
    return ["".join(link.itertext()).strip("\u2068\u2069") for element in lists for link in element.iter(f"{XHTML}a")]


def test_a_fresh_topic_says_who_takes_the_first_step(client, topic_id) -> None:
    client.get(f"/topics/{topic_id}?lang=en")
    assert "Nothing is planned yet. The moderator of the group takes the next step" in client.text


def test_meetings_and_actions_stand_by_day(client, database, world, topic_id) -> None:
    agree(database, world, topic_id, 30)
    plan_meeting(database, world, topic_id)
    agree(database, world, topic_id, 2)
    client.get(f"/topics/{topic_id}?lang=en")
    first, second, third = coming(client)
    assert "In 2 days" in first and "In 30 days" in third
    assert second == "Meeting 1 talks about it"


def test_on_an_issues_page_what_is_next_comes_before_the_report(client, database, world, topic_id) -> None:
    """And of an issue that is done it says why there is more to come."""
    with database.unit_of_work() as session:
        issue = report(session, world)
        attaching.attach_to_topic(session, world.moderator, issue, session.get_one(Topic, topic_id), now=NOW)
    plan_meeting(database, world, topic_id)
    client.get("/issues/1?lang=en")
    assert client.text.index("What is next") < client.text.index("What was reported")
    assert "This issue is done." not in client.text
    with database.unit_of_work() as session:
        city = session.get_one(Organisation, world.organisations["city"])
        issue = session.get_one(Issue, 1)
        answering.ask_organisation(session, world.moderator, issue, city, expected=issue.version, now=NOW)
        answering.answer(
            session, world.city, issue, city.id, text="Done.", lang="en", state=IssueState.DONE,
            expected=issue.version, now=NOW,
        )  # fmt: skip
    client.get("/issues/1?lang=en")
    assert "This issue is done. The topic that it belongs to goes on:" in client.text


def test_the_strip_of_an_issue_shows_the_day_it_was_reported_and_that_of_the_meeting(
    client, database, world, topic_id
) -> None:
    with database.unit_of_work() as session:
        topic = session.get_one(Topic, topic_id)
        for days in (20, 3):
            issue = report(session, world, now=NOW - timedelta(days=days))
            attaching.attach_to_topic(session, world.moderator, issue, topic, now=NOW)
    plan_meeting(database, world, topic_id)
    client.get("/issues/2?lang=en")
    strip = client.page.find(f".//{XHTML}ol[@class='thread']")
    days = [time.get("datetime")[:10] for time in strip.iter(f"{XHTML}time")]
    assert days == [str(NOW.date() - timedelta(days=3)), str(NOW.date() + timedelta(days=8))]


def test_what_should_have_been_done_is_said_to_be_late(client, database, world, clock, topic_id) -> None:
    agree(database, world, topic_id, 2)
    clock.move_to(NOW + timedelta(days=3))
    client.get(f"/topics/{topic_id}?lang=en")
    assert "Overdue" in client.text


def test_an_issue_tells_what_is_next_in_its_topic(client, database, world, topic_id) -> None:
    from quarter.issues.service import attaching

    with database.unit_of_work() as session:
        issue = report(session, world)
        attaching.attach_to_topic(session, world.moderator, issue, session.get_one(Topic, topic_id), now=NOW)
        issue_id = issue.id
    plan_meeting(database, world, topic_id)
    client.get(f"/issues/{issue_id}?lang=en")
    assert coming(client) == ["Meeting 1 talks about it"]
    assert len(client.statements) <= 12


def test_more_to_come_costs_no_more_statements(client, database, world, topic_id) -> None:
    client.sign_in(world.moderator)
    counts = []
    for number in (1, 8):
        for day in range(number):
            agree(database, world, topic_id, day + 1)
        client.get(f"/topics/{topic_id}")
        counts.append(len(client.statements))
    assert counts[0] == counts[1] <= 12


class TestPutOnAgenda:
    def test_the_moderator_puts_it_on_the_agenda_of_a_coming_meeting(self, client, database, world, topic_id) -> None:
        plan_meeting(database, world, stored_topic(database, world, title="Another"))
        client.sign_in(world.moderator).get(f"/topics/{topic_id}")
        assert "Put on an agenda" in client.text
        client.get(f"/meetings/agenda?topic={topic_id}")
        client.submit(meeting="1", minutes_planned="20", follow=True)
        assert "The topic is on the agenda." in client.text
        assert coming(client) == ["Meeting 1 talks about it"]

    def test_twice_on_the_same_agenda_is_refused(self, client, database, world, topic_id) -> None:
        plan_meeting(database, world, topic_id)
        client.sign_in(world.moderator).get(f"/meetings/agenda?topic={topic_id}")
        client.submit(meeting="1", status=409)
        assert "This topic is already on the agenda." in client.text

    def test_a_meeting_of_another_group_cannot_be_chosen(self, client, database, world, topic_id) -> None:
        plan_meeting(database, world, topic_id)
        foreign = stored_topic(database, world, elsewhere=True)
        client.sign_in(world.other_moderator).post(f"/meetings/agenda?topic={foreign}", {"meeting": "1"}, status=422)

    def test_without_a_meeting_the_next_one_is_planned_first(self, client, world, topic_id) -> None:
        client.sign_in(world.moderator).get(f"/meetings/agenda?topic={topic_id}")
        assert "No meeting is planned yet. Plan the next one" in client.text

    @pytest.mark.parametrize("who", ["resident", "city", "secretary", "other_moderator"])
    def test_nobody_else_does(self, client, world, topic_id, who) -> None:
        client.sign_in(getattr(world, who)).get(f"/meetings/agenda?topic={topic_id}", status=403)
        client.get(f"/topics/{topic_id}")
        assert "Put on an agenda" not in client.text

    def test_a_topic_that_is_not_there_is_not_found(self, client, world) -> None:
        client.sign_in(world.moderator).get("/meetings/agenda?topic=999", status=404)
