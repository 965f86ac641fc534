"""A real Chromium against a real server on loopback. Here the clock runs."""

import asyncio
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from granian.constants import HTTPModes, Interfaces
from granian.server.embed import Server
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from quarter.accounts import service as accounts
from quarter.accounts.queries import get_person_by_email
from quarter.app import create_app
from quarter.config import Settings
from quarter.demo.story import load
from quarter.foundation import clock as house_clock
from quarter.foundation.db import Database
from quarter.foundation.storage import Storage
from quarter.web.body_first import BodyFirst
from quarter.web.security import largest_body
from tests.benchmarks.serving import free_port, wait_for_answer
from tests.databases import create_tables
from tests.factories.world import PASSWORD, World, build_world

CHROMIUM = os.environ.get("QUARTER_TEST_CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


PATIENCE = 20_000  # milliseconds, for what a visitor waits to see: only a page that never comes takes so long
expect.set_options(timeout=PATIENCE)


@pytest.fixture(autouse=True)
def clock() -> None:
    """Browsers wait for things, so time goes on."""


@dataclass
class Site:
    """A running house: its address, and the world it was built with, if any."""

    address: str
    app: Flask
    world: World | None = None

    @property
    def database(self) -> Database:
        return self.app.extensions["quarter.database"]

    @property
    def storage(self) -> Storage:
        return self.app.extensions["quarter.storage"]

    def cookie_of(self, person: str) -> str:
        """What a browser keeps after a sign-in, without the slow password."""
        domain = "test" if self.world else "demo"
        with self.database.unit_of_work() as session:
            found = get_person_by_email(session, f"{person}@{domain}.example")
            assert found is not None, person
            token = accounts.sign_in(session, found, device="test", now=house_clock.now())
        signer = SecureCookieSessionInterface().get_signing_serializer(self.app)
        return signer.dumps({"_user_id": token, "_fresh": True})


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def serve(app: Flask) -> Iterator[str]:
    """The app behind the server's own door, in this process."""
    port, started = free_port(), Queue[tuple[asyncio.AbstractEventLoop, Server]]()

    async def run() -> None:
        server = Server(
            BodyFirst(app, threads=8, largest=largest_body(app)), port=port, interface=Interfaces.ASGI,
            http=HTTPModes.http1, websockets=False, log_enabled=False,
        )  # fmt: skip
        started.put((asyncio.get_running_loop(), server))
        await server.serve()

    thread = Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    loop, server = started.get()
    wait_for_answer(port)
    yield f"http://127.0.0.1:{port}"
    loop.call_soon_threadsafe(server.stop)
    thread.join()
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
        yield Site(address, app)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration. Tests may add to it, so none relies on what is not there."""
    yield from demo_site(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A house with people and nothing done yet, for one test."""

    def people(database: Database) -> World:
        with database.unit_of_work() as session:
            return build_world(session, house_clock.now())

    app, world = app_on(tmp_path, people)
    for address in serve(app):
        yield Site(address, app, world)


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """`open_page(site, person="city", language="de", width=360, script=True)`, signed in if a person is named.

    An error in script or server fails the test.
    """
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_page(
        site: Site, *, person: str = "", language: str = "en", width: int = 1280, script: bool = True
    ) -> Page:
        context = browser.new_context(
            base_url=site.address,
            viewport={"width": width, "height": 900},
            locale=language,
            java_script_enabled=script,
        )
        cookies = {"language": language} | ({"quarter": site.cookie_of(person)} if person else {})
        context.add_cookies([{"name": name, "value": value, "url": site.address} for name, value in cookies.items()])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
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
    with page.expect_navigation():
        page.press("#password", "Enter")
    page.locator("header form[action='/accounts/sign-out']").wait_for(state="attached")
