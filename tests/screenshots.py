"""Pictures of every page of the demonstration, de and ar, phone and desk, light and dark: `make screenshots`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS, demo_site, sign_in
from tests.browser.test_accessible import OPEN_PAGES, TASK_PAGES
from tests.house.sources import ROOT

TARGET = ROOT / "build" / "screenshots"
VIEWS = [
    (language, width, scheme) for language in ("de", "ar") for width in (360, 1280) for scheme in ("light", "dark")
]


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for site in demo_site(Path(folder)):
            for language, width, scheme in VIEWS:
                for person, addresses in {"": OPEN_PAGES, **TASK_PAGES}.items():
                    context = browser.new_context(
                        base_url=site.address, viewport={"width": width, "height": 900}, locale=language,
                        color_scheme=scheme,
                    )  # fmt: skip
                    take(context.new_page(), f"{language}-{width}-{scheme}", person, addresses)
                    context.close()
        browser.close()
    print(f"{len(list(TARGET.glob('*.png')))} pictures in {TARGET.relative_to(ROOT)}", file=sys.stderr)


def take(page: Page, view: str, person: str, addresses: tuple[str, ...]) -> None:
    if person:
        sign_in(page, f"{person}@demo.example")
    page.goto(f"/?lang={view.split('-')[0]}")
    for address in addresses:
        page.goto(address)
        if page.locator("[data-map]").count():
            page.wait_for_load_state("networkidle")
        name = "-".join(part for part in (address.strip("/").replace("/", "-") or "now", person) if part)
        page.screenshot(path=TARGET / f"{name}-{view}.png", full_page=True)


if __name__ == "__main__":
    main()
