"""Who came in, was refused or sent away is logged by numbers and words of the code, never by what was typed."""

import json
import sys
from collections.abc import Iterator
from itertools import chain

import pytest
import structlog

from quarter.planning.service.plans import close_plan
from quarter.web import logs
from quarter.web.limits import LIMITS, Deed
from tests.conftest import NOW
from tests.factories.world import PASSWORD
from tests.issues.reports import report
from tests.planning.plans import open_plan

TYPED = "Zwiebelzopf"
FROM_OURS = {"Referer": f"http://localhost/?q={TYPED}", "Accept": "text/html", "User-Agent": f"{TYPED}/1.0"}
FROM = {"REMOTE_ADDR": "198.51.100.77"}


class Log:
    """All lines that were written."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        pass

    def lines(self, event: str) -> Iterator[dict[str, object]]:
        return (line for line in map(json.loads, self.text.splitlines()) if line["event"] == event)

    def last(self, event: str) -> dict[str, object]:
        """Of this kind, without what each line has."""
        *_, line = self.lines(event)
        return {name: value for name, value in line.items() if name not in ("event", "level", "timestamp")}


@pytest.fixture
def log(monkeypatch) -> Iterator[Log]:
    log = Log()
    before = structlog.get_config()
    monkeypatch.setattr(logs.sys, "stderr", log)
    logs.set_up()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(0))
    yield log
    structlog.configure(**before)


@pytest.fixture
def limits():
    return True


@pytest.fixture
def client(client):
    client.http.environ_base.update(FROM)
    return client


def sign_in(client, password=PASSWORD, email="resident@test.example", status=303):
    data = {"email": email, "password": password}
    return client.post(f"/accounts/sign-in?next=/{TYPED}", data, status=status, headers=FROM_OURS)


DOOR = {"method": "POST", "network": "198.51.100.0/24", "rule": "/accounts/sign-in"}


def test_who_comes_in_and_goes(client, world, log):
    sign_in(client)
    assert log.last("sign-in") == DOOR | {"outcome": "signed in", "person": world.resident.person_id}
    client.post("/accounts/sign-out", headers=FROM_OURS)
    assert log.last("sign-out") == DOOR | {"rule": "/accounts/sign-out", "person": world.resident.person_id}
    assert TYPED not in log.text and "resident" not in log.text and FROM["REMOTE_ADDR"] not in log.text


def test_who_does_not_come_in(client, world, log):
    sign_in(client, password=TYPED, status=422)
    assert log.last("sign-in") == DOOR | {"outcome": "wrong password", "person": world.resident.person_id}
    sign_in(client, password=TYPED, email=f"{TYPED}@test.example", status=422)
    assert log.last("sign-in") == DOOR | {"outcome": "wrong password", "person": None}
    for _ in range(LIMITS[Deed.PASSWORD].person.at_once):
        client.http.post("/accounts/sign-in", data={"email": f"{TYPED}@test.example", "password": TYPED,
                                                    "csrf_token": client._csrf_token()})  # fmt: skip
    assert log.last("too much") == DOOR | {"deed": "password", "person": None}
    assert TYPED.lower() not in log.text.lower()


def test_who_makes_an_account(client, world, log):
    who = {"name": TYPED, "email": f"{TYPED}@test.example", "password": f"lila Fahrrad am Steg {TYPED[:6]}"}
    client.post("/accounts/sign-up", who)
    assert log.last("sign-up")["outcome"] == "account made"
    client.sign_out().post("/accounts/sign-up", who, status=422)
    assert log.last("sign-up")["outcome"] == "address taken"
    assert TYPED.lower() not in log.text.lower()


def test_who_is_sent_away(client, world, made, log):
    issue = f"/issues/{made(report)}"
    client.http.get(f"{issue}/answer?q={TYPED}")
    denied = {"method": "GET", "network": "198.51.100.0/24", "rule": "/issues/<int:issue_id>/answer",
              "permission": "issues:answer"}  # fmt: skip
    assert log.last("denied") == denied | {"person": None, "outcome": "sign in first"}
    client.sign_in(world.resident).http.get(f"{issue}/answer?q={TYPED}")
    assert log.last("denied") == denied | {"person": world.resident.person_id, "outcome": "forbidden"}
    client.http.post(f"{issue}/comments", data={"text": TYPED, "csrf_token": TYPED}, headers=FROM_OURS)
    assert log.last("denied")["outcome"] == "form token"
    assert TYPED not in log.text


def closed_plan(session, world):
    plan = open_plan(session, world)
    close_plan(session, world.moderator, plan, reason=TYPED, lang="en", now=NOW)
    return plan


def test_who_is_refused(client, world, made, log):
    plan = made(closed_plan)
    data = {"title": TYPED, "text": TYPED, "lang": "de"}
    client.sign_in(world.resident).post(f"/plans/{plan}/variants/{plan}/branch", data, status=409)
    assert log.last("refused")["person"] == world.resident.person_id
    assert str(log.last("refused")["reason"]).isidentifier()
    assert TYPED not in log.text


def test_a_line_holds_nothing_but_numbers_and_words_of_the_code(client, world, made, log):
    sign_in(client)
    client.http.get(f"/issues?q={TYPED}")
    client.http.get(f"/{TYPED}")
    names = set(chain.from_iterable(map(json.loads, log.text.splitlines())))
    assert names == {"event", "level", "timestamp", "method", "rule", "status", "ms", "network", "person", "outcome"}
    assert TYPED not in log.text


def test_an_error_of_ours_tells_where_it_came_up_and_nothing_typed(app, log):
    with app.test_request_context(f"/letters/stop/{TYPED}?q={TYPED}"):
        try:
            int(TYPED)
        except ValueError:
            app.log_exception(sys.exc_info())
    broken = log.last("request.broken")
    assert (broken["rule"], broken["error"]) == ("/letters/stop/<token>", "ValueError")
    assert any(place.startswith("test_logs.py:") for place in broken["where"])
    assert TYPED.lower() not in log.text.lower()
