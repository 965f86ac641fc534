"""Issues for tests: a report with everything it needs, and many of them; and what became of them."""

import json
from io import BytesIO
from typing import Any

from sqlmodel import Session, func, select

from quarter.foundation.db import Database
from quarter.issues.domain import Category
from quarter.issues.models import Issue
from quarter.issues.service import reporting
from quarter.topics.models import Topic
from quarter.topics.service import open_topic
from tests.conftest import NOW
from tests.factories.world import World
from tests.foundation.test_pictures import picture
from tests.strict_client import XHTML, StrictClient

TODAY = NOW.date()
WRITTEN = {
    "title": "The swing is broken",
    "text": "One of the chains is torn.",
    "lang": "en",
    "place": "Playground North",
    "latitude": "",
    "longitude": "",
}


def write(client: StrictClient, *, group: int | None = None, status: int = 200, **changes: Any) -> None:
    """The first two steps of a report, up to the look before it is sent."""
    of_group = f"&group={group}" if group else ""
    client.get(f"/issues/new?category=playground{of_group}")
    client.submit(action="/issues/new", to="look", **WRITTEN | changes, status=status)


def send_report(client: StrictClient, **changes: Any) -> None:
    """All three steps; the page of the new issue is the last page."""
    write(client, **changes)
    client.submit(action="/issues/new", to="send", follow=True)


def report(session: Session, world: World, **changes: Any) -> Issue:
    """An issue of the world's group, reported by the resident today."""
    about = {
        "title": "The swing is broken",
        "text": "One of the chains is torn since Monday.",
        "lang": "en",
        "category": Category.PLAYGROUND,
        "place": "Playground North",
        "today": TODAY,
        "now": NOW,
    }
    group = changes.pop("group", None) or world.group(session)
    return reporting.post_issue(session, world.resident, group, **about | changes)


def stored(database: Database, world: World, *, asked: str | None = None, **changes: Any) -> int:
    """The id of a committed issue; `asked` is the organisation that is to answer it."""
    with database.unit_of_work() as session:
        issue = report(session, world, **changes)
        if asked:
            issue.organisation_id = world.organisations[asked]
        session.flush()
        return issue.id


def stored_topic(database: Database, world: World, *, title: str = "Playground", elsewhere: bool = False) -> int:
    """The id of a committed topic of the world's group, or of the other quarter's."""
    with database.unit_of_work() as session:
        return topic(session, world, title=title, elsewhere=elsewhere).id


def topic(session: Session, world: World, *, title: str = "Playground", elsewhere: bool = False) -> Topic:
    group = world.other_group(session) if elsewhere else world.group(session)
    actor = world.other_moderator if elsewhere else world.moderator
    return open_topic(session, actor, group, title=title, summary="", lang="en", now=NOW)


def value_of(client: StrictClient, field: str) -> str:
    """What stands in a field of the last page."""
    (found,) = [element for element in client.page.iter() if element.get("name") == field]
    return found.get("value") if found.tag == f"{XHTML}input" else (found.text or "").strip()


def issue_of(database: Database, issue_id: int = 1) -> Issue:
    with database.session(writes=False) as session:
        return session.get_one(Issue, issue_id)


def count(database: Database, table: Any = Issue) -> int:
    with database.session(writes=False) as session:
        return session.exec(select(func.count()).select_from(table)).one()


def photo(name: str = "swing.jpg") -> tuple[BytesIO, str]:
    return BytesIO(picture("JPEG")), name


def points(client: StrictClient, address: str) -> list[dict[str, Any]]:
    """What the map shows."""
    return json.loads(client.get(address).get_data(as_text=True))["features"]
