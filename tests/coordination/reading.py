"""What a page or a file says, for the tests of this room."""

import csv
from io import StringIO
from typing import Any


def primary(client: Any) -> list[str]:
    """The words of the primary deeds on the page."""
    return [
        "".join(element.itertext())
        for element in client.page.iter()
        if "kern-btn--primary" in (element.get("class") or "")
    ]


def every_link(client: Any) -> list[tuple[str, str]]:
    """Each link of the page: its words, and where it leads."""
    return [
        (" ".join("".join(element.itertext()).split()), element.get("href"))
        for element in client.page.iter()
        if element.get("href") and element.tag.endswith("}a")
    ]


def links(client: Any) -> dict[str, str]:
    """Where the page leads, by words."""
    return dict(every_link(client))


def table(response: Any) -> list[list[str]]:
    """The rows of a file."""
    assert response.mimetype == "text/csv" and "attachment" in response.headers["Content-Disposition"]
    assert response.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(response.data.decode("utf-8-sig"))))
