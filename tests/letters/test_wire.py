"""What a mail server gets, byte by byte: read at a real one on loopback, with and without encryption."""

import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlmodel import col, select

from quarter.accounts.models import Person
from quarter.app import create_app
from quarter.config import ConfigurationError, Settings, load
from quarter.foundation import clock
from quarter.foundation.actors import Role
from quarter.foundation.db import Database
from quarter.foundation.fates import Fate
from quarter.groups.models import Seat
from quarter.letters.post import NoSafeWay, PostOffice, Reply, letter
from quarter.meetings.models import InvitationLetter
from tests.conftest import NOW
from tests.factories.world import World
from tests.letters.mailbox import free_port
from tests.letters.rounds import drain
from tests.letters.test_mail import invite
from tests.strict_client import StrictClient

SENDER = "Arbeitskreis Süd <ak@town.example>"
STOP = "https://quarter.example/notifications/stop/" + "x" * 300


class Wire:
    """Keeps the bytes that arrive, and refuses whom it is told to."""

    def __init__(self) -> None:
        self.got: list[tuple[str, list[str], bytes, bool]] = []
        self.refused: dict[str, str] = {}

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:
        is_encrypted = session.ssl is not None
        self.got.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content, is_encrypted))
        return "250 OK"

    @property
    def receivers(self) -> list[str]:
        return [address for _sender, addresses, _bytes, _encrypted in self.got for address in addresses]


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def serve(wire: Wire) -> Iterator[Callable[..., int]]:
    """Starts a server with some options; answers its port."""
    running = []

    def start(**options: Any) -> int:
        server = Controller(wire, hostname="127.0.0.1", port=free_port(), **options)
        server.start()
        running.append(server)
        return server.port

    yield start
    for server in running:
        server.stop()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for this machine, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(clock.now() - timedelta(days=1)).not_valid_after(clock.now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file = tmp_path_factory.mktemp("mail") / "server.pem"
    plain = serialization.NoEncryption()
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    return file


@pytest.fixture
def encrypted(certificate: Path) -> dict[str, Any]:
    """What a server needs that takes no password before the line is encrypted."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return {
        "tls_context": context, "require_starttls": True, "auth_require_tls": True,
        "authenticator": lambda *_: AuthResult(success=True),
    }  # fmt: skip


def a_letter(to: str, **values: Any) -> Any:
    written = {
        "sender": SENDER,
        "subject": "Einladung",
        "text": "Grüße",
        "message_id": "1.7@host",
        "date": NOW,
        **values,
    }
    return letter(to=to, **written)


def send(post: PostOffice, letters: Sequence[EmailMessage]) -> list[EmailMessage]:
    """Those that the server took."""
    replies = zip(letters, post.hand_over(letters), strict=True)
    return [letter for letter, reply in replies if reply.fate is Fate.HANDED_OVER]


def test_a_password_goes_over_an_encrypted_line(wire, serve, encrypted, certificate) -> None:
    post = PostOffice(f"smtp://name:word@127.0.0.1:{serve(**encrypted)}", SENDER, str(certificate))
    assert len(send(post, [a_letter("a@b.example")])) == 1
    assert [is_encrypted for *_, is_encrypted in wire.got] == [True]


def test_nothing_is_handed_to_a_server_for_which_nobody_vouches(wire, serve, encrypted) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        send(PostOffice(f"smtp://name:word@127.0.0.1:{serve(**encrypted)}", SENDER), [a_letter("a@b.example")])
    assert wire.got == []


def test_no_password_goes_over_an_open_line(wire, serve) -> None:
    port = serve(authenticator=lambda *_: AuthResult(success=True), auth_require_tls=False)
    with pytest.raises(NoSafeWay):
        send(PostOffice(f"smtp://name:word@127.0.0.1:{port}", SENDER), [a_letter("a@b.example")])
    assert wire.got == []


def test_each_letter_goes_by_itself_and_who_is_refused_stops_nobody(wire, serve) -> None:
    wire.refused = {"m6@b.example": "550 no such mailbox"}
    wanted = [f"m{n}@b.example" for n in range(1, 10)] + ["a@[x.y", "jörg@b.example", "a,b@x.example"]
    letters = [a_letter(to) for to in wanted]
    taken = send(PostOffice(f"smtp://127.0.0.1:{serve()}", SENDER), letters)
    assert wire.receivers == [f"m{n}@b.example" for n in range(1, 10) if n != 6]
    assert [str(each["To"]) for each in taken] == wire.receivers


def test_what_a_server_cannot_take_now_is_tried_again_later(wire, serve) -> None:
    wire.refused = {"a@b.example": "451 come back later"}
    [reply] = PostOffice(f"smtp://127.0.0.1:{serve()}", SENDER).hand_over([a_letter("a@b.example")])
    assert reply == Reply(Fate.WAITING, "451 come back later")


def test_the_bytes_are_such_as_every_server_and_mail_program_takes(wire, serve) -> None:
    mail = a_letter("anna@bücher.example", stop_url=STOP, subject="Grüße aus der Straße " * 9, text="ä" * 3000)
    send(PostOffice(f"smtp://127.0.0.1:{serve()}", SENDER), [mail])
    [(sender, receivers, content, _encrypted)] = wire.got
    assert (sender, receivers) == ("ak@town.example", ["anna@xn--bcher-kva.example"])
    lines = content.split(b"\r\n")
    assert f"List-Unsubscribe: <{STOP}>".encode() in lines
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines
    assert any(line.startswith(b"Date: ") for line in lines)
    assert b"Message-ID: <1.7@host>" in lines
    assert max(map(len, lines)) <= 998 and content.isascii() and b"\n" not in content.replace(b"\r\n", b"")


def test_the_proof_page_knows_who_was_refused(posting_app, database, world, mailbox, server) -> None:
    async def refuse(_server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if address.startswith("secretary@"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    mailbox.handle_RCPT = refuse
    invite(database, world)
    for _ in range(3):
        drain(database, now=clock.now())
    own_seats = [name for name in world.seats if not name.startswith("other_")]
    assert len(mailbox.mails) == len(mailbox.receivers) == len(own_seats) - 1
    with database.session(writes=False) as session:
        fates = {row.person_id: row.handed_over_at for row in session.exec(select(InvitationLetter)).all()}
    assert [person for person, handed_over in fates.items() if handed_over is None] == [world.secretary.person_id]


@pytest.mark.parametrize("sender", ["Arbeitskreis", "jörg@b.example", "<>"])
def test_a_sender_that_no_server_takes_stops_the_start(tmp_path, sender) -> None:
    with pytest.raises(ConfigurationError, match="QUARTER_MAIL_FROM"):
        load(instance=tmp_path, mail_from=sender)


@pytest.fixture
def twelve(database: Database, world: World) -> list[str]:
    """The addresses of everybody who sits in the group: one that no server takes, one in letters of its own."""
    with database.unit_of_work() as session:
        for name in ("eleventh", "twelfth"):
            person = Person(email=f"{name}@test.example", name=name, password_hash="", created_at=NOW)
            session.add(person)
            session.flush()
            session.add(Seat(group_id=world.group_id, person_id=person.id, role=Role.OBSERVER, from_on=NOW.date()))
        session.get_one(Person, world.observer.person_id).email = "a@[x.y"
        session.get_one(Person, world.substitute.person_id).email = "jörg@test.example"
        session.flush()
        sitting = select(Person.email).join(Seat, col(Seat.person_id) == Person.id)
        return sorted(session.exec(sitting.where(Seat.group_id == world.group_id)).all())


def test_of_twelve_one_refused_one_malformed_one_beyond_ascii_the_others_get_one_letter_each(
    wire, serve, encrypted, certificate, database, world, tmp_path, twelve
) -> None:
    wire.refused = {"secretary@test.example": "550 no such mailbox"}
    url = database.url.render_as_string(hide_password=False)
    app = create_app(
        Settings(
            instance=tmp_path,
            database_url=url,
            secret_key="test",
            mail_from=SENDER,
            mail_ca_file=str(certificate),
            mail_url=f"smtp://name:word@127.0.0.1:{serve(**encrypted)}",
            base_url="https://quarter.example",
        )
    )
    assert len(twelve) == 12
    meeting_id = invite(database, world)
    for hours in range(3):
        drain(database, now=NOW + timedelta(hours=hours))
    lost = ["a@[x.y", "jörg@test.example", "secretary@test.example"]
    assert sorted(wire.receivers) == [address for address in twelve if address not in lost]
    assert all(is_encrypted for *_, is_encrypted in wire.got)
    assert len({line for *_, content, _ in wire.got for line in content.split(b"\r\n") if b"Message-ID" in line}) == 9
    client = StrictClient(app).sign_in(world.moderator)
    page = client.get(f"/meetings/{meeting_id}/invitation").get_data(as_text=True)
    fates = {
        name: re.search(rf"<bdi>{name}</bdi></span><div class=\"meta\">(.*?)</div>", page)[1]
        for name in ("Secretary", "Observer", "Substitute", "eleventh", "twelfth", "City")
    }
    assert "Refused by the mail server" in fates["Secretary"] and "550 no such mailbox" in fates["Secretary"]
    for name in ("Observer", "Substitute"):
        assert "Refused" in fates[name] and "This is no address that mail servers take." in fates[name]
    for name in ("eleventh", "twelfth", "City"):
        assert "Handed over to the mail server" in fates[name]


def test_after_a_crash_a_letter_goes_again_under_the_same_id(
    wire, serve, database, world, tmp_path, monkeypatch
) -> None:
    url = database.url.render_as_string(hide_password=False)
    create_app(Settings(instance=tmp_path, database_url=url, secret_key="test", mail_url=f"smtp://127.0.0.1:{serve()}"))
    invite(database, world)

    with monkeypatch.context() as patch:
        patch.setattr(PostOffice, "hand_over", _then_die)
        with pytest.raises(SystemExit):
            drain(database, now=NOW)
    [first] = message_ids(wire)
    drain(database, now=NOW + timedelta(minutes=1))
    assert message_ids(wire) == [first]  # another worker may still be at it
    drain(database, now=NOW + timedelta(hours=1))
    assert message_ids(wire).count(first) == 2
    assert len(set(message_ids(wire))) == len(message_ids(wire)) - 1


def message_ids(wire: Wire) -> list[bytes]:
    lines = (line for *_, content, _ in wire.got for line in content.split(b"\r\n"))
    return [line for line in lines if line.startswith(b"Message-ID")]


def _then_die(office: PostOffice, letters: Sequence[EmailMessage]) -> Iterator[Reply]:
    """The server takes the first letter, and we are gone before that is noted."""
    with office._connect(urlsplit(office.url)) as server:
        office._hand_over(server, letters[0])
        raise SystemExit
    yield
