"""Of what is closed nobody learns who may not know of it: on no page, in no feed, file or mail, however it came about.

A story plants a marker word in every text of every kind of closed thing (`closed_things`); then everybody without a
right to it looks at every address of the house (`addresses`), reads their mail and takes the public files away.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from urllib.parse import quote, quote_plus

import pytest
import time_machine
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from quarter.accounts.queries import get_calendar_link
from quarter.decisions.models import Decision
from quarter.foundation.actors import Actor, Role, SeatHeld
from quarter.foundation.clock import local_date, now
from quarter.foundation.db import Database
from quarter.foundation.multilingual import LOCALES
from quarter.foundation.secret_links import secret_of
from quarter.groups.models import Group
from quarter.groups.queries import list_seats_of
from quarter.minutes.domain import Extent
from quarter.minutes.exports.formats import FORMATS
from quarter.minutes.files import Wanted, list_year, write_files
from tests.conftest import NOW
from tests.factories.world import World
from tests.house.addresses import list_addresses, list_closed, list_twins
from tests.house.closed_things import DENSE, IN_MAILS, OWNER, STEM, Course, Words, tell
from tests.house.findings import all_of, find_words
from tests.letters.mailbox import Mailbox
from tests.letters.rounds import drain
from tests.strict_client import StrictClient

# Nobody who is signed in, nobody with a seat, two who sit elsewhere, who gives seats, and whose seat has ended.
STRANGERS = ("anonymous", "resident", "other_moderator", OWNER, "admin", "substitute")
DRAWN = 3  # stories besides the one in which everything happens
FEW = 2  # addresses of a kind, and readers, of a drawn story; in the dense one the visitor looks at all there are
# Whether these are open depends on the very thing; of all others only who runs the group, or sits there, may enter.
EACH_HAS_A_DOOR = {"meetings.attachment", "meetings.find_item", "minutes.file"}
A_PATH = re.compile(r"/(?:[a-z]+/)+\d+")
NOWHERE = "Nirgendwolf"  # a word that stands in no decision


@dataclass(frozen=True)
class House:
    """The app on a database in which a story has been told."""

    app: Flask
    database: Database
    world: World
    words: Words
    random: Random
    is_dense: bool

    def client(self, name: str) -> StrictClient:
        client = StrictClient(self.app)
        return client if name == "anonymous" else client.sign_in(getattr(self.world, name))

    def actor(self, session: Session, name: str) -> Actor:
        """Somebody with the seats of today."""
        person_id = getattr(self.world, name).person_id
        seats = list_seats_of(session, person_id, local_date(now(), "Europe/Berlin")) if person_id else []
        held = (SeatHeld(0, seat.group_id, None, seat.organisation_id, Role.OBSERVER) for seat in seats)
        return Actor(person_id, seats=tuple(held))

    def some(self, found: Sequence[str], most: int | None) -> Sequence[str]:
        """At most so many, drawn; None: all of them."""
        return found if most is None or len(found) <= most else self.random.sample(found, most)

    def leaks(self, reader: str, where: str, content: bytes) -> Iterator[str]:
        """What a reader learns from some content and may not know."""
        found = find_words(STEM, content)
        for word in found & {STEM, *self.words.kept_from(reader)}:
            yield f"{reader} reads at {where}: {self.words.said.get(word, 'something coded')}"


@pytest.fixture(params=[None, *range(DRAWN)], ids=["everything", *map(str, range(DRAWN))])
def house(
    request: pytest.FixtureRequest, posting_app: Flask, database: Database, world: World, compiled_templates: Path,
    clock: time_machine.Traveller,
) -> House:  # fmt: skip
    posting_app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled_templates))
    random = Random(request.param)
    course = DENSE if request.param is None else Course.drawn(random)
    with database.unit_of_work() as session:
        story = tell(session, world, posting_app.extensions["quarter.storage"], course)
    clock.move_to(NOW + timedelta(days=1))
    return House(posting_app, database, world, story.words, random, request.param is None)


def test_nobody_learns_of_it(house: House, mailbox: Mailbox, tmp_path: Path) -> None:
    readers = STRANGERS if house.is_dense else house.some(STRANGERS, FEW)
    leaks = [leak for reader in readers for leak in _at_all_addresses(house, reader)]
    leaks += [*_in_feeds(house), *_in_mails(house, mailbox), *_in_public_files(house, tmp_path), *_in_searches(house)]
    assert not leaks, "\n".join(sorted(set(leaks)))


def _at_all_addresses(house: House, reader: str) -> Iterator[str]:
    with house.database.session(writes=False) as session:
        addresses = list_addresses(house.app, session)
        closed = list_closed(house.app, session, house.actor(session, reader))
    client = house.client(reader)
    for endpoint, kind in addresses.items():
        for address in house.some(kind, _most(house, reader)):
            answer = _fetch(house, client, address)
            yield from house.leaks(reader, address, _all_of_answer(answer))
            if answer.status_code == 200 and (linked := closed.intersection(_paths_in(answer))):
                yield f"{reader} is led from {address} to {sorted(linked)}"
            if answer.status_code >= 500 or (address in closed and answer.status_code != 404):
                yield f"{reader} gets {answer.status_code} at {address}"
            if answer.status_code in (303, 403) and endpoint not in EACH_HAS_A_DOOR:
                break  # the guard asks who it is, and not what for


def _most(house: House, reader: str) -> int | None:
    """How many addresses of a kind somebody looks at; None: all of them."""
    if not house.is_dense:
        return FEW
    return None if reader == "anonymous" else 1


def _fetch(house: House, client: StrictClient, address: str) -> TestResponse:
    """In any language, as a page or as the part of it that htmx asks for."""
    sign = "&" if "?" in address else "?"
    headers = {"HX-Request": "true"} if house.random.random() < 0.3 else {}
    return client.http.get(f"{address}{sign}lang={house.random.choice(LOCALES)}", headers=headers)


def _paths_in(answer: TestResponse) -> list[str]:
    return A_PATH.findall(answer.get_data().decode(errors="replace"))


def _all_of_answer(answer: TestResponse) -> bytes:
    head = "".join(f"{name}: {value}\n" for name, value in answer.headers)
    return answer.get_data() if answer.get_data()[:2] in (b"PK", b"%P") else head.encode() + answer.get_data()


def _in_feeds(house: House) -> Iterator[str]:
    """The secret addresses for people's own calendars."""
    for reader in STRANGERS:
        with house.database.session(writes=False) as session:
            link = get_calendar_link(session, getattr(house.world, reader).person_id or 0)
        if link is not None:
            secret = secret_of(link.key, purpose="calendar", secret_key=str(house.app.secret_key))
            answer = house.client("anonymous").http.get(f"/meetings/calendar/{secret}.ics")
            assert answer.status_code == 200
            yield from house.leaks(reader, "their calendar", answer.get_data())


def _in_mails(house: House, mailbox: Mailbox) -> Iterator[str]:
    """All mails of the story go out at its end, when everything is closed that gets closed."""
    while drain(house.database, now=now()):
        pass
    assert mailbox.mails
    for mail in mailbox.mails:
        reader = mail["To"].partition("@")[0]
        if reader in STRANGERS:
            yield from house.leaks(reader, f"mail {mail['Subject']}", all_of(mail))


def _in_public_files(house: House, folder: Path) -> Iterator[str]:
    """What is written for the web site: minutes of the year, as far as they went round."""
    endings = ["all.zip"] if house.is_dense else [house.random.choice(list(FORMATS))]
    with house.database.session(writes=False) as session:
        year = list_year(session, session.get_one(Group, house.world.group_id), NOW.year, "UTC", Extent.PUBLIC)
    storage = house.app.extensions["quarter.storage"]
    for path in write_files(house.database, storage, year, Wanted(endings, ["de"], Extent.PUBLIC), folder):
        yield from house.leaks("anonymous", path.name, path.read_bytes())


def _in_searches(house: House) -> Iterator[str]:
    """Whoever looks for what a closed decision says finds as much as for a word that stands nowhere."""
    with house.database.session(writes=False) as session:
        known = list_closed(house.app, session, house.world.anonymous)
        decisions = [each for each in session.exec(select(Decision)) if f"/decisions/{each.id}" in known]
    words = [word for each in decisions for word in (each.title.split()[1], each.number) if word]
    for reader in ("anonymous", house.random.choice(STRANGERS)):
        client = house.client(reader)
        for word in house.some(words, FEW):
            for address in ("/decisions", "/decisions/register.csv", "/issues"):
                if _finds(client, address, word) != _finds(client, address, NOWHERE):
                    yield f"{reader} finds {word} at {address}"


def _finds(client: StrictClient, address: str, word: str) -> str:
    """What is answered, without the word itself."""
    text = client.http.get(f"{address}?q={quote(word)}").text
    return re.sub("|".join(map(re.escape, {word, quote(word), quote_plus(word)})), "", text)


@pytest.mark.parametrize("house", [None], indirect=True, ids=["everything"])
@pytest.mark.parametrize("reader", STRANGERS)
def test_no_answer_tells_that_something_closed_is_there(house: House, reader: str) -> None:
    """Whoever names it, to look at it or to do something with it, is answered as if nothing were there."""
    client = house.client(reader)
    with house.database.session(writes=False) as session:
        pairs = list(list_twins(house.app, session, house.actor(session, reader)))
    different = [
        f"{each.method} {each.closed}: {closed[:2]}, of nothing {nothing[:2]}"
        for each in pairs
        if (closed := _answered(client, each.method, each.closed))
        != (nothing := _answered(client, each.method, each.nothing))
    ]
    assert {each.method for each in pairs} == {"GET", "POST"} and not different, "\n".join(different)


def _answered(client: StrictClient, method: str, address: str) -> tuple[int, str, str]:
    """Status, where it leads and what it says, without the numbers and tokens that differ anyway."""
    form = {"csrf_token": client._csrf_token()} if method == "POST" else None
    answer = client.http.open(address, method=method, data=form)
    where, said = answer.headers.get("Location", ""), answer.get_data(as_text=True)
    return answer.status_code, re.sub(r"\d+", "#", where), re.sub(r'value="[^"]*"|\d+', "#", said)


# What the group itself reads, and who owes something: else nothing would be proved by not finding it.
SAY_EVERYTHING = (
    "meetings.item", "meetings.attachment", "meetings.show", "minutes.show", "meetings.proposal",
    "meetings.speaking", "decisions.show", "actions.show", "groups.answer_seat_request",
)  # fmt: skip


@pytest.mark.parametrize("house", [None], indirect=True, ids=["everything"])
def test_the_group_reads_all_of_it(house: House) -> None:
    client = house.client("moderator")
    with house.database.session(writes=False) as session:
        addresses = list_addresses(house.app, session)
    found = {
        word
        for kind in SAY_EVERYTHING
        for address in addresses[kind]
        for word in find_words(STEM, client.http.get(address).get_data())
    }
    said = {word for word, reader in house.words.readers.items() if reader != IN_MAILS}
    assert sorted(house.words.said[word] for word in said - found) == []


@pytest.mark.parametrize("house", [None], indirect=True, ids=["everything"])
def test_whoever_owes_an_action_reads_it(house: House) -> None:
    client = house.client(OWNER)
    with house.database.session(writes=False) as session:
        addresses = list_addresses(house.app, session)["actions.show"]
    found = {word for address in addresses for word in find_words(STEM, client.http.get(address).get_data())}
    assert found == {word for word, reader in house.words.readers.items() if reader == OWNER}
    assert STEM in client.http.get("/desk").text and STEM in client.http.get("/actions").text
