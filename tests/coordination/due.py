"""Short ways to things that are due, for the tests of this room."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from quarter.coordination.domain import DueThing, Kind
from quarter.groups.queries import get_organisation
from quarter.issues import service as issues
from quarter.issues.domain import Category, IssueState
from quarter.issues.models import Issue
from tests.conftest import NOW
from tests.factories.world import World

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
    issue = issues.post_issue(
        session, world.resident, world.group(session), title=title, text="…", lang="de",
        category=Category.OTHER, today=day(days), now=NOW + timedelta(days=days),
    )  # fmt: skip
    if asked:
        ask(session, world, issue, asked)
    return issue


def ask(session: Session, world: World, issue: Issue, asked: str) -> None:
    body = get_organisation(session, world.organisations[asked])
    issues.ask_organisation(session, world.moderator, issue, body, expected=issue.version, now=NOW)


def answer(session: Session, world: World, issue: Issue) -> None:
    issues.answer(
        session, world.city, issue, world.organisations["city"], text="Wir kommen.", lang="de",
        state=IssueState.ANSWERED, expected=issue.version, now=NOW,
    )  # fmt: skip
