"""Two write at the same item, in two windows: what becomes of their notes when something comes between."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from quarter.foundation import clock as house_clock
from tests.browser.conftest import Site
from tests.browser.visitor import Visitor
from tests.browser.writing import adds, is_saved, is_told, notes_of, waits
from tests.meetings.evening import opened

pytestmark = pytest.mark.browser
FIRST = "/meetings/1/items/1"


@pytest.fixture
def evening(site: Site) -> Site:
    """A meeting that has just been opened, everybody in the room, at the first of two items."""
    assert site.world is not None
    with site.database.unit_of_work() as session:
        opened(session, site.world, house_clock.now())
    return site


@pytest.fixture
def sit_down(evening: Site, open_page: Callable[..., Page]) -> Callable[..., Visitor]:
    """Somebody at the page of an item; their clock stands still until the test moves it."""

    def sit_down(person: str) -> Visitor:
        page = open_page(evening, person=person, language="de")
        page.clock.install(time=0)
        page.goto(FIRST)
        page.clock.pause_at(60_000)
        return Visitor(page, "de")

    return sit_down


def test_what_was_not_sent_stands_in_the_field_again_after_a_crash(
    evening: Site, sit_down: Callable[..., Visitor]
) -> None:
    secretary, moderator = sit_down("secretary"), sit_down("moderator")
    adds(moderator, "Zuerst.")
    is_saved(moderator)
    secretary.goes_to(FIRST)
    secretary.page.context.set_offline(True)
    adds(secretary, "Ohne Netz geschrieben.")
    waits(secretary)
    is_told(secretary, "Not sent yet. What you wrote is kept on this device and will be sent when the line is back.")
    context = secretary.page.context
    secretary.page.close()
    context.set_offline(False)
    adds(moderator, "Danach.")
    is_saved(moderator)
    secretary.page = context.new_page()
    secretary.goes_to(FIRST)
    is_told(secretary, "What you had written here is back in the field.")
    expect(secretary.page.locator("#notes")).to_have_value("Zuerst.\nDanach.\nOhne Netz geschrieben.")
    assert notes_of(evening, 1) == Counter(["Zuerst.", "Danach.", "Ohne Netz geschrieben."])
    assert secretary.page.evaluate("Object.keys(localStorage)") == []


def test_a_save_whose_answer_was_lost_counts_once(evening: Site, sit_down: Callable[..., Visitor]) -> None:
    secretary, moderator = sit_down("secretary"), sit_down("moderator")
    page = secretary.page
    page.route("**/notes", lambda route: (route.fetch(max_redirects=0), route.abort()), times=1)
    adds(secretary, "Genau einmal.")
    waits(secretary)
    is_told(secretary, "Not sent yet. What you wrote is kept on this device and will be sent when the line is back.")
    moderator.goes_to(FIRST)
    adds(moderator, "Von der anderen.")
    is_saved(moderator)
    adds(secretary, "Und danach.")
    waits(secretary, 10)
    is_told(secretary, "The line is back.")
    waits(secretary)
    expect(page.locator("#notes")).to_have_value(re.compile("Von der anderen"))
    assert notes_of(evening, 1) == Counter(["Genau einmal.", "Von der anderen.", "Und danach."])


def test_one_keystroke_leads_to_an_information_a_question_or_an_action(
    evening: Site, sit_down: Callable[..., Visitor]
) -> None:
    """And what was typed before is saved on the way, and there again on the way back."""
    secretary = sit_down("secretary")
    page, field = secretary.page, secretary.page.locator("#notes")
    adds(secretary, "Anfang.")
    page.keyboard.press("Alt+Shift+KeyI")
    expect(field).to_have_value(re.compile("Information: $"))
    page.keyboard.type("der Weg ist offen.")
    for key, heading in (("KeyD", "Put a question to the room"), ("KeyA", "Agree an action")):
        with page.expect_navigation():
            page.keyboard.press(f"Alt+Shift+{key}")
        expect(page.locator("h1")).to_have_text(secretary.words.gettext(heading))
        secretary.follows("Back to the item")
        expect(field).to_have_value("Anfang.\nInformation: der Weg ist offen.")


def test_a_standing_phrase_goes_where_the_cursor_is(evening: Site, sit_down: Callable[..., Visitor]) -> None:
    secretary = sit_down("secretary")
    page = secretary.page
    adds(secretary, "Vorher.")
    adds(secretary, "Nachher.")
    page.keyboard.press("ArrowUp")
    page.locator("#block").select_option("no_questions")
    secretary.button("Insert").click()
    expect(page.locator("#notes")).to_have_value("Vorher.\nEs gibt keine Fragen.\nNachher.")
    is_saved(secretary)
    assert notes_of(evening, 1) == Counter(["Vorher.", "Es gibt keine Fragen.", "Nachher."])


def test_what_both_changed_is_shown_and_decided_by_people(evening: Site, sit_down: Callable[..., Visitor]) -> None:
    secretary, moderator = sit_down("secretary"), sit_down("moderator")
    adds(secretary, "Beginn um sechs.")
    is_saved(secretary)
    moderator.goes_to(FIRST)
    moderator.writes("notes", "Beginn um sieben.")
    is_saved(moderator)
    secretary.writes("notes", "Beginn um halb sieben.")
    waits(secretary)
    secretary.sees("Somebody else saved this meanwhile")
    secretary.sees("Beginn um sieben.")
    assert notes_of(evening, 1) == Counter(["Beginn um sieben."])
    secretary.writes("notes", "Beginn um sieben, Ankunft um halb sieben.")
    secretary.uses(secretary.page.locator("button[name=then][value=stay]"))
    secretary.sees("Your notes are saved.")
    assert notes_of(evening, 1) == Counter(["Beginn um sieben, Ankunft um halb sieben."])


def test_whoever_is_signed_out_signs_in_and_goes_on(evening: Site, sit_down: Callable[..., Visitor]) -> None:
    secretary = sit_down("secretary")
    context = secretary.page.context
    cookies = context.cookies()
    context.clear_cookies(name="quarter")
    adds(secretary, "Noch da.")
    waits(secretary)
    is_told(secretary, "You are signed out. What you wrote is kept on this device.")
    secretary.follows("Sign in again and go on writing")
    assert "/accounts/sign-in" in secretary.page.url
    context.add_cookies(cookies)
    secretary.goes_to(FIRST)
    expect(secretary.page.locator("#notes")).to_have_value("Noch da.")
    is_told(secretary, "Saved at %(time)s.")
    assert notes_of(evening, 1) == Counter(["Noch da."])


def test_the_page_comes_in_few_requests(evening: Site, open_page: Callable[..., Page]) -> None:
    """Notes are written on old phones and weak lines: a first visit, with everything that comes with it."""
    page = open_page(evening, person="secretary", language="de")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(FIRST, wait_until="networkidle")
    assert len(asked) <= 8, asked
