"""The whole thread in Chromium: once with script on a desk, once without on a phone, once in Arabic."""

from collections.abc import Callable
from functools import cache

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site
from tests.factories.world import World

pytestmark = pytest.mark.browser

MEMBERS = ("city", "second_city", "cooperative", "second_cooperative", "initiative", "neighbour")


@pytest.mark.parametrize(
    ("language", "width", "script"),
    [("en", 1280, True), ("de", 360, False), ("ar", 360, True)],
    ids=["desk with script", "phone without script", "phone in Arabic"],
)
def test_one_matter_from_the_first_report_to_sealed_minutes(
    site: Site, open_page: Callable[..., Page], language: str, width: int, script: bool
) -> None:
    @cache
    def act_as(name: str) -> Page:
        return open_page(site, person=name, language=language, width=width, script=script)

    assert site.world is not None
    report(act_as("resident"))
    ask(act_as("moderator"), site.world)
    answer(act_as("city"))
    prepare(act_as("moderator"))
    run_meeting(act_as("secretary"), site.world)
    approve_and_seal(act_as("moderator"), act_as("secretary"))
    page = act_as("resident")
    page.goto("/issues/1")
    path = page.locator(".path")
    for words in ("Tempo 20", "Spielstraße", "Genehmigung vorbereiten"):
        expect(path.get_by_text(words).first).to_be_visible()
    page.goto("/meetings/1/minutes")
    with page.expect_download() as download:
        page.select_option("[name=labels]", language)
        page.click("form[action*='/minutes/file'] button")
    assert download.value.path().read_bytes().startswith(b"%PDF")


def send(page: Page, action: str, **fields: str) -> None:
    """Fill in the form that goes to `action`, press its first button, and wait for the next page."""
    form = page.locator(f"main form[action*='{action}']").first
    for name, value in fields.items():
        field = form.locator(f"[name='{name.replace('__', '-')}']")
        if field.first.get_attribute("type") == "radio":
            form.locator(f"[name='{name}'][value='{value}']").check()
        elif field.first.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    press(page, form.locator("button").first)


def press(page: Page, button: Locator) -> None:
    with page.expect_navigation():
        button.click()


def report(page: Page) -> None:
    page.goto("/issues/new")
    press(page, page.locator("button[value='traffic']"))
    for name, text in {"title": "Autos rasen", "text": "Morgens ist es gefährlich.", "place": "Kita"}.items():
        page.fill(f"#{name}", text)
    press(page, page.locator("button[value='look']"))
    press(page, page.locator("button[value='send']"))
    expect(page.locator("h1")).to_contain_text("Autos rasen")


def ask(page: Page, world: World) -> None:
    page.goto("/issues/1/ask")
    send(page, "/ask", organisation=str(world.organisations["city"]))


def answer(page: Page) -> None:
    page.goto("/issues/1/answer")
    send(page, "/answer", state="answered", text="Wir messen eine Woche lang.")
    expect(page.locator("main")).to_contain_text("Wir messen eine Woche lang.")


def prepare(page: Page) -> None:
    page.goto("/issues/1/topic")
    send(page, "/topic/new", title="Sichere Schleusengasse", summary="Vor der Kita wird zu schnell gefahren.")
    page.goto("/meetings/new?group=1")
    send(page, "/meetings/new", starts_at="2030-12-01T18:00", place="Bürgertreff")
    page.goto("/meetings/1/agenda")
    send(page, "/agenda/topics", topic="1")
    page.goto("/meetings/1")
    send(page, "/invite")


def run_meeting(page: Page, world: World) -> None:
    page.goto("/meetings/1")
    send(page, "/start")
    page.goto("/meetings/1/attendance")
    for number, name in enumerate(MEMBERS, 1):
        page.locator(f"main form[action$='/attendance/{world.seats[name]}/arrive'] button").click()
        expect(page.locator("form[action*='/leave']")).to_have_count(number + 1)  # and the secretary, who opened
    page.goto("/meetings/1/items/3")
    send(page, "/begin")
    page.goto("/meetings/1/items/3")
    page.fill("[name='notes']", "Die Stadt sieht keine Rechtsgrundlage.")
    press(page, page.locator("button[value='next']"))
    page.goto("/meetings/1/items/3/question")
    send(page, "/question", title="Tempo 20", question="Soll Tempo 20 gelten?")
    page.goto("/meetings/1/items/3/decisions/1")
    send(page, "/decisions/1", city_no="2", cooperatives_yes="2", residents_yes="2")
    page.goto("/decisions/1")
    expect(page.locator(".outcome.no")).to_be_visible()
    page.goto("/decisions/1/reword")
    send(page, "/reword", title="Spielstraße", question="Soll eine Spielstraße entstehen?")
    page.goto("/meetings/1/items/3/decisions/2")
    send(page, "/decisions/2", city_yes="2", cooperatives_yes="2", residents_yes="2")
    page.goto("/decisions/2")
    expect(page.locator(".outcome:not(.no)")).to_be_visible()
    page.goto("/meetings/1/items/3/action")
    send(
        page,
        "/action",
        title="Genehmigung vorbereiten",
        organisation=str(world.organisations["city"]),
        due_on="2031-01-15",
    )
    page.goto("/meetings/1/end")
    send(page, "/end")
    page.goto("/meetings/1/minutes")
    send(page, "/circulate")


def approve_and_seal(page: Page, secretary: Page) -> None:
    page.goto("/meetings/1/minutes")
    send(page, "/approve")
    for signing in (page, secretary):
        signing.goto("/meetings/1/minutes/sign")
        send(signing, "/sign")
    page.goto("/meetings/1/minutes/seal")
    send(page, "/seal")
    expect(page.locator("main")).to_contain_text("SHA-256")
