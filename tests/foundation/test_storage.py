import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quarter.foundation.storage import Storage


def test_what_was_put_in_is_got_out(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "files")
    keys = {storage.put(content, "webp") for content in (b"one", b"two")}
    assert {storage.get(key) for key in keys} == {b"one", b"two"}
    assert all(file.name in keys for file in (tmp_path / "files").iterdir())


@pytest.mark.parametrize("key", ["", "0" * 32 + ".webp", "../secret_key", "secret_key", "a" * 32 + ".webp/.."])
def test_nothing_else_can_be_reached(tmp_path: Path, key: str) -> None:
    (tmp_path / "secret_key").write_text("secret")
    assert Storage(tmp_path / "files").get(key) is None


def test_what_is_old_is_listed_and_can_be_removed(tmp_path) -> None:
    storage = Storage(tmp_path)
    key = storage.put(b"photo", "webp")
    now = datetime(2026, 11, 23, tzinfo=UTC)
    os.utime(tmp_path / key, times=(now.timestamp(), now.timestamp()))
    assert storage.has(key) and not storage.has("../secret") and not storage.has("0" * 32 + ".webp")
    assert list(storage.list_before(now - timedelta(hours=1))) == []
    assert list(storage.list_before(now + timedelta(hours=1))) == [key]
    storage.remove(key)
    storage.remove(key)
    assert not storage.has(key) and list(storage.list_before(now + timedelta(hours=1))) == []
