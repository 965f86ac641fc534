"""The map of actions and the photos of before and now, as a browser shows them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, sign_in

pytestmark = pytest.mark.browser


def test_a_point_of_the_map_leads_to_its_action(demo: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(demo)
    page.goto("/actions/map?state=done&lang=en")
    page.locator(".point.doubted").click()
    popup = page.locator(".leaflet-popup-content")
    expect(popup).to_contain_text("Reported as done, doubted")
    popup.locator("a").click()
    page.wait_for_url("**/actions/9")


def test_without_script_the_list_does_the_same(demo: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(demo, script=False)
    page.goto("/actions/map?state=done&lang=en")
    assert not page.locator("[data-map]").is_visible()
    page.locator(".rows a[href='/actions/9']").click()
    page.wait_for_url("**/actions/9")


@pytest.mark.parametrize(("width", "beside"), [(360, False), (1280, True)])
def test_before_and_now_share_a_line_where_there_is_room(
    demo: Site, open_page: Callable[..., Page], width: int, beside: bool
) -> None:
    page = open_page(demo, width=width)
    page.goto("/actions/1")
    before, now = (page.locator(".then-and-now img").nth(number).bounding_box() for number in (0, 1))
    assert before and now
    assert (now["y"] == before["y"]) is beside
    assert (now["x"] > before["x"]) is beside


def test_what_an_action_needs_is_asked_once_it_is_ticked(demo: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(demo)
    sign_in(page, "moderator@demo.example")
    page.goto("/actions/variants/2?decision=2&lang=en")
    due = page.locator(".take").first.get_by_label("By when?")
    expect(due).to_be_hidden()
    page.locator(".take").first.get_by_label("Becomes an action").check()
    expect(due).to_be_visible()
