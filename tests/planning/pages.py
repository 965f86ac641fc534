"""What the tests of the pages of plans fill in, and read from a page or a row."""

from io import BytesIO

from PIL import Image

from quarter.foundation.db import Database
from quarter.planning.models import Element, Plan
from tests.strict_client import XHTML, StrictClient

NEW_PLAN = {
    "title": "The courtyard", "aim": "Somewhere to sit.", "lang": "en", "from_on": "2026-11-01",
    "until_on": "2026-12-01", "criteria": "Safe\nCheap",
}  # fmt: skip
NEW_THING = {
    "kind": "bench",
    "title": "Round bench",
    "place": "under the tree",
    "x": "25",
    "y": "40,5",
    "cost": "1.200",
}


def png(size: tuple[int, int] = (120, 80)) -> tuple[BytesIO, str]:
    written = BytesIO()
    Image.new("RGB", size, "green").save(written, "PNG")
    written.seek(0)
    return written, "plan.png"


def element_of(database: Database, element_id: int) -> Element:
    with database.session(writes=False) as session:
        return session.get_one(Element, element_id)


def plan_of(database: Database, plan_id: int = 1) -> Plan:
    with database.session(writes=False) as session:
        return session.get_one(Plan, plan_id)


def value_of(client: StrictClient, field: str) -> str:
    """What stands in a field of the last page."""
    (found,) = [element for element in client.page.iter() if element.get("name") == field]
    return found.get("value") if found.tag == f"{XHTML}input" else (found.text or "").strip()


def marks(client: StrictClient) -> list[str]:
    """The numbers in the drawings of the last page."""
    svg = "{http://www.w3.org/2000/svg}"
    return [text.text for text in client.page.iter(f"{svg}text")]
