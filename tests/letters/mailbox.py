"""A mailbox behind a real SMTP server on loopback."""

from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from socket import socket


class Mailbox:
    """Keeps what arrives."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _server, _session, envelope) -> str:
        self.mails.append(BytesParser(policy=default).parsebytes(envelope.content))
        return "250 OK"

    @property
    def receivers(self) -> set[str]:
        return {mail["To"] for mail in self.mails}

    def to(self, name: str) -> EmailMessage:
        """The one mail that went to a person of the tests' world."""
        (mail,) = [mail for mail in self.mails if mail["To"] == f"{name}@test.example"]
        return mail


def free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
