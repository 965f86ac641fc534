"""Reporting in Chromium: a visitor on a phone without script; with script, the map, what is known, and the way back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from quarter.foundation import clock
from quarter.foundation.db import Database
from quarter.issues.models import Issue
from quarter.places.models import Quarter
from tests.browser.conftest import Site, sign_in
from tests.foundation.test_pictures import picture
from tests.issues.reports import report

pytestmark = pytest.mark.browser

OUTLINE = (
    '{"type": "Polygon", "coordinates": [[[13.42, 52.47], [13.44, 52.47], [13.44, 52.49], [13.42, 52.49],'
    " [13.42, 52.47]]]}"
)


@pytest.fixture
def database(site: Site, tmp_path) -> Database:
    """The site's own database, where the quarter has an outline."""
    database = Database(f"sqlite:///{tmp_path / 'quarter.sqlite'}")
    with database.unit_of_work() as session:
        session.get_one(Quarter, site.world.quarter_id).boundary = OUTLINE
    return database


def begin(page: Page) -> None:
    page.goto("/issues/new")
    press(page, "button[value='playground']")
    page.fill("#title", "The swing is broken")
    page.fill("#text", "One of the chains is torn.")


def press(page: Page, button: str) -> None:
    """Press a button that leads to another page."""
    with page.expect_navigation():
        page.click(button)


def test_a_visitor_on_a_phone_without_script(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(site, width=360, script=False)
    begin(page)
    page.fill("#place", "Playground North")
    with page.expect_navigation():
        page.press("#place", "Enter")  # goes on, and presses no other button of the form
    expect(page.locator(".look")).to_contain_text("One of the chains is torn.")
    press(page, "button[value='write']")
    expect(page.locator("#place")).to_have_value("Playground North")
    press(page, "button[value='look']")
    press(page, "button[value='send']")
    page.fill("#new-name", "Ada")
    page.fill("#new-email", "ada@test.example")
    page.fill("#new-password", "a long password")
    press(page, "button[value='sign_up']")
    expect(page.locator("h1")).to_have_text("The swing is broken")
    expect(page.locator(".notice")).to_contain_text("you get an answer by")


def test_the_browsers_way_back_loses_nothing(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(site, width=360)
    begin(page)
    press(page, "button[value='look']")
    expect(page.locator("#title")).to_have_count(0)
    page.evaluate("void setTimeout(() => history.back())")  # answers before the page is gone
    expect(page.locator("#title")).to_have_value("The swing is broken")
    expect(page.locator("#text")).to_have_value("One of the chains is torn.")


def test_what_is_known_already_shows_while_one_writes(
    site: Site, open_page: Callable[..., Page], database: Database
) -> None:
    with database.unit_of_work() as session:
        now = clock.now()
        report(session, site.world, title="Swing torn", place="North", today=now.date(), now=now)
    page = open_page(site, width=360)
    sign_in(page, "neighbour@test.example")
    page.goto("/issues/new?category=waste")
    expect(page.locator("#similar")).not_to_contain_text("Swing torn")
    page.fill("#title", "The swing is broken")
    page.press("#title", "Tab")
    expect(page.locator("#similar")).to_contain_text("Swing torn")
    page.click("#similar button")
    expect(page.locator("#support")).to_contain_text("1 person supports this. You do, too.")


def test_a_point_by_click_by_keyboard_and_by_where_one_is(
    site: Site, open_page: Callable[..., Page], database: Database
) -> None:
    page = open_page(site)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 52.481, "longitude": 13.431})
    page.goto("/issues/new?category=playground")
    page.locator(".map.leaflet-container").wait_for()
    page.locator("[data-arrows]").focus()
    page.keyboard.press("ArrowUp")  # the first press sets it in the middle
    middle = float(page.input_value("#latitude"))
    assert middle == pytest.approx(52.48, abs=0.001)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowRight")
    assert float(page.input_value("#latitude")) > middle
    assert float(page.input_value("#longitude")) > 13.43
    page.click("[data-clear]")
    expect(page.locator("[data-clear]")).to_be_hidden()  # no point, nothing to take away
    expect(page.locator("#latitude")).to_have_value("")
    page.locator(".map").click(position={"x": 100, "y": 100})
    expect(page.locator("#longitude")).not_to_have_value("")
    page.click("[data-here]")
    expect(page.locator("#latitude")).to_have_value("52.48100")
    expect(page.locator(".map .point")).to_have_count(1)


def test_without_script_nothing_speaks_of_a_map(site: Site, open_page: Callable[..., Page], database: Database) -> None:
    page = open_page(site, width=360, script=False)
    page.goto("/issues/new?category=waste")
    fold = page.locator("details.point")
    expect(fold.get_by_text("Say exactly where")).to_be_visible()
    expect(fold.get_by_text("Set a point on the map")).to_be_hidden()


def test_what_is_wrong_is_shown_with_its_label_and_the_password_on_wish(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(site, width=360)
    page.goto("/accounts/sign-up")
    show = page.locator("[data-shows]")
    page.fill("#password", "short")
    show.click()
    expect(page.locator("#password")).to_have_attribute("type", "text")
    expect(show).to_have_attribute("aria-pressed", "true")
    show.click()
    expect(page.locator("#password")).to_have_attribute("type", "password")
    page.press("#password", "Enter")
    page.click(".summary a[href='#password']")
    expect(page.locator("label[for='password']")).to_be_in_viewport()
    expect(page.locator("#password-error")).to_be_in_viewport()


def test_without_script_no_button_offers_to_show_the_password(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(site, width=360, script=False)
    page.goto("/accounts/sign-in")
    expect(page.locator("[data-shows]")).to_be_hidden()


def test_photos_from_the_report_to_the_page(site: Site, open_page: Callable[..., Page], database: Database) -> None:
    page = open_page(site, width=360)
    sign_in(page, "resident@test.example")
    begin(page)
    file = {"name": "swing.jpg", "mimeType": "image/jpeg", "buffer": picture("JPEG")}
    page.set_input_files("#photo", [file])
    page.fill("#photo_description", "A torn chain.")
    press(page, "button[value='category']")
    press(page, "button[value='safety']")
    expect(page.locator(".kept-photo img")).to_be_visible()
    press(page, "button[value='look']")
    press(page, "button[value='send']")
    expect(page.get_by_alt_text("A torn chain.")).to_be_visible()
    press(page, "a[href$='/photos']")
    page.set_input_files("#photo", [file])
    press(page, "main form button")
    expect(page.locator("#photos img")).to_have_count(2)
    with database.session(writes=False) as session:
        assert session.get_one(Issue, 1).category.value == "safety"


def test_follow_without_leaving_the_page(site: Site, open_page: Callable[..., Page], database: Database) -> None:
    with database.unit_of_work() as session:
        now = clock.now()
        report(session, site.world, today=now.date(), now=now)
    page = open_page(site, width=360)
    sign_in(page, "neighbour@test.example")
    page.goto("/issues/1")
    page.click("#follow-button")
    expect(page.locator("#follow")).to_contain_text("You follow this")
    expect(page.locator("#follow-button")).to_be_focused()
    page.click("#follow-button")
    expect(page.locator("#follow-button")).to_have_text("Follow")
