"""Two secretaries take a whole meeting down, one on a desk, one on a phone, and the line goes away meanwhile."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from quarter.foundation import clock as house_clock
from quarter.meetings.service.agenda import add_topic
from quarter.meetings.service.invitations import invite
from quarter.meetings.service.planning import schedule_series
from tests.browser.conftest import Site
from tests.browser.visitor import Visitor
from tests.browser.writing import adds, is_saved, is_told, notes_of, waits
from tests.meetings.evening import EVERYBODY, a_topic

pytestmark = pytest.mark.browser
MEETING = "/meetings/1"
QUESTIONS, STREET = "Fragen der Bewohnerschaft", "Sichere Wege zur Kita"


@pytest.fixture
def evening(site: Site) -> Site:
    """A meeting that everybody was invited to begins now: what each meeting has on its agenda, and one topic."""
    world, now = site.world, house_clock.now()
    assert world is not None
    with site.database.unit_of_work() as session:
        [meeting] = schedule_series(
            session, world.moderator, world.group(session), [now], place="Stadtteilbüro", lang="de", now=now
        )
        add_topic(session, world.moderator, meeting, a_topic(session, world), now=now)
        invite(session, world.moderator, meeting, now=now)
    return site


@pytest.mark.parametrize("way", ["pointer", "keyboard"])
def test_two_write_a_whole_evening_and_no_word_is_lost_or_doubled(
    evening: Site, open_page: Callable[..., Page], way: str
) -> None:
    def sit_down(person: str, language: str, width: int) -> Visitor:
        page = open_page(evening, person=person, language=language, width=width)
        page.clock.install(time=0)
        page.goto(MEETING)
        return Visitor(page, language, by_keyboard=way == "keyboard")

    secretary, moderator = sit_down("secretary", "de", 1280), sit_down("moderator", "ar", 360)
    everybody_comes(evening, secretary, moderator)
    open_with_both(secretary, moderator)
    the_line_goes_away_for_a_minute(secretary, moderator)
    answer_questions(secretary, moderator)
    decide_while_the_other_is_cut_off(secretary, moderator)
    agree_an_action(secretary)
    end(secretary, moderator)

    assert notes_of(evening, 1) == Counter(
        ["Die Moderatorin begrüßt alle.", "افتتحت الجلسة في موعدها.", "Zwei kommen später.", "أثناء الانقطاع.",
         "Ohne Netz geschrieben.", "Kurz vor dem Weitergehen."]
    )  # fmt: skip
    assert notes_of(evening, 2) == Counter(["Es gibt eine Frage zu den Lampen.", "ستجيب المدينة كتابة."])
    assert notes_of(evening, 3) == Counter(
        ["يطلب الحي سرعة عشرين.", "Die Stadt prüft das.", "Wieder ohne Netz.", "Bis zum Herbst."]
    )


def everybody_comes(evening: Site, secretary: Visitor, moderator: Visitor) -> None:
    """One opens the meeting; both note who is there, three each."""
    assert evening.world is not None
    secretary.presses("Open the meeting")
    secretary.sees("The meeting is open. Note who is there, then begin the first item.")
    moderator.goes_to(f"{MEETING}/attendance")
    for number, name in enumerate(EVERYBODY):
        visitor = (secretary, moderator)[number % 2]
        seat = evening.world.seats[name]
        visitor.swaps(visitor.page.locator(f"#press-{seat}"))
        expect(visitor.page.locator(f"form[action$='/{seat}/leave']")).to_be_visible()
    expect(moderator.page.locator("form[action$='/leave']")).to_have_count(len(EVERYBODY) + 1)  # and who opened it


def open_with_both(secretary: Visitor, moderator: Visitor) -> None:
    secretary.presses("Begin item 1")
    moderator.goes_to(MEETING)
    moderator.follows("To the current item")
    for visitor in (secretary, moderator):
        visitor.page.clock.pause_at(3_600_000)
    adds(secretary, "Die Moderatorin begrüßt alle.")
    is_saved(secretary)
    adds(moderator, "افتتحت الجلسة في موعدها.")
    is_saved(moderator)
    expect(moderator.page.locator("#notes")).to_have_value("Die Moderatorin begrüßt alle.\nافتتحت الجلسة في موعدها.")
    expect(moderator.page.locator("[data-others]")).to_contain_text("Secretary")


def the_line_goes_away_for_a_minute(secretary: Visitor, moderator: Visitor) -> None:
    """One goes on writing without a line, the other with one; what both wrote comes together again."""
    loses_the_line(secretary, "Ohne Netz geschrieben.")
    adds(moderator, "Zwei kommen später.")
    is_saved(moderator)
    for _ in range(6):
        waits(secretary, 10)
    adds(moderator, "أثناء الانقطاع.")
    is_saved(moderator)
    has_a_line_again(secretary)
    expect(secretary.page.locator("#notes")).to_have_value(re.compile("أثناء الانقطاع"))


def loses_the_line(visitor: Visitor, line: str) -> None:
    """And writes all the same."""
    visitor.page.context.set_offline(True)
    adds(visitor, line)
    waits(visitor)
    is_told(visitor, "Not sent yet. What you wrote is kept on this device and will be sent when the line is back.")


def has_a_line_again(visitor: Visitor) -> None:
    visitor.page.context.set_offline(False)
    is_told(visitor, "The line is back.")


def answer_questions(secretary: Visitor, moderator: Visitor) -> None:
    """What was typed last is saved by the button that begins the next item, without waiting; the phone was away."""
    adds(secretary, "Kurz vor dem Weitergehen.")
    go_on(secretary)
    moderator.follows(QUESTIONS)
    loses_the_line(moderator, "ستجيب المدينة كتابة.")
    adds(secretary, "Es gibt eine Frage zu den Lampen.")
    go_on(secretary)
    has_a_line_again(moderator)
    moderator.follows(STREET)


def go_on(visitor: Visitor) -> None:
    visitor.uses(visitor.page.locator("button[name=then][value=next]"))
    visitor.sees("Your notes are saved, and the next item has begun.")


def decide_while_the_other_is_cut_off(secretary: Visitor, moderator: Visitor) -> None:
    """A question and its count, with notes that were not saved yet when the link was followed."""
    adds(secretary, "Die Stadt prüft das.")
    is_saved(secretary)
    loses_the_line(secretary, "Wieder ohne Netz.")
    adds(moderator, "يطلب الحي سرعة عشرين.")
    moderator.follows("Put a question")
    moderator.writes("title", "Spielstraße vor der Kita")
    moderator.writes("question", "Soll die Gasse Spielstraße werden?")
    moderator.presses("Put this question")
    expect(moderator.page.locator("#notes")).to_have_value(re.compile("يطلب الحي"))
    moderator.follows("Count the votes")
    for bench in ("city", "cooperatives", "residents"):
        moderator.writes(f"{bench}_yes", "2")
    moderator.presses("Record this count")
    moderator.sees("The votes are counted. The result is in the register and in the minutes.")
    has_a_line_again(secretary)
    expect(secretary.page.locator("#notes")).to_have_value(re.compile("يطلب الحي"))


def agree_an_action(secretary: Visitor) -> None:
    secretary.follows("Agree an action")
    secretary.writes("title", "Genehmigung vorbereiten")
    secretary.selects("organisation", "Amt für Grün und Verkehr")
    secretary.dates("due_on", date(2031, 11, 11))
    secretary.presses("Agree this action")
    secretary.sees("The action is agreed. Its owner finds it among the actions, with its due date.")


def end(secretary: Visitor, moderator: Visitor) -> None:
    """Straight from the last word to the end; both then read the same."""
    adds(secretary, "Bis zum Herbst.")
    secretary.uses(secretary.page.locator("button[name=then][value=next]"))
    secretary.presses("End the meeting")
    moderator.goes_to(f"{MEETING}/minutes")
    for reader in (secretary, moderator):
        reader.sees("This is a draft. It may still change and nothing in it is approved.")
        for words in ("Spielstraße vor der Kita", "Genehmigung vorbereiten", "Second Cooperative", "Bis zum Herbst."):
            expect(reader.page.locator("main")).to_contain_text(words)
