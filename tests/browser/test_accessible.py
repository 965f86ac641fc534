"""axe finds nothing on any page, in each language, on a phone and on a desk; and nothing sticks out sideways."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from quarter.foundation.multilingual import LOCALES
from tests.browser.conftest import Site
from tests.house.sources import ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
# Only what is wrong comes back: to describe all that is right takes axe longer than to check it.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
RUN = "rules => axe.run(document, rules).then(result => result.violations)"
# What everybody sees.
OPEN_PAGES = (
    "/", "/about", "/issues", "/issues?category=traffic", "/issues?q=nothing-like-this", "/issues/1",
    "/issues/7", "/plans", "/plans/1", "/plans/1/variants/1", "/plans/1/variants/2",
    "/plans/1/variants/2/elements/8", "/plans/1/compare?variants=1&variants=2&variants=3", "/plans/1/compare",
    "/topics", "/topics/1", "/meetings", "/meetings/1", "/meetings/2", "/meetings/3",
    "/meetings/1/minutes", "/meetings/1/items/3/excerpt",
    "/decisions", "/decisions?year=2026&actions=open", "/decisions/1", "/decisions/2",
    "/decisions/3", "/actions",
    "/actions/1", "/actions/2", "/actions/9", "/actions/map", "/actions?state=doubted",
    "/groups/arbeitskreis-kanalviertel", "/quarters/kanalviertel",
    "/accounts/sign-in", "/accounts/sign-up", "/imprint", "/privacy", "/accessibility", "/terms",
    "/nothing-here", "/tour", "/styleguide",
    "/issues/3", "/issues/4/support", "/plans/1/variants/2/elements/8/support",
    "/issues/new", "/issues/new?category=playground&title=Spielplatz",
)  # fmt: skip
# What people with a task see.
TASK_PAGES = {
    "resident": ("/issues/new?category=waste&title=M%C3%BCllplatz", "/issues/4", "/issues/4/photos", "/issues/5",
                 "/issues/5/photos/1/remove", "/topics/1", "/letters", "/issues/1",
                 "/issues?mine=1", "/issues/11", "/issues/11/change",
                 "/accounts/profile", "/plans/1", "/plans/1/variants/2/branch",
                 "/plans/1/variants/2/elements/8", "/groups/arbeitskreis-kanalviertel",
                 "/groups/arbeitskreis-kanalviertel/seats/ask", "/meetings", "/meetings/proposals/3",
                 "/meetings/proposals/new?topic=1"),
    "admin": ("/letters/test", "/organisations", "/organisations/1/contact",
              "/municipality/theme", "/municipality/logo/remove", "/groups/arbeitskreis-kanalviertel"),
    "initiative": ("/meetings/2", "/plans/1/variants/3", "/plans/1/variants/3/edit",
                   "/plans/1/variants/3/elements/new"),
    "city": ("/issues/7/answer", "/actions/2", "/decisions/3", "/desk", "/plans/1/variants/3"),
    "secretary": ("/meetings/3", "/meetings/2/attachments", "/meetings/2/attachments/2/remove",
                  "/meetings/2/import/draft", "/meetings/2/import/attendance",
                  "/meetings/3/replies/4", "/meetings/2", "/meetings/2/attendance", "/meetings/2/speaking",
                  "/meetings/1/minutes?version=public", "/meetings/1/items/3/translate",
                  "/meetings/2/items/11", "/meetings/2/items/11/question",
                  "/meetings/2/items/11/decisions/4", "/meetings/2/items/11/action", "/meetings/2/end",
                  "/meetings/2/items/7", "/meetings/2/items/8", "/meetings/2/items/9", "/meetings/3/invitation",
                  "/meetings/2/offices", "/meetings/2/items/11/offices", "/meetings/2/items/11/conflicts",
                  "/coordination"),
    "moderator": (
        "/letters/outgoing/1",
        "/issues/11/ask", "/issues/11/topic", "/topics/1", "/topics/1/edit", "/meetings/agenda?topic=4",
        "/topics/new?group=1", "/meetings/new?group=1",
        "/meetings/1/minutes", "/meetings/1/items/3/correct", "/meetings/3",
        "/meetings/4/minutes", "/meetings/4/minutes/sign", "/meetings/4/minutes/seal",
        "/meetings/3/edit", "/meetings/3/agenda", "/meetings/3/agenda/items/22/edit",
        "/meetings/3/import/agenda", "/meetings/3/invitation", "/meetings/proposals/1", "/meetings/proposals/1/decline",
        "/decisions/new?group=1", "/decisions/1/reword",
        "/actions/new?group=1", "/actions/variants?decision=2", "/actions/variants/2?decision=2",
        "/groups/arbeitskreis-kanalviertel/seats/new", "/seats/1/end",
        "/groups/arbeitskreis-kanalviertel", "/seat-requests/1", "/seat-requests/1/decline",
        "/organisations/new", "/coordination", "/coordination?kind=minutes", "/coordination?view=board",
        "/coordination?view=calendar",
        "/plans/new?group=1", "/plans/1", "/plans/1/variants/1", "/plans/1/variants/2",
        "/plans/1/variants/1/elements/new", "/plans/1/variants/1/elements/1/edit",
        "/plans/1/variants/1/elements/1/remove", "/plans/1/variants/1/import", "/plans/1/variants/2/withdraw",
        "/plans/1/variants/2/adopt", "/plans/1/edit", "/plans/1/close",
    ),
}  # fmt: skip
DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 780}
VIEWS = [(language, width) for language in LOCALES for width in (360, 1280)]

pytestmark = pytest.mark.browser


def check(page: Page) -> list[str]:
    """What axe finds once the page is all there, and whether it is wider than the screen."""
    page.wait_for_load_state()
    found = [f"{v['id']}: {[node['target'] for node in v['nodes']][:3]}" for v in page.evaluate(RUN, RULES)]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("sticks out sideways")
    return found


def walk(page: Page, addresses: tuple[str, ...]) -> list[str]:
    """What is wrong, by address: on a desk, and then with the same page as narrow as a phone."""
    problems = []
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None and answer.status == (404 if "nothing-here" in address else 200), address
        problems += [f"{address} {found}" for found in check(page)]
        page.set_viewport_size(PHONE)
        problems += [f"{address} on a phone: {found}" for found in check(page)]
        page.set_viewport_size(DESK)
    return problems


@pytest.fixture
def read(demo: Site, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """A page of the demonstration on a desk, with axe: `read(language, person)`."""

    def read(language: str, person: str = "") -> Page:
        page = open_page(demo, person=person, language=language, width=DESK["width"])
        page.add_init_script(AXE)
        return page

    return read


@pytest.fixture(params=VIEWS, ids=lambda view: f"{view[0]}-{view[1]}")
def visit(request: pytest.FixtureRequest, demo: Site, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """A page of the demonstration, with axe, in one of the languages and widths: `visit(person)`."""
    language, width = request.param

    def visit(person: str = "") -> Page:
        page = open_page(demo, person=person, language=language, width=width)
        page.add_init_script(AXE)
        return page

    return visit


@pytest.mark.parametrize("language", LOCALES)
def test_open_pages(read: Callable[..., Page], language: str) -> None:
    problems = walk(read(language), OPEN_PAGES)
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("person", TASK_PAGES)
def test_task_pages(read: Callable[..., Page], language: str, person: str) -> None:
    problems = walk(read(language, person), TASK_PAGES[person])
    assert not problems, "\n".join(problems)


# Forms that are sent as they come, so that they say what is missing: each kind of field is in one of them.
FORMS = {
    "": ("/accounts/sign-up",),
    "resident": ("/issues/new?category=waste",),
    "city": ("/issues/7/answer",),
    "moderator": ("/issues/11/topic", "/meetings/new?group=1", "/decisions/new?group=1", "/plans/new?group=1",
                  "/plans/1/variants/1/elements/new", "/groups/arbeitskreis-kanalviertel/seats/new"),
}  # fmt: skip
# Pages with parts to open.
FOLDED = {
    "resident": ("/actions", "/issues/new?category=waste"),
    "city": ("/plans/1/variants/2",),
    "moderator": ("/plans/1/variants/1/elements/1/edit", "/plans/new?group=1"),
}


def test_menus_and_other_parts_that_open(visit: Callable[..., Page]) -> None:
    problems = []
    for person, addresses in FOLDED.items():
        page = visit(person)
        for address in addresses:
            page.goto(address)
            folded = page.locator("main details:not([open]) > summary").filter(visible=True)
            expect(folded).not_to_have_count(0)
            while folded.count():
                folded.first.click()
            problems += [f"{address} {found}" for found in check(page)]
    for menu in page.locator("header summary").filter(visible=True).all():
        menu.click()
        expect(page.locator("details[name=menus][open]")).to_have_count(1)
        problems += check(page)
    assert not problems, "\n".join(problems)


def test_forms_with_errors(visit: Callable[..., Page]) -> None:
    problems = []
    for person, addresses in FORMS.items():
        page = visit(person)
        for address in addresses:
            page.goto(address)
            with page.expect_navigation():
                page.locator("main form[method=post] button.kern-btn--primary").first.click()
            page.locator(".summary").first.wait_for()
            problems += [f"{address} {found}" for found in check(page)]
    assert not problems, "\n".join(problems)


def test_parts_that_change_in_place(visit: Callable[..., Page]) -> None:
    issue_parts(visit("resident"))
    agenda_and_drawing(visit("moderator"))
    running_meeting(visit("secretary"))


def issue_parts(page: Page) -> None:
    """Support, support taken back, a comment that is missing, a comment."""
    page.goto("/issues/7")
    button = page.locator("#support-button")
    before = button.inner_text()
    button.click()
    expect(button).not_to_have_text(before)
    assert check(page) == []
    button.click()
    expect(button).to_have_text(before)
    page.locator("#comment-button").click()
    page.locator("#comments .summary").wait_for()
    assert check(page) == []
    page.fill("#text", "Das sehe ich auch so.")
    page.locator("#comment-button").click()
    page.locator("#comments .notice").wait_for()
    assert check(page) == []


def agenda_and_drawing(page: Page) -> None:
    """An item moved, and back; a point set in a drawing."""
    page.goto("/meetings/3/agenda")
    first = page.locator("#agenda li").first
    item = first.get_attribute("id") or ""
    page.locator(f"#{item} button[id^=down]").click()
    expect(first).not_to_have_id(item)
    assert check(page) == []
    page.locator(f"#{item} button[id^=up]").click()
    expect(first).to_have_id(item)
    page.goto("/plans/1/variants/1/elements/new")
    page.locator("svg.drawing").click(position={"x": 100, "y": 60})
    page.locator("[data-own]").wait_for()
    assert check(page) == []


def running_meeting(page: Page) -> None:
    """Somebody leaves the room and comes back; notes are saved."""
    page.goto("/meetings/2/attendance")
    button = page.locator("#attendance form[action$='/leave'] button").first
    seat = button.get_attribute("id") or ""
    for deed in ("arrive", "leave"):
        page.locator(f"#{seat}").click()
        page.locator(f"form[action$='/{deed}'] #{seat}").wait_for()
        assert check(page) == []
    page.goto("/meetings/2/items/11")
    page.fill("#notes", "Die Stadt prüft bis Januar.")
    page.locator("button[name=then][value=stay]").click()
    page.locator(".notice").wait_for()
    assert check(page) == []


@pytest.mark.parametrize(("language", "width"), VIEWS)
def test_minutes_kept_as_a_web_page(
    demo: Site, open_page: Callable[..., Page], tmp_path: Path, language: str, width: int
) -> None:
    """Opened from a disk, where nobody serves anything: clean by day and by night, and it asks for nothing."""
    page, asked = open_page(demo, language=language, width=width), []
    file = tmp_path / "minutes.html"
    file.write_bytes(page.request.get(f"{demo.address}/meetings/1/minutes.html?lang={language}").body())
    page.add_init_script(AXE)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert check(page) == []
    assert asked == [file.as_uri()]
