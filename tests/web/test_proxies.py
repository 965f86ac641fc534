"""A proxy that is there but not in the settings, or the other way round, is named in the log, once."""

from pathlib import Path

import pytest
from structlog.testing import CapturingLogger

from quarter.app import create_app
from quarter.config import Settings
from quarter.foundation.db import Database
from quarter.web import proxies

THROUGH = {"X-Forwarded-For": "192.0.2.1"}


@pytest.mark.parametrize(
    ("behind_proxy", "headers", "sentence"),
    [
        (False, {}, None),
        (False, THROUGH, "set QUARTER_BEHIND_PROXY=true"),
        (False, {"X-Forwarded-Proto": "https"}, "set QUARTER_BEHIND_PROXY=true"),
        (True, THROUGH, None),
        (True, {}, "come without X-Forwarded-For"),
    ],
)
def test_what_the_settings_say_is_compared_with_what_comes(
    database: Database,
    world: object,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    behind_proxy: bool,
    headers: dict[str, str],
    sentence: str | None,
) -> None:
    log = CapturingLogger()
    monkeypatch.setattr(proxies, "log", log)
    url = database.url.render_as_string(hide_password=False)
    settings = Settings(instance=tmp_path, database_url=url, secret_key="test", behind_proxy=behind_proxy)
    client = create_app(settings).test_client()
    client.get("/healthz", headers={} if headers else THROUGH)
    assert log.calls == []
    for _ in range(2):
        client.get("/imprint", headers=headers)
    assert len(log.calls) == (1 if sentence else 0)
    assert all(sentence in call.kwargs["doubt"] for call in log.calls)
