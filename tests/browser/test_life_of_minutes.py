"""The whole life of minutes in a browser without JavaScript, in each language; axe finds nothing on any page of it."""

from collections.abc import Callable
from functools import cache

import pytest
from playwright.sync_api import Page, expect

from quarter.foundation import clock as house_clock
from quarter.foundation.multilingual import LOCALES
from quarter.meetings.service.course import begin_item, end
from quarter.meetings.service.notes import write_notes
from quarter.meetings.service.planning import schedule_series
from tests.browser.conftest import Site
from tests.browser.test_accessible import AXE, check
from tests.browser.visitor import Visitor
from tests.meetings.evening import items, opened

pytestmark = pytest.mark.browser
WRONG, RIGHT = "Die Stadt hält 80 Meter für möglich.", "Die Stadt hält 60 Meter für möglich."
MINUTES = "/meetings/1/minutes"
FIVE = "\u20665\u2069"  # a number that stands in a sentence of either direction
WIDTHS = {"en": 1280}  # in the other languages on a phone


class Reader(Visitor):
    """Somebody of the group without JavaScript, who has a second window to look at each page with axe."""

    def __init__(self, page: Page, checked: Page, language: str) -> None:
        super().__init__(page, language)
        self.checked = checked
        checked.add_init_script(AXE)

    def looks(self) -> None:
        """Nothing is wrong with this page."""
        self.checked.goto(self.page.url)
        assert check(self.checked) == [], self.page.url

    def comes_to(self, link: str, about: str = "") -> None:
        """To a page with a form."""
        self.follows(link, about)
        self.looks()

    def does(self, button: str, said: str, **values: object) -> None:
        """Presses it, is told what was done, and looks at what is there now."""
        self.presses(button)
        self.sees(said, **values)
        self.looks()


@pytest.fixture
def evenings(site: Site) -> Site:
    """A meeting that is over, with notes, and two to come: one in an hour, one next."""
    world, now = site.world, house_clock.now()
    assert world is not None
    with site.database.unit_of_work() as session:
        meeting = opened(session, world, now)
        street = items(session, meeting)[1]
        begin_item(session, world.secretary, meeting, street, now=now)
        write_notes(session, world.secretary, meeting, street, WRONG, expected=street.version, now=now)
        end(session, world.secretary, meeting, now=now)
        schedule_series(
            session, world.moderator, world.group(session), [now, now], place="Stadtteilbüro", lang="de", now=now
        )
    return site


@pytest.mark.parametrize("language", LOCALES)
def test_from_the_draft_to_the_correction(evenings: Site, open_page: Callable[..., Page], language: str) -> None:
    @cache
    def somebody(name: str) -> Reader:
        who = {"person": name, "language": language, "width": WIDTHS.get(language, 360)}
        return Reader(open_page(evenings, **who, script=False), open_page(evenings, **who), language)

    secretary, moderator, member, everybody = map(somebody, ("secretary", "moderator", "city", ""))
    secretary.goes_to(MINUTES)
    secretary.looks()
    circulate(secretary, 1)
    secretary.looks()
    object_to_a_passage(member)
    answer_and_correct(secretary)
    approve_at_the_next_meeting(secretary, moderator)
    sign_and_seal(secretary, moderator)
    read(everybody)
    put_right_at_a_later_meeting(secretary, moderator)
    read_what_is_right(everybody)


def circulate(secretary: Reader, meeting: int) -> None:
    secretary.goes_to(f"/meetings/{meeting}/minutes")
    secretary.sees("This is a draft. It may still change and nothing in it is approved.")
    secretary.presses("Circulate the minutes")
    secretary.sees("The minutes are on their way to the group, and everybody can read them here.")


def object_to_a_passage(member: Reader) -> None:
    member.goes_to(MINUTES)
    member.comes_to("Object to this passage", "Sichere Wege")
    member.writes("text", "Es waren 60 Meter.")
    member.does("Send objection", "Not answered yet")


def answer_and_correct(secretary: Reader) -> None:
    secretary.goes_to(MINUTES)
    secretary.comes_to("Answer this objection")
    secretary.chooses(secretary.page.locator("[name=state][value=accepted]"))
    secretary.writes("text", "Das stimmt.")
    secretary.does("Send answer", "The objection is accepted. Now correct the notes, then circulate the minutes again.")
    secretary.goes_to("/meetings/1/items/2")
    secretary.writes("notes", RIGHT)
    secretary.presses("Save")
    secretary.sees("Your notes are saved.")
    secretary.goes_to(MINUTES)
    secretary.sees("Something was changed after the minutes went round. Circulate them again, then approve them.")
    secretary.presses("Circulate the corrected minutes")
    expect(secretary.page.locator("main")).to_contain_text(RIGHT)
    expect(secretary.page.locator("main")).not_to_contain_text(WRONG)
    secretary.looks()


def approve_at_the_next_meeting(secretary: Reader, moderator: Reader) -> None:
    hold(secretary, 2)
    moderator.goes_to("/meetings/2/items/4")
    moderator.presses(moderator.words.gettext("Approve the minutes of meeting %(number)s", number=1))
    moderator.sees("The minutes of meeting %(number)s are approved.", number=1)
    moderator.looks()
    close(secretary, 2)


def sign_and_seal(secretary: Reader, moderator: Reader) -> None:
    for signer in (secretary, moderator):
        signer.goes_to(MINUTES)
        signer.comes_to("Sign the minutes")
        signer.uses(signer.page.locator("main form button"))
        signer.sees("You have signed the minutes. Your name and the time stand on their last page.")
    moderator.looks()
    moderator.comes_to("Seal the minutes")
    moderator.does("Seal the minutes", "The minutes are sealed. Each topic of the meeting now links to them.")


def read(everybody: Reader) -> None:
    everybody.goes_to(MINUTES)
    everybody.looks()
    everybody.sees("Public version")
    expect(everybody.page.locator("main")).to_contain_text(RIGHT)
    everybody.comes_to("Take this part of the minutes with you", "Sichere Wege")


def put_right_at_a_later_meeting(secretary: Reader, moderator: Reader) -> None:
    moderator.goes_to(MINUTES)
    moderator.comes_to("Put a correction on an agenda", "Sichere Wege")
    moderator.page.select_option("#meeting", "3")
    moderator.presses("Put the correction on the agenda")
    moderator.sees("The correction is on the agenda. The earlier minutes point to it, and stay as they are.")
    moderator.goes_to(MINUTES)
    moderator.looks()
    moderator.sees("A correction is item %(item)s of meeting %(number)s", item=FIVE, number="3")
    hold(secretary, 3)
    secretary.goes_to("/meetings/3/items/11")
    secretary.presses("Begin this item")
    secretary.writes("notes", "Richtig sind 50 Meter.")
    secretary.presses("Save")
    secretary.sees("Your notes are saved.")
    close(secretary, 3)
    circulate(secretary, 3)


def read_what_is_right(everybody: Reader) -> None:
    everybody.goes_to(MINUTES)
    everybody.sees("Corrected by item %(item)s of meeting %(number)s", item=FIVE, number="3")
    everybody.comes_to("To those minutes")
    expect(everybody.page.locator("main")).to_contain_text("Richtig sind 50 Meter.")


def hold(secretary: Reader, meeting: int) -> None:
    """Open it, with somebody there who can vote."""
    secretary.goes_to(f"/meetings/{meeting}")
    secretary.presses("Open the meeting")
    secretary.presses("Has come")
    secretary.presses("Begin item 1")


def close(secretary: Reader, meeting: int) -> None:
    secretary.goes_to(f"/meetings/{meeting}/end")
    secretary.presses("End the meeting")
    secretary.sees("The meeting has ended. Read the minutes once more, then circulate them.")
