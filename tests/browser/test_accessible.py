"""axe finds nothing on any page, in each language, on a phone and on a desk; and nothing sticks out sideways."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from quarter.foundation.multilingual import LOCALES
from tests.browser.conftest import Site, sign_in
from tests.house.sources import ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What everybody sees.
OPEN_PAGES = (
    "/", "/about", "/issues", "/issues?category=traffic", "/issues?q=nothing-like-this", "/issues/1",
    "/issues/7", "/plans", "/plans/1", "/plans/1/variants/1", "/plans/1/variants/2",
    "/plans/1/variants/2/elements/8", "/plans/1/compare?variants=1&variants=2&variants=3", "/plans/1/compare",
    "/topics", "/topics/1", "/meetings", "/meetings/1", "/meetings/2", "/meetings/3",
    "/meetings/1/minutes", "/decisions", "/decisions/1", "/decisions/2", "/decisions/3", "/actions",
    "/actions/1", "/actions/2", "/groups/arbeitskreis-kanalviertel", "/quarters/kanalviertel",
    "/accounts/sign-in", "/accounts/sign-up", "/imprint", "/privacy", "/accessibility", "/terms",
    "/nothing-here", "/tour", "/issues/3", "/issues/new", "/issues/new?category=playground&title=Spielplatz",
)  # fmt: skip
# What people with a task see.
TASK_PAGES = {
    "resident": ("/issues/new?category=waste&title=M%C3%BCllplatz", "/issues/4", "/issues/4/photos", "/issues/5",
                 "/issues/5/photos/1/remove", "/topics/1", "/notifications", "/issues/1",
                 "/accounts/profile", "/plans/1", "/plans/1/variants/2/branch",
                 "/plans/1/variants/2/elements/8"),
    "initiative": ("/plans/1/variants/3", "/plans/1/variants/3/edit", "/plans/1/variants/3/elements/new"),
    "city": ("/issues/7/answer", "/actions/2", "/decisions/3", "/desk", "/plans/1/variants/3"),
    "secretary": ("/meetings/3", "/meetings/3/replies/4", "/meetings/2", "/meetings/2/attendance",
                  "/meetings/2/items/6", "/meetings/2/items/6/question",
                  "/meetings/2/items/6/decisions/4", "/meetings/2/items/6/action", "/meetings/2/end",
                  "/coordination"),
    "moderator": (
        "/issues/11/ask", "/issues/11/topic", "/topics/1", "/topics/1/edit", "/meetings/agenda?topic=4",
        "/topics/new?group=1", "/meetings/new?group=1",
        "/meetings/3/edit", "/meetings/3/agenda", "/decisions/new?group=1", "/decisions/1/reword",
        "/actions/new?group=1", "/groups/arbeitskreis-kanalviertel/seats/new", "/seats/1/end",
        "/organisations/new", "/coordination", "/coordination?kind=minutes", "/coordination?view=board",
        "/coordination?view=calendar",
        "/plans/new?group=1", "/plans/1", "/plans/1/variants/1", "/plans/1/variants/2",
        "/plans/1/variants/1/elements/new", "/plans/1/variants/1/elements/1/edit",
        "/plans/1/variants/1/elements/1/remove", "/plans/1/variants/1/import", "/plans/1/variants/2/withdraw",
        "/plans/1/variants/2/adopt", "/plans/1/edit", "/plans/1/close",
    ),
}  # fmt: skip
VIEWS = [(language, width) for language in LOCALES for width in (360, 1280)]

pytestmark = pytest.mark.browser


def check(page: Page) -> list[str]:
    """What axe finds, and whether the page is wider than the screen."""
    page.evaluate(AXE)
    result = page.evaluate("rules => axe.run(document, rules)", RULES)
    found = [f"{v['id']}: {[node['target'] for node in v['nodes']][:3]}" for v in result["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("sticks out sideways")
    return found


def walk(page: Page, addresses: tuple[str, ...]) -> list[str]:
    """What is wrong, by address."""
    problems = []
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None and answer.status == (404 if "nothing-here" in address else 200), address
        problems += [f"{address} {found}" for found in check(page)]
    return problems


@pytest.mark.parametrize(("language", "width"), VIEWS)
def test_open_pages(demo: Site, open_page: Callable[..., Page], language: str, width: int) -> None:
    problems = walk(open_page(demo, language=language, width=width), OPEN_PAGES)
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(("language", "width"), VIEWS)
def test_task_pages(demo: Site, open_page: Callable[..., Page], language: str, width: int) -> None:
    for person, addresses in TASK_PAGES.items():
        page = open_page(demo, language=language, width=width)
        sign_in(page, f"{person}@demo.example")
        page.goto(f"/?lang={language}")
        problems = walk(page, addresses)
        assert not problems, "\n".join(problems)


@pytest.mark.parametrize(("language", "width"), VIEWS)
def test_menus_and_errors(demo: Site, open_page: Callable[..., Page], language: str, width: int) -> None:
    page = open_page(demo, language=language, width=width)
    sign_in(page, "resident@demo.example")
    page.goto(f"/issues/new?category=waste&lang={language}")
    page.click("main form button.kern-btn--primary")
    page.locator(".summary").wait_for()
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert check(page) == []
    for menu in page.locator(".switch summary").all():
        menu.click()
        assert check(page) == []
