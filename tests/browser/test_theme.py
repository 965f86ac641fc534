"""A town's own colour and logo in a real browser: what they cost, and that they keep to the strict policy."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, sign_in

pytestmark = pytest.mark.browser

MOST_REQUESTS = 10
MOST_BYTES = 150_000


@pytest.mark.parametrize("language", ["de", "en", "ar"])
@pytest.mark.parametrize("address", ["/", "/groups/arbeitskreis-kanalviertel"])
def test_a_first_visit_stays_within_the_budget(
    demo: Site, open_page: Callable[..., Page], language: str, address: str
) -> None:
    page = open_page(demo, language=language, width=360)
    loaded: list[float] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: loaded.append(_bytes(event)))
    page.goto(address, wait_until="networkidle")
    on_the_wire = [size for size in loaded if size]
    assert page.locator("header .logo").evaluate("logo => logo.naturalWidth") > 0
    assert len(on_the_wire) <= MOST_REQUESTS
    assert sum(on_the_wire) <= MOST_BYTES


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_colour_reaches_links_buttons_and_the_focus_ring(
    site: Site, open_page: Callable[..., Page], scheme: str
) -> None:
    page = open_page(site)
    page.emulate_media(color_scheme=scheme)
    sign_in(page, "admin@test.example")
    page.goto("/municipality/theme?lang=en")
    page.fill("#accent", "#7a1f5c")
    with page.expect_navigation():
        page.click("main form button")
    expect(page.locator(".notice")).to_be_visible()
    accent = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent')")
    page.goto("/")
    button, link = page.locator(".kern-btn--primary").first, page.locator("main a.kern-link").first
    expected = _rgb(accent)
    assert button.evaluate("element => getComputedStyle(element).backgroundColor") == expected
    assert link.evaluate("element => getComputedStyle(element).color") == expected
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineColor") == expected


def test_the_map_of_issues_comes_into_view_from_the_start_page(demo: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(demo, width=360)
    page.goto("/")
    page.get_by_role("link", name="Issues on the map").click()
    page.locator("#map .point").first.wait_for()
    expect(page.locator("#map h2")).to_be_in_viewport()


def _bytes(event: dict[str, Any]) -> float:
    return float(event["encodedDataLength"])


def _rgb(colour: str) -> str:
    digits = colour.strip().removeprefix("#")
    return f"rgb({', '.join(str(int(digits[n : n + 2], 16)) for n in (0, 2, 4))})"
