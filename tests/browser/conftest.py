"""A real Chromium against a real server on loopback. Here the clock runs."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright
from werkzeug.serving import make_server

from quarter.app import create_app
from quarter.config import Settings
from quarter.demo.story import load
from quarter.foundation import clock as house_clock
from quarter.foundation.db import Database
from quarter.foundation.storage import Storage
from tests.databases import create_tables
from tests.factories.world import PASSWORD, World, build_world

CHROMIUM = os.environ.get("QUARTER_TEST_CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(autouse=True)
def clock() -> None:
    """Browsers wait for things, so time goes on."""


@dataclass
class Site:
    """A running house: its address, its people's password, and the world it was built with, if any."""

    address: str
    world: World | None = None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def serve(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    app.extensions["quarter.database"].engine.dispose()


def app_on(folder: Path, build: Callable[[Database], World | None]) -> tuple[Flask, World | None]:
    url = f"sqlite:///{folder / 'quarter.sqlite'}"
    create_tables(url)
    settings = Settings(instance=folder, database_url=url, secret_key="test", demo_password=PASSWORD)
    app = create_app(settings)
    return app, build(app.extensions["quarter.database"])


def demo_site(folder: Path) -> Iterator[Site]:
    """The demonstration, served."""

    def tell(database: Database) -> None:
        with database.unit_of_work() as session:
            load(session, password=PASSWORD, now=house_clock.now(), storage=Storage(folder / "files"))

    app, _ = app_on(folder, tell)
    for address in serve(app):
        yield Site(address)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration; tests only read it."""
    yield from demo_site(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A house with people and nothing done yet, for one test."""

    def people(database: Database) -> World:
        with database.unit_of_work() as session:
            return build_world(session, house_clock.now())

    app, world = app_on(tmp_path, people)
    for address in serve(app):
        yield Site(address, world)


@pytest.fixture(scope="session")
def signed_in(browser: Browser) -> Callable[[Site, str], StorageState]:
    """The cookies of people who have signed in: everybody does so once, at the sign-in page."""
    cookies: dict[tuple[str, str], StorageState] = {}

    def signed_in(site: Site, email: str) -> StorageState:
        if (site.address, email) not in cookies:
            context = browser.new_context(base_url=site.address)
            sign_in(context.new_page(), email)
            cookies[site.address, email] = context.storage_state()
            context.close()
        return cookies[site.address, email]

    return signed_in


@pytest.fixture
def open_page(browser: Browser, signed_in: Callable[[Site, str], StorageState]) -> Iterator[Callable[..., Page]]:
    """`open_page(site, person="city", language="de", width=360, script=True)`, signed in if a person is named.

    An error in script or server fails the test.
    """
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_page(
        site: Site, *, person: str = "", language: str = "en", width: int = 1280, script: bool = True
    ) -> Page:
        domain = "test" if site.world else "demo"
        context = browser.new_context(
            base_url=site.address,
            viewport={"width": width, "height": 900},
            locale=language,
            java_script_enabled=script,
            storage_state=signed_in(site, f"{person}@{domain}.example") if person else None,
        )
        context.add_cookies([{"name": "language", "value": language, "url": site.address}])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console", lambda message: problems.append(message.text) if "Content Security" in message.text else None
        )
        page.on("response", lambda answer: problems.append(answer.url) if answer.status >= 500 else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


def sign_in(page: Page, email: str) -> None:
    page.goto("/accounts/sign-in")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.click("main form button")
    page.locator("header form[action='/accounts/sign-out']").wait_for(state="attached")
