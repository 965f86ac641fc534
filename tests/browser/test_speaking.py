"""The speaking list in three windows: whoever leads it, somebody on a phone who wants to speak, somebody who reads."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from quarter.foundation import clock as house_clock
from quarter.groups.models import Seat
from quarter.meetings.models import AgendaItem, Speech
from quarter.meetings.service.agenda import add_item
from quarter.meetings.service.course import arrive, begin_item, start
from quarter.meetings.service.planning import schedule
from tests.browser.conftest import Site
from tests.browser.visitor import Visitor
from tests.meetings.evening import EVERYBODY

pytestmark = pytest.mark.browser
LIST, MEETING = "/meetings/1/speaking", "/meetings/1"


@pytest.fixture
def evening(site: Site) -> Site:
    """A meeting that has just been opened, everybody in the room, at its only item."""
    world, now = site.world, house_clock.now()
    assert world is not None
    with site.database.unit_of_work() as session:
        meeting = schedule(
            session, world.moderator, world.group(session), starts_at=now, place="Stadtteilbüro", lang="de", now=now
        )
        add_item(session, world.moderator, meeting, title="Eröffnung", now=now)
        start(session, world.moderator, meeting, now=now)
        for name in EVERYBODY:
            arrive(session, world.secretary, meeting, session.get_one(Seat, world.seats[name]), now=now)
        item = session.exec(select(AgendaItem)).one()
        begin_item(session, world.secretary, meeting, item, now=now)
    return site


@pytest.fixture
def sit_down(evening: Site, open_page: Callable[..., Page]) -> Callable[..., Visitor]:
    """Somebody at a page, with a clock that can be moved on."""

    def sit_down(person: str, address: str, language: str = "de", width: int = 1280) -> Visitor:
        page = open_page(evening, person=person, language=language, width=width)
        page.clock.install()
        page.goto(address)
        return Visitor(page, language)

    return sit_down


def waits_a_while(visitor: Visitor) -> None:
    """Long enough for every page to look again."""
    visitor.page.clock.fast_forward(30_000)


@pytest.mark.parametrize("language", ["de", "ar"])
def test_a_phone_asks_and_everybody_sees_who_speaks(sit_down: Callable[..., Visitor], language: str) -> None:
    chair, phone, reader = (
        sit_down("secretary", LIST, language), sit_down("city", MEETING, language, 360),
        sit_down("neighbour", MEETING, language, 360),
    )  # fmt: skip
    for folded in (phone, reader):
        folded.opens("Speaking list")
        waits_a_while(folded)  # what somebody unfolded stays so
        expect(folded.button("I want to speak")).to_be_visible()
    phone.button("I want to speak").click()
    expect(phone.button("Take me off the list")).to_be_focused()
    waits_a_while(chair)
    chair.button("Give the floor", "City").click()
    for visitor in (chair, phone, reader):
        waits_a_while(visitor)
    phone.sees("You have the floor.")
    for visitor in (chair, reader):
        expect(visitor.page.locator("main")).to_contain_text(
            visitor.words.gettext("Now speaks: %(name)s").split("%")[0]
        )
        expect(visitor.page.locator("main")).to_contain_text("City")
    for visitor in (phone, reader):
        assert visitor.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_pressed_twice_it_is_one_press(evening: Site, sit_down: Callable[..., Visitor]) -> None:
    chair = sit_down("secretary", LIST)
    for name in ("City", "Neighbour"):
        chair.button("Wants to speak", name).dblclick()
        expect(chair.page.locator("#speakers ol li").filter(has_text=name)).to_have_count(1)
    chair.button("Give the floor").dblclick()
    chair.sees("End the speech")
    expect(chair.page.locator("#speakers ol li")).to_have_count(1)
    with evening.database.session(writes=False) as session:
        assert [speech.begun_at is None for speech in session.exec(select(Speech).order_by(Speech.id))] == [False, True]


def test_by_keyboard_the_floor_goes_from_one_to_the_next(sit_down: Callable[..., Visitor]) -> None:
    chair = sit_down("secretary", LIST)
    for name in ("City", "Neighbour"):
        button = chair.button("Wants to speak", name)
        button.focus()
        chair.page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-disabled", "true")
        expect(button).to_be_focused()
    chair.button("Give the floor", "City").focus()
    chair.page.keyboard.press("Enter")
    chair.sees("End the speech")
    expect(chair.button("Give the floor", "Neighbour")).to_be_focused()


def test_a_page_that_asks_in_vain_stays_as_it_is(sit_down: Callable[..., Visitor]) -> None:
    chair = sit_down("secretary", LIST)
    chair.page.route(f"**{LIST}", lambda route: route.fulfill(status=409, headers={"HX-Retarget": "body"}, body="busy"))
    with chair.page.expect_response(f"**{LIST}"):
        waits_a_while(chair)
    chair.sees("Nobody has the floor.")
