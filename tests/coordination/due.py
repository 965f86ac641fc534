"""Short ways to things that are due, for the tests of this room."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from quarter.actions.domain import ActionState
from quarter.coordination.domain import DueThing, Kind
from quarter.decisions.domain import Choice
from quarter.foundation.db import Database
from quarter.groups.models import Organisation
from quarter.issues.domain import Category, IssueState
from quarter.issues.models import Issue
from quarter.issues.service import answering, reporting
from tests.actions.deeds import agree, finish
from tests.actions.deeds import report as report_progress
from tests.conftest import NOW
from tests.decisions.deeds import cast, open_vote, propose
from tests.factories.world import World
from tests.meetings.evening import BEGIN, planned

TODAY = NOW.date()


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def a_thing(kind: Kind = Kind.ANSWER, **changes: Any) -> DueThing:
    """An unanswered issue, due in a week."""
    values = {
        "subject": "issue", "subject_id": 1, "group_id": 1, "stage": IssueState.NEW, "title": "Lamp", "lang": "en",
        "due_on": day(7), "since": NOW, **changes,
    }  # fmt: skip
    return DueThing(kind, **values)


def report(
    session: Session, world: World, title: str = "Lampe kaputt", asked: str | None = None, days: int = 0
) -> Issue:
    """A resident's issue, reported `days` after NOW; its answer is due 14 days later."""
    issue = reporting.post_issue(
        session, world.resident, world.group(session), title=title, text="…", lang="de",
        category=Category.OTHER, today=day(days), now=NOW + timedelta(days=days),
    )  # fmt: skip
    if asked:
        ask(session, world, issue, asked)
    return issue


def ask(session: Session, world: World, issue: Issue, asked: str) -> None:
    body = session.get_one(Organisation, world.organisations[asked])
    answering.ask_organisation(session, world.moderator, issue, body, expected=issue.version, now=NOW)


def answer(session: Session, world: World, issue: Issue, now: datetime = NOW) -> None:
    answering.answer(
        session, world.city, issue, world.organisations["city"], text="Wir kommen.", lang="de",
        state=IssueState.ANSWERED, expected=issue.version, now=now,
    )  # fmt: skip


def everything(database: Database, world: World, count: int = 1) -> None:
    """`count` of each kind of thing that can be due."""
    with database.unit_of_work() as session:
        for number in range(count):
            report(session, world, f"Ungefragt {number}")
            report(session, world, f"Gefragt {number}", asked="city")
            answer(session, world, report(session, world, f"Beantwortet {number}", asked="city"))
            agree(session, world, title=f"Offen {number}")
            report_progress(session, world, agree(session, world, title=f"Dabei {number}"), ActionState.IN_PROGRESS)
            finish(session, world)
            propose(session, world, title=f"Frage {number}")
            cast(session, world, open_vote(session, world, title=f"Abstimmung {number}"), city=Choice.YES)
            planned(session, world, starts_at=BEGIN + timedelta(days=number))
