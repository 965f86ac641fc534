"""A mail server that hangs up, or is slow: nobody's letter hangs on somebody else's, and none goes twice."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from quarter.accounts.models import Person
from quarter.foundation import clock as house_clock
from quarter.foundation.db import Database
from quarter.foundation.fates import Fate
from quarter.letters import sending
from quarter.letters.post import PostOffice
from tests.conftest import NOW
from tests.factories.world import World
from tests.letters.mailbox import Mailbox, free_port
from tests.letters.rounds import drain
from tests.letters.test_fates import letters
from tests.letters.test_mail import invite
from tests.letters.test_wire import a_letter
from tests.strict_client import StrictClient

PLACES = ["at the receiver", "before the text", "after the text"]
BUSY = "421 4.7.0 not this one"
CUT = "SMTPServerDisconnected: Connection unexpectedly closed"


class Moody(Mailbox):
    """Hangs up at some receivers, with or without a word; sulking, it lets nobody in afterwards."""

    def __init__(self) -> None:
        super().__init__()
        self.disliked: tuple[str, ...] = ()
        self.place, self.says = PLACES[0], BUSY
        self.tried: list[str] = []
        self.is_sulking, self.lets_in = False, True

    async def handle_HELO(self, _server: SMTP, session: Any, _envelope: Any, name: str) -> str:
        session.host_name = name
        return "250 OK" if self.lets_in else BUSY

    async def handle_EHLO(self, server: SMTP, session: Any, envelope: Any, name: str, _offers: list[str]) -> list[str]:
        return [await self.handle_HELO(server, session, envelope, name)]

    async def hangs_up(self, server: SMTP, address: str, place: str) -> bool:
        if place != self.place or address.partition("@")[0] not in self.disliked:
            return False
        if self.says:
            await server.push(self.says)
        server.transport.close()
        self.lets_in = not self.is_sulking
        return True

    async def handle_RCPT(self, server: SMTP, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        self.tried.append(address)
        if await self.hangs_up(server, address, PLACES[0]):
            return BUSY
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        if await self.hangs_up(server, envelope.rcpt_tos[0], PLACES[2]):
            return BUSY
        return await super().handle_DATA(server, session, envelope)


class MoodyServer(SMTP):
    async def smtp_DATA(self, arg: str) -> None:
        if not await self.event_handler.hangs_up(self, self.envelope.rcpt_tos[0], PLACES[1]):
            await super().smtp_DATA(arg)


@pytest.fixture
def mailbox() -> Moody:
    return Moody()


@pytest.fixture
def server(mailbox: Moody) -> Iterator[Controller]:
    server = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    server.factory = partial(MoodyServer, mailbox)
    server.start()
    yield server
    server.stop()


def names_in_turn(database: Database, world: World) -> list[str]:
    """Who has a letter, the first one's first; by the name before the @."""
    with database.session(writes=False) as session:
        people = [session.get_one(Person, letter.person_id) for letter in letters(session)]
        return [person.email.partition("@")[0] for person in people]


def own_words(database: Database, person_id: int) -> tuple[Fate, str]:
    with database.session(writes=False) as session:
        [letter] = [each for each in letters(session) if each.person_id == person_id]
        return letter.fate, letter.words


@pytest.mark.parametrize("says", [BUSY, ""], ids=["with a word", "without a word"])
@pytest.mark.parametrize("place", PLACES)
def test_one_at_whom_the_server_hangs_up_keeps_nobody_waiting(
    posting_app, database, world, mailbox, place, says
) -> None:
    mailbox.disliked, mailbox.place, mailbox.says = ("secretary",), place, says
    meeting_id = invite(database, world)
    drain(database, now=NOW)
    with database.session(writes=False) as session:
        waiting = letters(session, Fate.WAITING)
        assert [letter.person_id for letter in waiting] == [world.secretary.person_id]
        assert len(mailbox.mails) == len(mailbox.receivers) == len(letters(session)) - 1
    assert own_words(database, world.secretary.person_id) == (Fate.WAITING, says or CUT)
    client = StrictClient(posting_app).sign_in(world.moderator)
    client.get(f"/meetings/{meeting_id}/invitation")
    assert (says or CUT) in client.text


def test_only_the_one_at_whom_the_server_hangs_up_is_given_up(posting_app, database, world, mailbox) -> None:
    mailbox.disliked = ("secretary",)
    invite(database, world)
    for hours in range(6 * 24):
        drain(database, now=NOW + timedelta(hours=hours))
    with database.session(writes=False) as session:
        [given_up] = letters(session, Fate.GIVEN_UP)
        assert (given_up.person_id, given_up.words) == (world.secretary.person_id, BUSY)
        assert len(letters(session, Fate.HANDED_OVER)) == len(letters(session)) - 1 == len(mailbox.mails)


def test_many_at_whom_the_server_hangs_up_end_the_round_and_come_last_in_the_next(
    posting_app, database, world, mailbox
) -> None:
    invite(database, world)
    names = names_in_turn(database, world)
    mailbox.disliked = tuple(names[:3])
    drain(database, now=NOW)
    assert (len(mailbox.tried), mailbox.mails) == (3, [])
    with database.session(writes=False) as session:
        assert {letter.attempts for letter in letters(session)[3:]} == {0}
    drain(database, now=NOW + timedelta(minutes=3))
    assert len(mailbox.mails) == len(names) - 3
    assert [each.partition("@")[0] for each in mailbox.tried[-3:]] == list(mailbox.disliked)


def test_a_server_that_lets_nobody_in_again_keeps_nobody_waiting(posting_app, database, world, mailbox) -> None:
    invite(database, world)
    [first, *others] = names_in_turn(database, world)
    mailbox.disliked, mailbox.is_sulking = (first,), True
    drain(database, now=NOW)
    assert (len(mailbox.tried), mailbox.mails) == (1, [])
    mailbox.lets_in = True
    drain(database, now=NOW + timedelta(seconds=30))
    assert mailbox.mails == []  # the server has a rest
    drain(database, now=NOW + timedelta(minutes=3))
    assert len(mailbox.mails) == len(mailbox.receivers) == len(others)


def test_who_is_refused_with_a_hang_up_is_refused_and_ends_no_round(mailbox, server) -> None:
    names = ["a", "b", "c", "d"]
    mailbox.disliked, mailbox.says = tuple(names), "550 no such mailbox"
    post = PostOffice(f"smtp://127.0.0.1:{server.port}", "ak@town.example")
    replies = list(post.hand_over([a_letter(f"{name}@b.example") for name in [*names, "e"]]))
    assert [reply.fate for reply in replies] == [Fate.REFUSED] * 4 + [Fate.HANDED_OVER]


def test_a_letter_that_cannot_be_made_is_shown_and_given_up(posting_app, database, world, mailbox, monkeypatch) -> None:
    compose = sending.compose

    def fail(draft: Any) -> Any:
        if draft.letter.person_id == world.secretary.person_id:
            raise KeyError("secretary@test.example")
        return compose(draft)

    monkeypatch.setattr(sending, "compose", fail)
    invite(database, world)
    drain(database, now=NOW)
    assert own_words(database, world.secretary.person_id) == (Fate.WAITING, "KeyError")
    client = StrictClient(posting_app).sign_in(world.moderator)
    client.get("/coordination")
    assert "1 letter did not arrive." in client.text
    for hours in range(1, 6 * 24):
        drain(database, now=NOW + timedelta(hours=hours))
    assert own_words(database, world.secretary.person_id) == (Fate.GIVEN_UP, "KeyError")


def test_no_letter_goes_twice_where_the_server_is_slow(posting_app, database, world, mailbox, clock) -> None:
    """Each letter takes six minutes, and another worker makes its round after each."""
    take, is_first_worker = mailbox.handle_DATA, True

    async def slowly(server: SMTP, session: Any, envelope: Any) -> str:
        nonlocal is_first_worker
        clock.shift(timedelta(minutes=6) if is_first_worker else timedelta())
        answer = await take(server, session, envelope)
        if is_first_worker:
            is_first_worker = False
            await asyncio.to_thread(drain, database, now=house_clock.now())
            is_first_worker = True
        return answer

    mailbox.handle_DATA = slowly
    invite(database, world)
    drain(database, now=NOW)
    assert len(mailbox.mails) == len(mailbox.receivers) == 2
    mailbox.handle_DATA = take
    drain(database, now=house_clock.now())
    with database.session(writes=False) as session:
        assert len(mailbox.mails) == len(mailbox.receivers) == len(letters(session))
        assert {letter.attempts for letter in letters(session)} == {1}
