"""People at work over HTTP, who send again what got no answer, as their browsers do."""

import json
import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from http.cookiejar import CookieJar
from queue import SimpleQueue
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, build_opener

import html5lib

from tests.factories.world import PASSWORD
from tests.strict_client import XHTML, form_fields

PATIENCE = 60  # seconds; only an answer that never comes takes so long
Fields = dict[str, Any]


class NoAnswer(Exception):
    """Nobody answers, or the line broke off in the middle."""


class NotFollowed(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Where an answer leads is part of it."""


class Browser:
    """Somebody who signs in with address and password."""

    def __init__(self, address: str, person: str) -> None:
        self.address = address
        self.jar = CookieJar()
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(self.jar), NotFollowed)
        self.send("/accounts/sign-in", {**self.form("/accounts/sign-in"), "email": person, "password": PASSWORD})

    def cookies(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)

    def get(self, place: str) -> str:
        status, answer = self._ask(place, None)
        assert status == 200, (place, status)
        return answer

    def send(self, place: str, fields: Fields) -> None:
        """Returns when the house has answered that it is done."""
        status, answer = self._ask(place, urlencode(fields).encode())
        assert status == 303, (place, status, answer)

    def form(self, place: str) -> Fields:
        """The fields of the page's own form, as they come."""
        page = html5lib.parse(self.get(place))
        main = page.find(f".//{XHTML}main")
        return next(form_fields(form) for form in main.iter(f"{XHTML}form") if form.get("method") == "post")

    def _ask(self, place: str, body: bytes | None) -> tuple[int, str]:
        try:
            with self.opener.open(self.address + place, body, PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as answer:  # also what leads elsewhere: its status says it all
            answer.close()
            return answer.code, str(answer)
        except (OSError, HTTPException) as error:
            raise NoAnswer from error


@dataclass
class Person:
    """Does one thing after another until nobody answers."""

    browser: Browser
    place: str  # of the item they work at
    acknowledged: list[Any] = field(default_factory=list)  # what the house has answered for
    under_way: Any = None  # sent, and not answered yet
    sent_again: int = 0

    def work(self, answers: "SimpleQueue[None]") -> None:
        try:
            while True:
                self.goes_on()
                answers.put(None)
        except NoAnswer:
            return
        finally:
            answers.put(None)  # an error shall keep nobody waiting

    def goes_on(self) -> None:
        """Sends what got no answer, else the next."""
        raise NotImplementedError

    def is_answered(self) -> None:
        if self.under_way is not None:
            self.acknowledged.append(self.under_way)
            self.under_way = None


@dataclass
class Writer(Person):
    """Writes line after line into the notes, and saves them as js/writing.js does.

    There a save is over when the notes have been read again; until then it is repeated as it was.
    """

    name: str = ""
    lines: int = 0
    sent: Fields = field(default_factory=dict)

    def __post_init__(self) -> None:
        form = self.browser.form(self.place)
        self.token, self.text = form["csrf_token"], form["notes"]
        self.base, self.version = form["base"], form["version"]

    def goes_on(self) -> None:
        if self.sent:
            self.sent_again += 1
        else:
            self._write()
        self.browser.send(f"{self.place}/notes", {**self.sent, "csrf_token": self.token})
        self.is_answered()
        said = json.loads(self.browser.get(f"{self.place}/notes"))
        self.text = self.base = said["notes"]
        self.version, self.sent = said["version"], {}

    def _write(self) -> None:
        self.lines += 1
        self.under_way = f"{self.name} {self.lines}"
        notes = f"{self.text}\n{self.under_way}".strip()
        self.sent = {"notes": notes, "base": self.base, "version": self.version, "form_key": secrets.token_hex(16)}


@dataclass
class Counter(Person):
    """Counts one vote after the other, bench by bench."""

    questions: Sequence[int] = ()
    dice: random.Random = field(default_factory=lambda: random.Random(5))
    sent: Fields = field(default_factory=dict)

    def goes_on(self) -> None:
        if self.sent:
            self.sent_again += 1
        else:
            self._count()
        question, _hands = self.under_way
        self.browser.send(f"{self.place}/decisions/{question}", self.sent)
        self.is_answered()
        self.sent = {}

    def _count(self) -> None:
        question = self.questions[len(self.acknowledged)]
        form = self.browser.form(f"{self.place}/decisions/{question}")
        hands = {name: self.dice.randint(0, 2) for name in form if name.endswith("_yes")}
        if not any(hands.values()):  # a count of nobody's hand is none
            hands[next(iter(hands))] = 1
        self.under_way = question, {name.removesuffix("_yes"): yes for name, yes in hands.items()}
        self.sent = {**form, **hands}
