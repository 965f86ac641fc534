"""Short ways to an action in some state, for the tests of this room."""

from datetime import date
from typing import Any

from sqlmodel import Session

from quarter.actions import service
from quarter.actions.domain import ActionState, Location, PhotoMoment, ProgressPhoto
from quarter.actions.models import Action
from quarter.issues.domain import Category
from quarter.issues.service import attaching, reporting, talking
from quarter.topics.models import Topic
from tests.conftest import NOW
from tests.factories.world import World

TODAY = NOW.date()
IN_A_WEEK = date(2026, 11, 30)
BRIDGE = Location(words="By the bridge", latitude=53.5, longitude=8.5)


def agree(session: Session, world: World, **changes: Any) -> Action:
    """The city's department promised new lamps within a week."""
    written = {
        "title": "New lamps", "text": "Along the canal.", "lang": "en",
        "organisation_id": world.organisations["city"], "person_id": world.city.person_id,
        "due_on": IN_A_WEEK, "now": NOW,
    }  # fmt: skip
    return service.agree(session, world.moderator, world.group(session), **{**written, **changes})


def report(
    session: Session, world: World, action: Action, state: ActionState, text: str = "It goes on.", **changes: Any
) -> None:
    about = {"text": text, "lang": "en", "state": state, "now": NOW, "today": TODAY}
    service.report_progress(session, world.city, action, **about | changes)


def photo(shows: PhotoMoment, number: int = 0) -> ProgressPhoto:
    return ProgressPhoto(key=f"{number:032}.webp", width=900, height=600, description=f"Photo {number}", shows=shows)


def finish(session: Session, world: World, **changes: Any) -> Action:
    action = agree(session, world, **changes)
    report(session, world, action, ActionState.DONE)
    return action


def raised_and_done(session: Session, world: World) -> Action:
    """An action on a topic with an issue that the resident reported and a neighbour supports."""
    action = agree(session, world, topic_id=raise_it(session, world).id)
    report(session, world, action, ActionState.DONE)
    return action


def raise_it(session: Session, world: World, **changes: Any) -> Topic:
    """A topic with an issue that the resident reported and a neighbour supports."""
    written = {"title": "Dark", "text": "Very.", "lang": "en", "category": Category.LIGHTING, "today": TODAY}
    issue = reporting.post_issue(session, world.resident, world.group(session), now=NOW, **written | changes)
    talking.support(session, world.neighbour, issue, now=NOW)
    return attaching.open_topic_from(session, world.moderator, issue, title="Light", summary="", lang="en", now=NOW)


def doubted(session: Session, world: World) -> Action:
    """Reported as done, but the resident says that it is not yet."""
    action = raised_and_done(session, world)
    service.confirm(session, world.resident, action, is_done=False, now=NOW)
    return action
