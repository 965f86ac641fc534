"""Deeds with issues, at the database."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import Session, func, select

from quarter.foundation.actors import ANONYMOUS
from quarter.foundation.audit import AuditEntry
from quarter.foundation.db import Database, LostUpdate
from quarter.foundation.events import Step
from quarter.foundation.refusals import Refusal
from quarter.groups.models import Organisation
from quarter.issues.domain import Category, IssueRefusal, IssueState
from quarter.issues.models import Issue
from quarter.issues.queries.issue import list_answers
from quarter.issues.queries.listing import IssueFilter, list_issues, list_points
from quarter.issues.service import answering, attaching, talking
from quarter.topics.queries import strip_of_topic, thread_of_topic
from quarter.voices.models import Support
from quarter.voices.queries import get_part, list_comments
from tests.conftest import NOW
from tests.factories.world import World
from tests.issues.reports import report, stored, topic


def told(session: Session, topic_id: int) -> list[str]:
    """The thread of a topic as English sentences."""
    return [entry.text % entry.values for entry in thread_of_topic(session, topic_id, reader=ANONYMOUS)]


def ask(session: Session, world: World, issue: Issue, name: str = "city") -> None:
    organisation = session.get_one(Organisation, world.organisations[name])
    answering.ask_organisation(session, world.moderator, issue, organisation, expected=issue.version, now=NOW)


def answer(session: Session, world: World, issue: Issue, state: IssueState, *, version: int | None = None) -> None:
    answering.answer(
        session, world.city, issue, world.organisations["city"], text="We come on Tuesday.", lang="en",
        state=state, expected=version or issue.version, now=NOW,
    )  # fmt: skip


class TestReport:
    def test_the_charter_says_until_when_it_is_answered(self, session: Session, world: World) -> None:
        issue = report(session, world)
        assert issue.answer_due_on == date(2026, 12, 7)
        assert issue.state is IssueState.NEW
        assert issue.quarter_id == world.quarter_id

    def test_an_issue_may_have_no_place_at_all(self, session: Session, world: World) -> None:
        issue = report(session, world, place="")
        assert (issue.latitude, issue.longitude) == (None, None)


class TestSupport:
    def test_pressing_twice_counts_once(self, session: Session, world: World) -> None:
        issue = report(session, world)
        assert talking.support(session, world.neighbour, issue, now=NOW)
        assert not talking.support(session, world.neighbour, issue, now=NOW)
        session.refresh(issue)
        assert issue.support_count == 1
        assert get_part(session, "issue", issue.id, world.neighbour.person_id).supports

    def test_taking_it_back_twice_takes_it_back_once(self, session: Session, world: World) -> None:
        issue = report(session, world)
        for actor in (world.neighbour, world.city):
            talking.support(session, actor, issue, now=NOW)
        assert talking.withdraw_support(session, world.neighbour, issue, now=NOW)
        assert not talking.withdraw_support(session, world.neighbour, issue, now=NOW)
        session.refresh(issue)
        assert issue.support_count == 1
        assert not get_part(session, "issue", issue.id, world.neighbour.person_id).supports

    def test_two_presses_at_the_same_moment_count_once(self, database: Database, world: World) -> None:
        issue_id = stored(database, world)
        start, new = Barrier(2), []

        def press() -> None:
            start.wait()
            with database.unit_of_work() as session:
                issue = session.get_one(Issue, issue_id)
                new.append(talking.support(session, world.neighbour, issue, now=NOW))

        presses = [Thread(target=press) for _ in range(2)]
        for thread in presses:
            thread.start()
        for thread in presses:
            thread.join()
        with database.session(writes=False) as session:
            assert sorted(new) == [False, True]
            assert session.exec(select(func.count()).select_from(Support)).one() == 1
            assert session.get_one(Issue, issue_id).support_count == 1

    def test_people_who_press_at_the_same_moment_are_all_counted(self, database: Database, world: World) -> None:
        issue_id = stored(database, world)
        start = Barrier(2)

        def press(actor) -> None:
            start.wait()
            with database.unit_of_work() as session:
                talking.support(session, actor, session.get_one(Issue, issue_id), now=NOW)

        presses = [Thread(target=press, args=[actor]) for actor in (world.neighbour, world.city)]
        for thread in presses:
            thread.start()
        for thread in presses:
            thread.join()
        with database.session(writes=False) as session:
            assert session.get_one(Issue, issue_id).support_count == 2


class TestComment:
    def test_comments_are_counted_and_the_newest_comes_first(self, session: Session, world: World) -> None:
        issue = report(session, world)
        for text in ("Here, too.", "Thank you!"):
            talking.comment(session, world.neighbour, issue, text=text, lang="en", now=NOW)
        session.refresh(issue)
        assert issue.comment_count == 2
        rows = list_comments(session, "issue", issue.id).rows
        assert [(row.author, row.text) for row in rows] == [
            ("Neighbour", "Thank you!"),
            ("Neighbour", "Here, too."),
        ]


class TestAnswer:
    def test_an_answer_says_what_becomes_of_the_issue(self, session: Session, world: World) -> None:
        issue = report(session, world)
        ask(session, world, issue)
        answer(session, world, issue, IssueState.IN_PROGRESS)
        assert issue.state is IssueState.IN_PROGRESS
        (given,) = list_answers(session, issue.id)
        assert (given.organisation, given.author) == ("Amt für Grün und Verkehr", "City")

    def test_a_body_may_answer_again_and_the_newest_answer_counts(self, session: Session, world: World) -> None:
        issue = report(session, world)
        ask(session, world, issue)
        for state in (IssueState.IN_PROGRESS, IssueState.DONE):
            answer(session, world, issue, state)
        assert issue.state is IssueState.DONE
        assert [row.state for row in list_answers(session, issue.id)] == [
            IssueState.DONE,
            IssueState.IN_PROGRESS,
        ]

    def test_another_body_than_the_one_asked_is_refused(self, session: Session, world: World) -> None:
        issue = report(session, world)
        ask(session, world, issue, "cooperative")
        with pytest.raises(Refusal) as refused:
            answer(session, world, issue, IssueState.DONE)
        assert refused.value.reason is IssueRefusal.NOT_ASKED

    def test_an_answer_never_makes_an_issue_new_again(self, session: Session, world: World) -> None:
        issue = report(session, world)
        ask(session, world, issue)
        with pytest.raises(Refusal) as refused:
            answer(session, world, issue, IssueState.NEW)
        assert refused.value.reason is IssueRefusal.NOT_AN_ANSWER

    def test_of_two_answers_to_the_same_state_the_second_is_stopped(self, session: Session, world: World) -> None:
        issue = report(session, world)
        ask(session, world, issue)
        read = issue.version
        answer(session, world, issue, IssueState.DONE, version=read)
        with pytest.raises(LostUpdate):
            answer(session, world, issue, IssueState.DECLINED, version=read)
        assert len(list_answers(session, issue.id)) == 1

    def test_asking_the_same_body_again_changes_nothing(self, session: Session, world: World) -> None:
        issue = report(session, world)
        ask(session, world, issue)
        version = issue.version
        ask(session, world, issue)
        assert issue.version == version
        asked = select(func.count()).where(AuditEntry.name == "issues:body_asked")
        assert session.exec(asked).one() == 1


class TestTopic:
    def test_what_happened_before_is_told_in_the_thread(self, session: Session, world: World) -> None:
        issue = report(session, world)
        ask(session, world, issue)
        talking.comment(session, world.neighbour, issue, text="Here, too.", lang="en", now=NOW)
        talking.support(session, world.neighbour, issue, now=NOW)
        answer(session, world, issue, IssueState.DECLINED)
        matter = topic(session, world)
        attaching.attach_to_topic(session, world.moderator, issue, matter, now=NOW)
        assert told(session, matter.id) == [
            "Reported: The swing is broken",
            "Amt für Grün und Verkehr was asked to answer: The swing is broken",
            "Amt für Grün und Verkehr declined: The swing is broken",
            "The group opened this topic",
            "Joined this topic: The swing is broken",
        ]

    def test_what_happens_later_is_told_there_too(self, session: Session, world: World) -> None:
        issue = report(session, world)
        ask(session, world, issue)
        matter = attaching.open_topic_from(
            session, world.moderator, issue, title="Playground", summary="", lang="en", now=NOW
        )
        answer(session, world, issue, IssueState.DONE)
        assert told(session, matter.id)[-1] == "Amt für Grün und Verkehr says it is done: The swing is broken"
        reached = [
            station.step for station in strip_of_topic(session, matter.id, reader=ANONYMOUS) if station.is_reached
        ]
        assert reached == [Step.RAISED, Step.DONE]

    def test_a_topic_of_another_group_is_refused(self, session: Session, world: World) -> None:
        issue = report(session, world)
        with pytest.raises(Refusal) as refused:
            attaching.attach_to_topic(session, world.moderator, issue, topic(session, world, elsewhere=True), now=NOW)
        assert refused.value.reason is IssueRefusal.OTHER_GROUP
        assert issue.topic_id is None

    def test_attaching_twice_is_told_once(self, session: Session, world: World) -> None:
        issue, matter = report(session, world), topic(session, world)
        for _ in range(2):
            attaching.attach_to_topic(session, world.moderator, issue, matter, now=NOW)
        assert told(session, matter.id).count("Joined this topic: The swing is broken") == 1

    def test_moving_to_another_topic_takes_the_history_along(self, session: Session, world: World) -> None:
        issue, first, second = report(session, world), topic(session, world), topic(session, world)
        for matter in (first, second):
            attaching.attach_to_topic(session, world.moderator, issue, matter, now=NOW)
        assert told(session, first.id) == ["The group opened this topic"]
        assert "Reported: The swing is broken" in told(session, second.id)

    def test_topics_know_their_issues(self, session: Session, world: World) -> None:
        first, second = topic(session, world), topic(session, world)
        for title in ("Swing", "Slide"):
            issue = report(session, world, title=title)
            attaching.attach_to_topic(session, world.moderator, issue, first, now=NOW)
        reported = [line for line in told(session, first.id) if "Reported" in line]
        assert reported == ["Reported: Swing", "Reported: Slide"]
        assert not any("Reported" in line for line in told(session, second.id))


class TestList:
    def titles(self, session: Session, **chosen) -> list[str]:
        return [row.title for row in list_issues(session, IssueFilter(**chosen)).rows]

    def test_the_newest_comes_first_and_pages_do_not_overlap(self, session: Session, world: World) -> None:
        for number in range(30):
            report(session, world, title=f"Issue {number}", now=NOW + timedelta(minutes=number // 3))
        first = list_issues(session)
        second = list_issues(session, after=first.after)
        seen = [row.title for row in (*first.rows, *second.rows)]
        assert seen == [f"Issue {number}" for number in reversed(range(30))]
        assert second.after is None

    def test_filters_narrow_the_list(self, session: Session, world: World) -> None:
        report(session, world, title="Swing")
        report(session, world, title="Lamp", category=Category.LIGHTING)
        report(session, world, title="Hill", group=world.other_group(session))
        assert self.titles(session, category=Category.LIGHTING) == ["Lamp"]
        assert self.titles(session, quarter=world.other_quarter_id) == ["Hill"]
        assert self.titles(session, group=world.group_id) == ["Lamp", "Swing"]
        assert self.titles(session, state=IssueState.DONE) == []

    def test_search_looks_at_title_text_and_place_whatever_the_case(self, session: Session, world: World) -> None:
        report(session, world, title="Lamp", text="Dark at NIGHT", place="Kanalstraße 4")
        report(session, world, title="100 % dark", text="-", place="")
        for words in ("lamp", "night", "kanal"):
            assert self.titles(session, q=words) == ["Lamp"]

    def test_signs_of_patterns_are_searched_as_they_are(self, session: Session, world: World) -> None:
        report(session, world, title="100 % dark", text="-", place="")
        report(session, world, title="Lamp", text="-", place="")
        assert self.titles(session, q="%") == ["100 % dark"]
        assert self.titles(session, q="_") == []

    def test_the_map_has_only_what_has_a_point(self, session: Session, world: World) -> None:
        report(session, world, title="Nowhere")
        report(session, world, title="Here", latitude=52.48, longitude=13.43)
        assert [(row.title, row.latitude, row.longitude) for row in list_points(session)] == [("Here", 52.48, 13.43)]
