"""Short ways to an action in some state, for the tests of this room."""

from datetime import date
from typing import Any

from sqlmodel import Session

from quarter.actions import service
from quarter.actions.domain import ActionState
from quarter.actions.models import Action
from quarter.issues import service as issues
from quarter.issues.domain import Category
from tests.conftest import NOW
from tests.factories.world import World

TODAY = NOW.date()
IN_A_WEEK = date(2026, 11, 30)


def agree(session: Session, world: World, **changes: Any) -> Action:
    """The city's department promised new lamps within a week."""
    written = {
        "title": "New lamps", "text": "Along the canal.", "lang": "en",
        "organisation_id": world.organisations["city"], "person_id": world.city.person_id,
        "due_on": IN_A_WEEK, "now": NOW,
    }  # fmt: skip
    return service.agree(session, world.moderator, world.group(session), **{**written, **changes})


def report(session: Session, world: World, action: Action, state: ActionState, text: str = "It goes on.") -> None:
    service.report_progress(session, world.city, action, text=text, lang="en", state=state, now=NOW, today=TODAY)


def finish(session: Session, world: World, **changes: Any) -> Action:
    action = agree(session, world, **changes)
    report(session, world, action, ActionState.DONE)
    return action


def raised_and_done(session: Session, world: World) -> Action:
    """An action on a topic with an issue that the resident reported and a neighbour supports."""
    issue = issues.post_issue(
        session, world.resident, world.group(session), title="Dark", text="Very.", lang="en",
        category=Category.LIGHTING, today=TODAY, now=NOW,
    )  # fmt: skip
    issues.support(session, world.neighbour, issue, now=NOW)
    topic = issues.open_topic_from(session, world.moderator, issue, title="Light", summary="", lang="en", now=NOW)
    action = agree(session, world, topic_id=topic.id)
    report(session, world, action, ActionState.DONE)
    return action
