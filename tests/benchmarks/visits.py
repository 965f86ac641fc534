"""What a first and a second visit cost a browser: requests that went over the wire, and their bytes."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = os.environ.get("QUARTER_TEST_CHROMIUM", "/usr/bin/chromium")


@dataclass(frozen=True)
class Visit:
    """`nth` is 1 with an empty cache, 2 when the same browser comes again."""

    page: str
    language: str
    nth: int
    requests: int
    kilobytes: float


def visit_all(address: str, pages: dict[str, str], languages: tuple[str, ...]) -> Iterator[Visit]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for language in languages:
            for name, path in pages.items():
                yield from _visit_twice(browser, address + path, name, language)
        browser.close()


def _visit_twice(browser: Browser, address: str, name: str, language: str) -> Iterator[Visit]:
    context = browser.new_context(locale=language)
    for nth in (1, 2):
        page = context.new_page()
        loaded: list[float] = []
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event, loaded=loaded: loaded.append(_bytes(event)))
        page.goto(address, wait_until="networkidle")
        page.close()
        on_the_wire = [size for size in loaded if size]  # from its own cache a browser loads zero bytes
        yield Visit(name, language, nth, len(on_the_wire), sum(on_the_wire) / 1000)
    context.close()


def _bytes(event: dict[str, Any]) -> float:
    return float(event["encodedDataLength"])
