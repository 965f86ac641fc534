"""Sending mail over SMTP; without a mail server nothing is sent, and nothing else changes."""

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

TIMEOUT_SECONDS = 20


@dataclass(frozen=True)
class PostOffice:
    """`url` is smtp://host:port or smtps://name:password@host:port; empty means that no mail is sent."""

    url: str
    sender: str

    def send(self, letters: Sequence[EmailMessage]) -> int:
        """Send all letters over one connection; returns how many. Raises if the server does not take them."""
        if not self.url or not letters:
            return 0
        address = urlsplit(self.url)
        kind = smtplib.SMTP_SSL if address.scheme == "smtps" else smtplib.SMTP
        with kind(address.hostname or "", address.port or 0, timeout=TIMEOUT_SECONDS) as server:
            if address.username:
                server.login(unquote(address.username), unquote(address.password or ""))
            for letter in letters:
                server.send_message(letter, from_addr=self.sender)
        return len(letters)


def letter(
    *, to: str, sender: str, subject: str, text: str, message_id: str, stop_url: str | None = None
) -> EmailMessage:
    """A plain mail. The id is the same on every try, so that a mail sent twice is recognised as one.

    A subject may hold what somebody wrote; line ends in it would begin a new header and are taken out.
    Where mails can be stopped, `stop_url` does it; mail programs then show a button for it (RFC 8058).
    """
    mail = EmailMessage()
    mail["To"], mail["From"] = to, sender
    mail["Subject"] = " ".join(subject.split())
    mail["Message-ID"] = f"<{message_id}>"
    mail["Auto-Submitted"] = "auto-generated"
    if stop_url:
        mail["List-Unsubscribe"] = f"<{stop_url}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(text)
    return mail
