from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from quarter.app import create_app
from quarter.config import Settings
from quarter.foundation.db import Database
from tests.factories.world import World
from tests.letters.mailbox import Mailbox, free_port


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def server(mailbox: Mailbox) -> Iterator[Controller]:
    server = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    server.start()
    yield server
    server.stop()


@pytest.fixture
def posting_app(database: Database, world: World, tmp_path: Path, server: Controller) -> Flask:
    url = database.url.render_as_string(hide_password=False)
    return create_app(Settings(instance=tmp_path, database_url=url, secret_key="test", mail_url=f"smtp://127.0.0.1:{server.port}",
                               base_url="https://quarter.example"))  # fmt: skip
