"""Somebody writes notes that save themselves; their page's clock stands still until the test moves it."""

from collections import Counter

from playwright.sync_api import expect
from sqlmodel import select

from quarter.meetings.models import AgendaItem
from tests.browser.conftest import Site
from tests.browser.visitor import Visitor


def adds(visitor: Visitor, line: str) -> None:
    """Types a line of their own at the end of the notes."""
    field = visitor.page.locator("#notes")
    if visitor.by_keyboard:
        visitor.reaches(field)
    else:
        field.click()
    visitor.page.keyboard.press("ControlOrMeta+End")
    visitor.page.keyboard.type(f"\n{line}" if field.input_value() else line)


def waits(visitor: Visitor, seconds: int = 1) -> None:
    visitor.page.clock.run_for(seconds * 1000)


def is_told(visitor: Visitor, sentence: str) -> None:
    expect(visitor.page.locator("[data-said]")).to_contain_text(visitor.words.gettext(sentence).partition("%")[0])


def is_saved(visitor: Visitor) -> None:
    waits(visitor)
    is_told(visitor, "Saved at %(time)s.")


def notes_of(site: Site, number: int) -> Counter[str]:
    with site.database.session(writes=False) as session:
        items = session.exec(select(AgendaItem).order_by(AgendaItem.position)).all()
        return Counter(items[number - 1].notes.split("\n"))
