"""Somebody at a browser, who looks for words in the language of the page: by pointer, or by keyboard alone."""

from datetime import date

from playwright.sync_api import Locator, Page, expect

from quarter.foundation.multilingual import Words
from quarter.foundation.pictures import read_picture
from tests.browser.conftest import Site
from tests.foundation.test_pictures import picture


class Visitor:
    """The sentences given are the English source; they are looked for in the visitor's language."""

    def __init__(self, page: Page, language: str, *, by_keyboard: bool = False) -> None:
        self.page = page
        self.words = Words(language, "UTC")
        self.by_keyboard = by_keyboard

    def goes_to(self, address: str) -> None:
        self.page.goto(address)

    def sees(self, text: str, **values: object) -> None:
        """Waits until it stands somewhere on the page."""
        expect(self.page.locator("main")).to_contain_text(self.words.gettext(text, **values))

    def sees_not(self, text: str) -> None:
        expect(self.page.locator("main")).not_to_contain_text(self.words.gettext(text))

    def link(self, text: str, about: str = "") -> Locator:
        return self._named("link", text, about)

    def button(self, text: str, about: str = "") -> Locator:
        return self._named("button", text, about)

    def follows(self, text: str, about: str = "") -> None:
        self.uses(self.link(text, about))

    def presses(self, text: str, about: str = "") -> None:
        self.uses(self.button(text, about))

    def opens(self, text: str) -> None:
        """A part of the page that is folded away."""
        fold = self.page.locator("main summary").filter(has_text=self.words.gettext(text)).first
        if self.by_keyboard:
            self.reaches(fold)
            self.page.keyboard.press("Enter")
        else:
            fold.click()

    def uses(self, control: Locator) -> None:
        """Follows or presses what leads to another page."""
        if not self.by_keyboard:
            with self.page.expect_navigation():
                control.click()
            return
        self.reaches(control)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def swaps(self, control: Locator) -> None:
        """Presses what changes a part of the page in place."""
        if self.by_keyboard:
            self.reaches(control)
            self.page.keyboard.press("Enter")
        else:
            control.click()

    def writes(self, field: str, text: str) -> None:
        """Replaces what stands in the field with this id."""
        if self.by_keyboard:
            self.reaches(self.page.locator(f"#{field}"))
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.type(text)
        else:
            self.page.fill(f"#{field}", text)

    def selects(self, field: str, option: str) -> None:
        """From the list that folds out of the field with this id."""
        if not self.by_keyboard:
            self.page.select_option(f"#{field}", label=option)
            return
        self.reaches(self.page.locator(f"#{field}"))
        self.page.keyboard.type(option)
        expect(self.page.locator(f"#{field} option:checked")).to_have_text(option)

    def dates(self, field: str, day: date) -> None:
        """By keyboard in the order of the browser's own language, which nobody can ask for."""
        if not self.by_keyboard:
            self.page.fill(f"#{field}", day.isoformat())
            return
        self.reaches(self.page.locator(f"#{field}"))
        assert day.day == day.month
        self.page.keyboard.type(f"{day:%d%m%Y}")
        expect(self.page.locator(f"#{field}")).to_have_value(day.isoformat())

    def chooses(self, option: Locator) -> None:
        """One of a few, all visible: the tab key leads to the first of them, arrows to the others."""
        if not self.by_keyboard:
            option.check()
        elif option.get_attribute("type") == "checkbox":
            self.reaches(option)
            self.page.keyboard.press("Space")
        else:
            self.reaches(self.page.locator(f"[name='{option.get_attribute('name')}']").first)
            while not option.is_checked():
                self.page.keyboard.press("ArrowDown")

    def reaches(self, control: Locator) -> None:
        """With the tab key alone; on a new page first past the places, by the skip link."""
        if self.page.evaluate("document.activeElement === document.body"):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("document.activeElement.matches('.skip')"):
                self.page.keyboard.press("Enter")
        for _ in range(100):
            if control.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the tab key does not lead to {control}")

    def _named(self, role: str, text: str, about: str) -> Locator:
        found = self.page.locator("main").get_by_role(role, name=self.words.gettext(text))  # type: ignore[arg-type]
        return (found.filter(has_text=about) if about else found).first


def kept_picture(site: Site) -> tuple[str, int, int]:
    """A site plan in the site's storage: (key, width, height)."""
    drawn = read_picture(picture(size=(1200, 800)))
    return site.storage.put(drawn.content, "webp"), drawn.width, drawn.height
