"""Signed out in another tab while writing: the text is there, and one press signs in and sends it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.factories.world import PASSWORD
from tests.issues.reports import report

pytestmark = pytest.mark.browser
TEXT = "Since Monday it hangs by one chain."


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with script", "without"])
def test_a_comment_is_kept(site: Site, open_page: Callable[..., Page], has_scripts: bool) -> None:
    with site.database.unit_of_work() as session:
        address = f"/issues/{report(session, site.world).id}?lang=en"
    page = open_page(site, person="resident", script=has_scripts)
    page.goto(address)
    page.fill("#comments textarea", TEXT)
    page.context.clear_cookies()
    page.click("#comment-button")
    expect(page.locator("h1")).to_have_text("You were signed out before this was sent")
    expect(page.locator("blockquote")).to_have_text(TEXT)
    page.fill("input[type=email]", "resident@test.example")
    page.fill("input[type=password]", PASSWORD)
    page.click("main form button:not([type=button])")
    expect(page.locator("#comments ol")).to_contain_text(TEXT)
