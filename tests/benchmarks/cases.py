"""What is measured: requests, each as one person would send it."""

import random
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from quarter.accounts.models import Person
from quarter.accounts.service import sign_in
from quarter.foundation import clock
from quarter.foundation.actors import Actor
from quarter.issues.queries.listing import list_issues
from tests.benchmarks.data import Town, words

BROWSER = {"Accept-Language": "de", "Accept-Encoding": "gzip, deflate, br, zstd"}


class Memory(Enum):
    """What the server remembers when the request comes."""

    KEPT = auto()  # the whole page: another visitor has had it
    WARM = auto()  # parts of pages, sentences and dates, but not this page: somebody has signed in, or written
    COLD = auto()  # nothing


@dataclass(frozen=True)
class Case:
    """A request. `form` makes the fields of a POST, new ones each time; `repeats` sends the ETag of the last answer."""

    name: str
    address: str
    headers: dict[str, str] = field(default_factory=dict)
    form: Any = None
    repeats: bool = False
    memory: Memory = Memory.WARM


def all_cases(app: Flask, town: Town) -> list[Case]:
    return [*_reading(app, town), *_writing(app, town)]


def _reading(app: Flask, town: Town) -> Iterator[Case]:
    visitor = dict(BROWSER)
    member, _ = _signed_in(app, town.world.initiative)
    issue, deep = f"/issues/{town.issue_id}", f"/issues?after={_middle(app, town)}"
    yield Case("health check", "/healthz", visitor)
    yield Case("home", "/", visitor)
    yield Case("issue list, first page", "/issues", visitor)
    yield Case("issue list, first page, kept", "/issues", visitor, memory=Memory.KEPT)
    yield Case("issue list, first page, cold", "/issues", visitor, memory=Memory.COLD)
    yield Case("issue list, first page, signed in", "/issues", member)
    yield Case("issue list, repeated (304)", "/issues", visitor, repeats=True)
    yield Case("issue list, deep page", deep, visitor)
    yield Case("issue list, filtered", "/issues?category=traffic&state=new", visitor)
    yield Case("issue list, searched", "/issues?q=bado", visitor)
    yield Case("issue with 50 comments", issue, visitor)
    yield Case("issue with 50 comments, kept", issue, visitor, memory=Memory.KEPT)
    yield Case("issue with 50 comments, cold", issue, visitor, memory=Memory.COLD)
    yield Case("issue with 50 comments, signed in", issue, member)
    yield Case("issue, repeated (304)", issue, visitor, repeats=True)
    yield Case("issue, signed in, repeated (304)", issue, member, repeats=True)
    yield Case("meeting with 20 items", f"/meetings/{town.meeting_id}", visitor)
    yield Case("topic with its thread", f"/topics/{town.topic_id}", visitor)
    yield Case("register of decisions", "/decisions", visitor)
    yield Case("open vote, signed in", f"/decisions/{town.vote_id}", member)
    yield from _planning(town, visitor, member)
    moderator, _ = _signed_in(app, town.world.moderator)
    official, _ = _signed_in(app, town.world.city)
    yield Case("coordination", "/coordination", moderator)
    yield Case("coordination, board", "/coordination?view=board", moderator)
    yield Case("coordination, calendar", "/coordination?view=calendar", moderator)
    yield Case("coordination, repeated (304)", "/coordination", moderator, repeats=True)
    yield Case("desk", "/desk", official)


def _planning(town: Town, visitor: dict[str, str], member: dict[str, str]) -> Iterator[Case]:
    first, second = town.variant_ids
    plan = f"/plans/{town.plan_id}"
    yield Case("plan with 2 variants of 200 elements", plan, visitor)
    yield Case("variant with 200 elements, signed in", f"{plan}/variants/{second}", member)
    yield Case("comparison of 2 x 200 elements", f"{plan}/compare?variants={first}&variants={second}", member)


def _writing(app: Flask, town: Town) -> Iterator[Case]:
    dice = random.Random(1)
    member, token = _signed_in(app, town.world.initiative)

    def comment() -> dict[str, str]:
        key = secrets.token_urlsafe(16)
        return {"csrf_token": token, "form_key": key, "lang": "de", "text": words(dice, 10, 40)}

    def ballot() -> dict[str, str]:
        return {"csrf_token": token, "choice": dice.choice(["yes", "no", "abstain"])}

    yield Case("post a comment", f"/issues/{town.commented_id}/comments", member, comment)
    yield Case("cast a ballot", f"/decisions/{town.vote_id}/ballot", member, ballot)


def _middle(app: Flask, town: Town) -> str:
    """The cursor in the middle of the list, found as readers find it: page by page."""
    after, pages = None, max(1, town.issue_id // 25 // 2)
    with app.extensions["quarter.database"].session(writes=False) as session:
        for _ in range(pages):
            after = list_issues(session, after=after).after
    return str(after)


def _signed_in(app: Flask, actor: Actor) -> tuple[dict[str, str], str]:
    """The headers of somebody who has signed in, and the token that their forms carry."""
    with app.extensions["quarter.database"].unit_of_work() as session:
        token = sign_in(session, session.get_one(Person, actor.person_id), device="benchmark", now=clock.now())
    secret = secrets.token_hex(20)
    kept = {"_user_id": token, "_fresh": True, "csrf_token": secret}
    serializer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    cookies = f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps(kept)}; language=de"
    csrf = URLSafeTimedSerializer(str(app.secret_key), salt="wtf-csrf-token").dumps(secret)
    return {**BROWSER, "Cookie": cookies}, str(csrf)
