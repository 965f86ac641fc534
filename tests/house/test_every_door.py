"""Every address of the running site answers everybody as the table of permissions says: each route, role and method.

The town is that of `closed_things`, and there is another quarter with a few things of its own. What policy says is read
off the guard of the view and the rules of the rooms (`permissions.md` is that in words); the answer is the site's. What
somebody may do is done, too, and undone before it is kept, so that the next one finds the same town.

`QUARTER_TEST_DOORS=all` asks for every object that there is; otherwise a few of each kind are drawn.
"""

import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from random import Random

import pytest
import time_machine
from flask import Flask, Response, g
from sqlmodel import Session
from werkzeug.exceptions import NotFound
from werkzeug.test import TestResponse

from quarter.foundation.actors import ANONYMOUS, Actor
from quarter.foundation.clock import local_date
from quarter.foundation.db import Database
from quarter.foundation.policy import allows
from quarter.groups.queries import get_actor
from quarter.issues.domain import Category
from quarter.issues.service import attaching, reporting
from quarter.meetings.service.agenda import add_item
from quarter.meetings.service.planning import schedule_series
from quarter.planning.service.plans import open_plan
from quarter.web.permits import Guard, SignedIn
from quarter.web.session import get_session
from tests.conftest import NOW
from tests.factories.world import World
from tests.house.addresses import Visit, list_visits
from tests.house.closed_things import DENSE, tell
from tests.planning.plans import PICTURE
from tests.strict_client import StrictClient

ALL = os.environ.get("QUARTER_TEST_DOORS") == "all"
FEW = 2  # addresses of a kind for each role
ROLES = {
    "not signed in": "anonymous",
    "resident": "resident",
    "member": "initiative",
    "delegate of a body": "city",
    "whose seat has ended": "substitute",
    "observer": "observer",
    "secretary": "secretary",
    "moderator": "moderator",
    "moderator elsewhere": "other_moderator",
    "member elsewhere": "other_member",
    "administrator": "admin",
}


class Door(StrEnum):
    """How an address answers."""

    OPEN = "open"
    SIGN_IN = "who are you?"
    SHUT = "not for you"
    NOTHING = "nothing there"
    BROKEN = "broken"


# Where a view looks more closely than the guard at its door, and what it may say then.
LOOKS_CLOSER = {
    "letters.print_letters": Door.NOTHING,  # no letter waits on paper for whom the tests ask
    "demo.show": Door.NOTHING,  # the town is no demonstration
    "demo.go": Door.NOTHING,
    "demo.styleguide": Door.NOTHING,
    "coordination.index": Door.NOTHING,  # of another group than one's own
    "coordination.index_csv": Door.NOTHING,
    "coordination.desk": Door.NOTHING,  # of a body that one does not speak for
    "coordination.desk_csv": Door.NOTHING,
    "minutes.excerpt_of_topic": Door.NOTHING,  # the record says nothing of the topic
    "minutes.translate": Door.NOTHING,  # it says nothing that could be translated
    "minutes.show": Door.SHUT,  # whoever asks for the full record
    "minutes.object_to": Door.NOTHING,  # an item of another meeting
    "meetings.reply": Door.NOTHING,  # a seat that has ended, or of another group
    "issues.support": Door.SHUT,  # one's own issue
}
# Names of what stands in an address and nobody guesses, the tests neither; who knows it is looked at elsewhere.
SECRETS = {"key", "secret", "token"}
# What a visitor may begin: who they are is asked on the way.
BEGINS_AT_THE_DOOR = {"issues.support", "planning.support", "minutes.show"}


@dataclass(frozen=True)
class Town:
    app: Flask
    database: Database
    world: World

    def client(self, name: str) -> StrictClient:
        client = StrictClient(self.app)
        return client if name == "anonymous" else client.sign_in(getattr(self.world, name))

    def visits(self) -> dict[str, list[Visit]]:
        with self.database.session(writes=False) as session:
            return list_visits(self.app, session)


@pytest.fixture
def town(app: Flask, database: Database, world: World, clock: time_machine.Traveller) -> Town:
    with database.unit_of_work() as session:
        tell(session, world, app.extensions["quarter.storage"], DENSE)
        _another_quarter(session, world)
    clock.move_to(NOW + timedelta(days=1))

    @app.after_request
    def undo(response: Response) -> Response:  # before the web floor keeps what was done
        if "session" in g:
            get_session().rollback()
        return response

    return Town(app, database, world)


def _another_quarter(session: Session, world: World) -> None:
    group, moderator = world.other_group(session), world.other_moderator
    issue = reporting.post_issue(
        session, world.other_member, group, title="A lamp", text="It is dark.", lang="en", category=Category.PLAYGROUND,
        place="Hill", today=NOW.date(), now=NOW,
    )  # fmt: skip
    topic = attaching.open_topic_from(session, moderator, issue, title="Lamps", summary="", lang="en", now=NOW)
    open_plan(
        session, moderator, group, title="The hill", aim="Light.", lang="en", from_on=NOW.date(),
        until_on=(NOW + timedelta(days=30)).date(), picture=PICTURE, criteria=["Bright"], topic_id=topic.id, now=NOW,
    )  # fmt: skip
    [meeting] = schedule_series(session, moderator, group, [NOW + timedelta(days=5)], place="Inn", lang="de", now=NOW)
    add_item(session, moderator, meeting, title="Lamps", is_public=False, now=NOW)


@pytest.mark.parametrize("role", ROLES)
def test_it_answers_as_policy_says(town: Town, role: str) -> None:
    client, random = town.client(ROLES[role]), Random(role)
    cookie, actor = client.http.get_cookie("quarter"), _actor(town, client)
    different = []
    for visits in town.visits().values():
        for visit in visits if ALL else _some(visits, random):
            said = _says(town.app, actor, visit)
            for method in sorted(visit.rule.methods & {"GET", "POST"}):
                if cookie:
                    client.http.set_cookie("quarter", cookie.value)
                answer = _answer(client, method, visit.address)
                if answer is not said and not (said is Door.OPEN and _looks_closer(visit, answer, actor)):
                    different.append(
                        f"{method} {visit.address} ({visit.rule.endpoint}): {answer}, and policy says {said}"
                    )
    assert not different, "\n".join(different)


def _looks_closer(visit: Visit, answer: Door, actor: Actor) -> bool:
    endpoint = visit.rule.endpoint
    if answer is Door.SIGN_IN:
        return endpoint in BEGINS_AT_THE_DOOR and not actor.is_signed_in
    return LOOKS_CLOSER.get(endpoint) is answer or (answer is Door.NOTHING and bool(visit.rule.arguments & SECRETS))


def _some(visits: Sequence[Visit], random: Random) -> Sequence[Visit]:
    """A few that are drawn; the last one is often of the other quarter."""
    return visits if len(visits) <= FEW else [*random.sample(visits[:-1], FEW - 1), visits[-1]]


def _actor(town: Town, client: StrictClient) -> Actor:
    with client.http.session_transaction() as cookie:
        token = cookie.get("_user_id")
    with town.database.session(writes=False) as session:
        now = NOW + timedelta(days=1)
        return get_actor(session, token, now=now, today=local_date(now, "UTC")) if token else ANONYMOUS


def _says(app: Flask, actor: Actor, visit: Visit) -> Door:
    """What the guard of the view would say, by the rules of the rooms."""
    guard: Guard | None = getattr(app.view_functions[visit.rule.endpoint], "guard", None)
    if guard is None:
        return Door.OPEN
    with app.test_request_context(visit.address):
        g._login_user = SignedIn("", actor)
        try:
            found = [finder.find(dict(visit.values)) for finder in guard.finders]
        except NotFound:
            return Door.NOTHING
        subject = found[0] if found else None
        if guard.see is not None and not allows(actor, guard.see, subject):
            return Door.NOTHING
        if allows(actor, guard.permission, subject):
            return Door.OPEN
    return Door.SHUT if actor.is_signed_in else Door.SIGN_IN


def _answer(client: StrictClient, method: str, address: str) -> Door:
    form = {"csrf_token": client._csrf_token()} if method == "POST" else None
    return _door(client.http.open(address, method=method, data=form))


def _door(answer: TestResponse) -> Door:
    if answer.status_code >= 500 or answer.status_code == 405:
        return Door.BROKEN
    if answer.status_code == 303 and answer.headers["Location"].startswith("/accounts/sign-in"):
        return Door.SIGN_IN
    return {403: Door.SHUT, 404: Door.NOTHING}.get(answer.status_code, Door.OPEN)


NOT_HERE = ("/tour", "/tour/go", "/styleguide")  # only in a demonstration
OTHERS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE")


@pytest.mark.parametrize("role", ["not signed in", "moderator"])
def test_other_methods_find_no_door(town: Town, role: str) -> None:
    client, wrong = town.client(ROLES[role]), []
    for address, methods in _methods(town).items():
        unknown = (method for method in OTHERS if method not in methods)
        wrong += [f"{each} {address}" for each in unknown if _status(client, each, address) != 405]
    assert not wrong, "\n".join(wrong)


def _methods(town: Town) -> dict[str, set[str]]:
    """One address of each kind, and how it can be asked; some have a rule for looking and another for doing."""
    found: dict[str, set[str]] = defaultdict(set)
    for visits in town.visits().values():
        for rule, _values, address in visits[:1]:
            found[address] |= rule.methods
    return found


def _status(client: StrictClient, method: str, address: str) -> int:
    return client.http.open(address, method=method, data={"csrf_token": client._csrf_token()}).status_code


@pytest.mark.parametrize("role", ["not signed in", "secretary"])
def test_to_ask_for_the_head_or_for_what_can_be_asked_tells_no_more_than_the_page(town: Town, role: str) -> None:
    client, wrong = town.client(ROLES[role]), []
    for address, methods in _methods(town).items():
        options = client.http.options(address)
        is_known = options.status_code == 200 and set(options.allow) == methods and not options.data
        if not is_known and address not in NOT_HERE:
            wrong.append(f"OPTIONS {address}: {options.status}")
        if "GET" in methods:
            head, page = client.http.head(address), client.http.get(address)
            if head.data or head.status_code != page.status_code:
                wrong.append(f"HEAD {address}: {head.status}, and GET {page.status}")
    assert not wrong, "\n".join(wrong)


def test_the_walks_of_the_house_reach_every_page_that_is_open_to_all(town: Town) -> None:
    """Else nothing would be proved by not finding there what is closed (test_nothing_closed_leaks.py)."""
    client, never = town.client("anonymous"), set()
    for endpoint, visits in town.visits().items():
        assert visits, f"{endpoint} is never looked at"
        public = [each for each in visits if _says(town.app, ANONYMOUS, each) is Door.OPEN]
        if (
            public
            and not public[0].rule.arguments & SECRETS
            and "GET" in public[0].rule.methods
            and not any(_opens(client, each.address) for each in public)
        ):
            never.add(endpoint)
    assert never == {"demo.show", "demo.styleguide"}


def _opens(client: StrictClient, address: str) -> bool:
    """Shown, or led to where it is shown."""
    answer = client.http.get(address)
    return answer.status_code < 400 and _door(answer) is Door.OPEN
