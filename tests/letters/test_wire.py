"""What a mail server gets, byte by byte: read at a real one on loopback, with and without encryption."""

import ssl
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlmodel import select

from quarter.config import ConfigurationError, load
from quarter.foundation import clock
from quarter.foundation.fates import Fate
from quarter.letters.post import NoSafeWay, PostOffice, Reply, letter
from quarter.meetings.models import InvitationLetter
from tests.conftest import NOW
from tests.letters.mailbox import free_port
from tests.letters.rounds import drain
from tests.letters.test_mail import invite

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
