"""What the tests of these pages find made."""

import pytest
from argon2 import PasswordHasher

from quarter.accounts import passwords


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def limits():
    return True


@pytest.fixture
def client(client):
    """A visitor who reads English."""
    client.http.set_cookie("language", "en")
    return client
