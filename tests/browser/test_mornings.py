"""A morning of the moderator and one of an official: each deed makes the list shorter, and leads back to it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from quarter.foundation import clock as house_clock
from quarter.groups.models import Organisation
from quarter.issues.domain import Category, IssueState
from quarter.issues.models import Issue
from quarter.issues.service import answering, reporting
from quarter.meetings.service.planning import schedule
from tests.browser.conftest import Site, sign_in
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

WAYS = pytest.mark.parametrize(
    ("language", "width", "script"),
    [("en", 1280, True), ("ar", 360, True), ("de", 360, False)],
    ids=["desk with script", "phone in Arabic", "phone without script"],
)


def report(session, site: Site, title: str, *, days_ago: int, asked: str | None = None) -> Issue:
    now = house_clock.now() - timedelta(days=days_ago)
    issue = reporting.post_issue(
        session, site.world.resident, site.world.group(session), title=title, text="Seit Wochen.", lang="de",
        category=Category.OTHER, today=now.date(), now=now,
    )  # fmt: skip
    if asked:
        body = session.get_one(Organisation, site.world.organisations[asked])
        answering.ask_organisation(session, site.world.moderator, issue, body, expected=issue.version, now=now)
    return issue


def goes_to_place(visitor: Visitor, place: str) -> None:
    """By the row of places; on a phone it is a menu."""
    menu = visitor.page.locator(".places summary")
    if menu.is_visible():
        menu.click()
    link = visitor.page.locator(".places").get_by_role("link", name=visitor.words.gettext(place)).filter(visible=True)
    visitor.uses(link)


class TestModerator:
    @pytest.fixture
    def group(self, site: Site) -> Site:
        """Nobody was asked about an issue that is overdue, and next week's meeting has no agenda."""
        with site.database.unit_of_work() as session:
            report(session, site, "Lampe am Steg", days_ago=20)
            schedule(
                session, site.world.moderator, site.world.group(session),
                starts_at=house_clock.now() + timedelta(days=7), place="Bürgertreff", lang="de",
                now=house_clock.now(),
            )  # fmt: skip
        return site

    @WAYS
    def test_from_the_first_due_thing_to_an_invitation(
        self, group: Site, open_page: Callable[..., Page], language: str, width: int, script: bool
    ) -> None:
        page = open_page(group, person="moderator", language=language, width=width, script=script)
        moderator = Visitor(page, language)
        moderator.goes_to("/")
        goes_to_place(moderator, "Coordination")
        has_to_do(moderator, 2, "Lampe am Steg")
        moderator.sees("Overdue")
        ask(moderator, str(group.world.organisations["city"]))
        has_to_do(moderator, 1)
        file_under_topic(moderator, "Lampe am Steg")
        goes_to_place(moderator, "Coordination")
        set_agenda(moderator)
        goes_to_place(moderator, "Coordination")
        has_to_do(moderator, 1)
        moderator.sees("The invitation has not been sent yet.")
        moderator.follows("Invite the group")
        moderator.presses("Invite the group")
        moderator.sees(
            "The invitation is written to everyone with a seat in the group. Coordination prints it, since "
            "this site sends no mail."
        )
        goes_to_place(moderator, "Coordination")
        moderator.sees("Nothing needs you today.")


def has_to_do(visitor: Visitor, count: int, first: str = "") -> None:
    singular = "%(num)d thing needs you today. Begin with this one:"
    said = visitor.words.ngettext(singular, "%(num)d things need you today. Begin with this one:", count)
    expect(visitor.page.locator("main .lead")).to_have_text(said)
    expect(visitor.page.locator("#first")).to_contain_text(first)
    expect(visitor.page.locator(".kern-btn--primary")).to_have_count(1)


def ask(visitor: Visitor, organisation: str) -> None:
    visitor.follows("Ask an organisation to answer")
    visitor.page.select_option("#organisation", organisation)
    visitor.presses("Ask for an answer")


def file_under_topic(visitor: Visitor, title: str) -> None:
    """The issue still stands in the list: what was asked is awaited."""
    visitor.follows(title)
    visitor.follows("Put under a topic")
    expect(visitor.page.locator("#title")).to_have_value(title)
    visitor.presses("Open this topic")


def set_agenda(visitor: Visitor) -> None:
    """Topic first, then the opening, which is moved up by keyboard; the focus stays on the button."""
    page = visitor.page
    visitor.follows("Set the agenda")
    page.select_option("#topic", "1")
    visitor.presses("Put this topic on the agenda")
    visitor.writes("free-title", "Eröffnung")
    visitor.presses("Add this item")
    expect(page.locator("#agenda li").nth(1)).to_contain_text("Eröffnung")
    move(visitor, "Move up", to=0)
    move(visitor, "Move down", to=1)
    move(visitor, "Move up", to=0)


def move(visitor: Visitor, button: str, *, to: int) -> None:
    """To the first or last place, where this button has nothing left to do."""
    page, pressed = visitor.page, visitor.button(button, "Eröffnung")
    visitor.reaches(pressed)
    page.keyboard.press("Enter")
    expect(page.locator("#agenda li").nth(to)).to_contain_text("Eröffnung")
    page.wait_for_load_state()
    if page.evaluate("typeof htmx !== 'undefined'"):
        expect(pressed).to_be_focused()
        expect(pressed).to_have_attribute("aria-disabled", "true")


class TestOfficial:
    @pytest.fixture
    def office(self, site: Site) -> Site:
        """Four issues wait for the city, the oldest is overdue."""
        with site.database.unit_of_work() as session:
            for title, days_ago in (("Lampe", 16), ("Bank", 9), ("Rampe", 6), ("Baum", 3)):
                report(session, site, title, days_ago=days_ago, asked="city")
        return site

    @WAYS
    def test_three_answers_before_the_first_appointment(
        self, office: Site, open_page: Callable[..., Page], language: str, width: int, script: bool
    ) -> None:
        page = open_page(office, language=language, width=width, script=script)
        sign_in(page, "city@test.example")
        page.goto(f"/?lang={language}")
        official = Visitor(page, language)
        goes_to_place(official, "Desk")
        owes(official, "Lampe", 4)
        answer_after_a_mistake(official, "Wir tauschen sie am Montag.")
        owes(official, "Bank", 3)
        answer_with_two_clicks(official, "Die Bank kommt im März.")
        owes(official, "Rampe", 2)
        in_another_tab(official, lambda: answered_by_a_colleague(office, 3))
        owes(official, "Baum", 1)
        answered_by_a_colleague(office, 4)
        meet_an_answer(official)
        official.sees("Nothing is due.")
        expect(page.locator(".rows > li")).to_have_count(4)
        page.goto("/issues/2")
        expect(page.get_by_text("Die Bank kommt im März.")).to_have_count(1)


def owes(visitor: Visitor, first: str, count: int) -> None:
    """The desk, with this on top."""
    expect(visitor.page).to_have_url(re.compile("/desk$"))
    expect(visitor.page.locator("#first")).to_have_text(first)
    expect(visitor.page.locator(".now, .due")).to_have_count(count)


def answer_after_a_mistake(visitor: Visitor, text: str) -> None:
    visitor.follows("Answer")
    visitor.writes("text", text)
    visitor.presses("Send answer")
    visitor.sees("Please choose what becomes of this issue.")
    expect(visitor.page.locator("#text")).to_have_value(text)
    visitor.chooses(visitor.page.locator("[name='state'][value='in_progress']"))
    visitor.presses("Send answer")
    expect(visitor.page.locator(".notice")).to_contain_text("Lampe")


def answer_with_two_clicks(visitor: Visitor, text: str) -> None:
    visitor.follows("Answer")
    visitor.writes("text", text)
    visitor.chooses(visitor.page.locator("[name='state'][value='answered']"))
    visitor.button("Send answer").dblclick()


def in_another_tab(visitor: Visitor, meanwhile: Callable[[], None]) -> None:
    """The form was open before a colleague answered: both texts are there, and the desk is one click away."""
    desk = visitor.page
    visitor.page = desk.context.new_page()
    visitor.goes_to("/desk")
    visitor.follows("Answer")
    meanwhile()
    visitor.writes("text", "Die Rampe ist bestellt.")
    visitor.chooses(visitor.page.locator("[name='state'][value='in_progress']"))
    visitor.presses("Send answer")
    visitor.sees("Somebody else saved this meanwhile")
    visitor.sees("Das hat die Kollegin erledigt.")
    expect(visitor.page.locator("#text")).to_have_value("Die Rampe ist bestellt.")
    visitor.follows("Go back without sending")
    visitor.page.close()
    visitor.page = desk
    visitor.goes_to("/desk")


def meet_an_answer(visitor: Visitor) -> None:
    """The desk is older than a colleague's answer: the form says so before anything is written."""
    visitor.follows("Answer")
    visitor.sees("There is an answer already. If you send another one, it stands above this one.")
    visitor.sees("Das hat die Kollegin erledigt.")
    visitor.follows("Go back without sending")


def answered_by_a_colleague(site: Site, issue_id: int) -> None:
    with site.database.unit_of_work() as session:
        issue = session.get_one(Issue, issue_id)
        answering.answer(
            session, site.world.second_city, issue, site.world.organisations["city"],
            text="Das hat die Kollegin erledigt.", lang="de", state=IssueState.DONE,
            expected=issue.version, now=house_clock.now(),
        )  # fmt: skip
