"""Drawing in a plan: by pointer, by keyboard alone, and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from quarter.foundation import clock as house_clock
from quarter.planning.queries import VariantOfPlan, get_groups_variant
from quarter.planning.service.variants import branch_variant
from tests.browser.conftest import Site
from tests.browser.visitor import kept_picture
from tests.planning.plans import open_plan, stored

pytestmark = pytest.mark.browser


@pytest.fixture
def form_address(site: Site) -> str:
    """The form to add something to the resident's own variant of a plan with a picture."""
    now, world = house_clock.now(), site.world
    with site.database.unit_of_work() as session:
        plan = open_plan(session, world, picture=kept_picture(site), now=now)
        groups = VariantOfPlan(plan, get_groups_variant(session, plan.id))
        own = branch_variant(session, world.resident, groups, title="Mine", text="", lang="en", now=now)
        return f"/plans/{plan.id}/variants/{own.id}/elements/new"


def describe(page: Page, address: str) -> None:
    page.goto(f"{address}?lang=en")
    page.locator("#kind-1").check()
    page.fill("#title", "A lime tree")


def send(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form button.kern-btn--primary").press("Enter")
    expect(page.get_by_text("stands in the variant now")).to_be_visible()


def test_by_pointer(site: Site, open_page: Callable[..., Page], form_address: str) -> None:
    page = open_page(site, person="resident", width=360)
    describe(page, form_address)
    drawing = page.locator("svg.drawing")
    drawing.scroll_into_view_if_needed()
    box = drawing.bounding_box()
    assert box is not None
    drawing.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    page.locator("summary", has_text="Write the point").click()
    assert abs(float(page.input_value("#x")) - 25) < 1 and abs(float(page.input_value("#y")) - 75) < 1
    page.fill("#x", "50")
    page.locator("#x").blur()
    assert "translate(300" in (page.locator("[data-own]").get_attribute("transform") or "")
    send(page)
    expect(page.locator("svg.drawing .mark")).to_have_count(1)


def test_by_keyboard_alone(site: Site, open_page: Callable[..., Page], form_address: str) -> None:
    page = open_page(site, person="resident")
    describe(page, form_address)
    page.locator("#place").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hasAttribute('data-arrows')")
    page.keyboard.press("ArrowRight")  # puts the point into the middle
    assert (page.input_value("#x"), page.input_value("#y")) == ("50.0", "50.0")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    assert (page.input_value("#x"), page.input_value("#y")) == ("51.0", "42.5")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.input_value("#x") == ""
    send(page)


def test_without_javascript(site: Site, open_page: Callable[..., Page], form_address: str) -> None:
    page = open_page(site, person="resident", script=False)
    describe(page, form_address)
    assert not page.locator("[data-arrows]").is_visible()
    page.locator("summary", has_text="Write the point").click()
    page.fill("#x", "20")
    page.fill("#y", "30")
    send(page)
    expect(page.locator("svg.drawing .mark")).to_have_count(1)


@pytest.mark.parametrize("language", ["de", "ar"])
def test_on_a_phone_variants_are_compared_one_under_another(
    site: Site, open_page: Callable[..., Page], language: str
) -> None:
    ids = stored(site.database, site.world, picture=kept_picture(site))
    page = open_page(site, width=360)
    page.goto(f"/plans/{ids['plan']}/compare?variants={ids['groups']}&variants={ids['own']}&lang={language}")
    assert page.locator(".scroll").evaluate("box => box.scrollWidth <= box.clientWidth")
    tops = page.get_by_role("table").get_by_role("cell").evaluate_all("all => all.map(one => one.offsetTop)")
    assert tops == sorted(tops)
    assert page.get_by_role("columnheader").count() == 2
    first = page.get_by_role("row").nth(1)
    assert first.get_by_role("cell").nth(1).inner_text().startswith("More shade")
    assert "A lime tree" in first.inner_text()
