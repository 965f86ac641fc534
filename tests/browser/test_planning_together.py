"""Two people plan the same courtyard at the same time, and the moderator brings both together."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from quarter.foundation import clock as house_clock
from quarter.foundation.multilingual import isolated
from quarter.planning.queries import VariantOfPlan, get_groups_variant
from tests.browser.conftest import Site
from tests.browser.visitor import Visitor, kept_picture
from tests.planning.plans import add, open_plan

pytestmark = pytest.mark.browser

PLAN, GROUPS = "/plans/1", "/plans/1/variants/1"


@pytest.fixture
def courtyard(site: Site) -> Site:
    """A plan on a picture; a bench stands in the group's variant."""
    with site.database.unit_of_work() as session:
        plan = open_plan(session, site.world, picture=kept_picture(site), now=house_clock.now())
        add(session, VariantOfPlan(plan, get_groups_variant(session, plan.id)), site.world.moderator)
    return site


@pytest.mark.parametrize("way", ["pointer", "keyboard", "without script"])
def test_two_plan_and_a_third_brings_it_together(courtyard: Site, open_page: Callable[..., Page], way: str) -> None:
    def sit_down(person: str, language: str, width: int) -> Visitor:
        page = open_page(courtyard, person=person, language=language, width=width, script=way != "without script")
        return Visitor(page, language, by_keyboard=way == "keyboard")

    resident = sit_down("resident", "de", 1280)
    initiative = sit_down("initiative", "ar", 360)
    moderator = sit_down("moderator", "en", 1280)
    shade, play = branch_at_once((resident, "Mehr Schatten"), (initiative, "مكان للعب"))
    lime = draw(resident, shade, kind=1, title="Eine Linde", x=25, y=75)
    swing = draw(initiative, play, kind=3, title="أرجوحة", x=60, y=40)
    neither_changes_the_other_s(resident, play)
    talk_while_it_is_taken_out(resident, initiative, swing)
    swing = draw(initiative, play, kind=3, title="أرجوحة جديدة", x=60, y=40)
    change_on_two_devices(resident, sit_down("resident", "de", 360), lime)
    change_the_shared_one(moderator, sit_down("secretary", "de", 1280))
    for address, title in ((shade, "Eine Linde am Eingang"), (play, "أرجوحة جديدة")):
        moderator.goes_to(address)
        moderator.chooses(moderator.page.locator("ol.numbered > li").filter(has_text=title).get_by_role("checkbox"))
        moderator.presses("Take over what is chosen")
        taken = "%(num)d thing was taken over into the group's variant.", "%(num)d things were taken over"
        expect(moderator.page.locator("main")).to_contain_text(moderator.words.ngettext(*taken, 1))
    compare(initiative, shade, play)


def branch_at_once(*people: tuple[Visitor, str]) -> list[str]:
    """Each makes a variant of their own; all have the form open before the first sends it. Answers the addresses."""
    for visitor, title in people:
        visitor.goes_to(PLAN)
        visitor.follows("Make my own variant")
        visitor.writes("title", title)
    for visitor, title in people:
        visitor.presses("Start my variant")
        expect(visitor.page.locator("h1")).to_contain_text(title)
    return [visitor.page.url for visitor, _title in people]


def draw(visitor: Visitor, variant: str, *, kind: int, title: str, x: float, y: float) -> str:
    """Puts a thing into a variant with a point in percent; answers the address of its page."""
    visitor.goes_to(variant)
    visitor.follows("Add to this variant")
    visitor.chooses(visitor.page.locator(f"#kind-{kind}"))
    visitor.writes("title", title)
    set_point(visitor, x, y)
    visitor.presses("Add to the variant")
    visitor.sees("“%(title)s” stands in the variant now, for everyone to see.", title=isolated(title))
    visitor.uses(visitor.page.locator(".numbered").get_by_role("link", name=title).first)
    return visitor.page.url


def set_point(visitor: Visitor, x: float, y: float) -> None:
    page = visitor.page
    if page.locator("[data-arrows]").is_visible() and not visitor.by_keyboard:
        drawing = page.locator("svg.drawing")
        drawing.scroll_into_view_if_needed()
        box = drawing.bounding_box()
        assert box is not None
        drawing.click(position={"x": box["width"] * x / 100, "y": box["height"] * y / 100})
    elif visitor.by_keyboard:
        visitor.reaches(page.locator("[data-arrows]"))
        page.keyboard.press("ArrowRight")  # puts the point into the middle
        for _ in range(5):
            page.keyboard.press("Shift+ArrowRight" if x > 50 else "Shift+ArrowLeft")
    else:
        page.locator("summary", has_text=visitor.words.gettext("Write the point as numbers")).click()
        visitor.writes("x", str(x))
        visitor.writes("y", str(y))


def neither_changes_the_other_s(visitor: Visitor, variant: str) -> None:
    visitor.goes_to(variant)
    visitor.sees_not("Change or move")
    visitor.sees_not("Add to this variant")


def talk_while_it_is_taken_out(visitor: Visitor, author: Visitor, element: str) -> None:
    """A comment that comes too late is not lost, and what was said before stays readable."""
    visitor.goes_to(element)
    visitor.presses("Support this idea")
    visitor.sees("You do, too.")
    visitor.writes("text", "Wer prüft die Seile?")
    visitor.presses("Send comment")
    visitor.sees("Your comment is here for everyone to read.")
    visitor.writes("text", "Und wer zahlt das?")
    stale = Visitor(visitor.page.context.new_page(), visitor.words.language, by_keyboard=visitor.by_keyboard)
    stale.goes_to(element)
    author.goes_to(element)
    author.follows("Take out")
    author.presses("Take it out")
    author.sees("It is taken out of the variant.")
    visitor.presses("Send comment")
    visitor.sees("Somebody took this out of the variant meanwhile.")
    expect(visitor.page.locator("#text")).to_have_value("Und wer zahlt das?")
    visitor.sees("Wer prüft die Seile?")
    stale.presses("Take my support back")
    stale.sees("Somebody took this out of the variant meanwhile.")
    stale.follows("Look at the newest state")
    stale.sees("This was taken out of the variant. What people said about it stays here.")


def change_on_two_devices(visitor: Visitor, elsewhere: Visitor, element: str) -> None:
    """The same person, on the desk and on the phone."""
    for device in (visitor, elsewhere):
        device.goes_to(element)
        device.follows("Change or move")
    visitor.writes("title", "Eine Linde am Eingang")
    visitor.presses("Save")
    visitor.sees("Saved. Everyone sees it like this now.")
    elsewhere.opens("Say more about it (may stay empty)")
    elsewhere.writes("cost", "450")
    elsewhere.presses("Save")
    elsewhere.sees("Somebody else saved this meanwhile")
    elsewhere.sees("Eine Linde am Eingang")
    expect(elsewhere.page.locator("#cost")).to_have_value("450")
    elsewhere.writes("title", "Eine Linde am Eingang")
    elsewhere.presses("Save")
    elsewhere.sees("Saved. Everyone sees it like this now.")
    elsewhere.sees("450")


def change_the_shared_one(first: Visitor, second: Visitor) -> None:
    """The group's variant is changed by those who keep it; whoever saves second sees what the first saved."""
    for visitor in (first, second):
        visitor.goes_to(GROUPS)
        visitor.follows("Change or move", "A bench")
    second.writes("title", "Eine Bank mit Lehne")
    second.presses("Save")
    second.sees("Saved. Everyone sees it like this now.")
    first.writes("place", "under the window")
    first.presses("Save")
    first.sees("Somebody else saved this meanwhile")
    first.sees("Eine Bank mit Lehne")
    expect(first.page.locator("#place")).to_have_value("under the window")
    first.writes("title", "Eine Bank mit Lehne")
    first.presses("Save")
    first.sees("Saved. Everyone sees it like this now.")
    first.sees("Eine Bank mit Lehne")
    first.sees("under the window")


def compare(visitor: Visitor, *variants: str) -> None:
    """All three side by side: the group's has what was taken over from both."""
    visitor.goes_to(PLAN)
    for address in variants:
        box = visitor.page.locator(f"#variant-{address.rpartition('/')[2]}")
        if not box.is_checked():
            visitor.chooses(box)
    visitor.presses("Compare")
    rows = visitor.page.locator("table.compare tbody tr")
    groups = rows.nth(2).locator("td").first
    for title in ("Eine Bank mit Lehne", "Eine Linde am Eingang", "أرجوحة جديدة"):
        expect(groups).to_contain_text(title)
    expect(rows.nth(0).locator("td").nth(1)).to_contain_text("أرجوحة جديدة")  # what the resident's lacks
    expect(rows.nth(0).locator("td").nth(2)).to_contain_text("Eine Linde am Eingang")
