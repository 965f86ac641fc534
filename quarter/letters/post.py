"""Mail on the wire: without a mail server nothing is sent, and nothing else changes.

What a server gets is meant for every one of them: seven-bit bodies, whole list headers, a bare sender, and no password
over a line that anybody can read.
"""

import re
import smtplib
import ssl
from collections.abc import Generator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.errors import HeaderParseError
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import cast
from urllib.parse import SplitResult, unquote, urlsplit

import structlog

from quarter.foundation.fates import Fate

TIMEOUT_SECONDS = 20
LONGEST_WORDS = 300
MOST_BREAKS = 3  # in a row
CLOSING = 421  # having said so, the server hangs up
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


class NoSafeWay(Exception):
    """The server offers no encryption, and a password would go over the line for anybody to read."""

    def __str__(self) -> str:
        return str(self.__doc__)


AWAY = (OSError, smtplib.SMTPException, NoSafeWay)  # the server takes nothing now


@dataclass(frozen=True)
class Reply:
    """What became of one letter: handed over, refused for good, or to be tried again; in the server's words."""

    fate: Fate
    words: str = ""


class _OneLine(UnstructuredHeader):
    """Folded, programs that look for an address or an id in it find none (RFC 8058)."""

    name: str
    max_count = 1

    def fold(self, *, policy: policy.Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
for _name in ("list-unsubscribe", "list-unsubscribe-post", "message-id"):
    _HEADERS.map_to_type(_name, cast("type[BaseHeader]", _OneLine))
MAIL = policy.SMTP.clone(header_factory=_HEADERS, cte_type="7bit")


@dataclass(frozen=True)
class PostOffice:
    """`url` is smtp://host:port or smtps://host:port, perhaps with name:password@; empty means that no mail is sent.

    `sender` may carry a name: `Group South <group@town.example>`. Certificates are checked, against those of `ca_file`
    where the town has its own.
    """

    url: str
    sender: str
    ca_file: str = ""

    @property
    def bare_sender(self) -> str:
        """The address alone."""
        return parseaddr(self.sender)[1]

    def hand_over(self, letters: Sequence[EmailMessage]) -> Generator[Reply, None, None]:
        """Send letters, each by itself, and say of each in turn what the server said.

        If the server hangs up at one, that one waits, and the next goes over a new line. Raises one of `AWAY` if there
        is no line to be had, or several broke in a row: whatever has no reply by then was not tried.
        """
        server, breaks = None, 0
        with ExitStack() as lines:
            for letter in letters if self.url else ():
                if server is None or not server.sock:
                    server = lines.enter_context(self._connect(urlsplit(self.url)))
                reply = self._hand_over(server, letter)
                yield reply
                breaks = 0 if server.sock or reply.fate is not Fate.WAITING else breaks + 1
                if breaks == MOST_BREAKS:
                    raise smtplib.SMTPServerDisconnected(reply.words)

    def _connect(self, address: SplitResult) -> smtplib.SMTP:
        host, port = address.hostname or "", address.port or 0
        checked = ssl.create_default_context(cafile=self.ca_file or None)
        if address.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=checked)
        else:
            server = smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
        try:
            server.ehlo_or_helo_if_needed()
            needs_tls = address.scheme == "smtp" and (address.username or host not in THIS_MACHINE)
            if needs_tls and server.has_extn("starttls"):
                server.starttls(context=checked)
            elif needs_tls and address.username:
                raise NoSafeWay
            if address.username:
                server.login(unquote(address.username), unquote(address.password or ""))
        except BaseException:
            server.close()
            raise
        return server

    def _hand_over(self, server: smtplib.SMTP, letter: EmailMessage) -> Reply:
        to = letter["To"]
        if to is None or not to.addresses:
            return Reply(Fate.REFUSED)
        try:
            server.send_message(letter, self.bare_sender, [each.addr_spec for each in to.addresses])
        except AWAY as error:
            code, words = _said(error)
            is_ours = isinstance(error, smtplib.SMTPSenderRefused)  # a wrong setting is no fault of the receiver
            fate = Fate.REFUSED if code >= 500 and not is_ours else Fate.WAITING
            structlog.get_logger().warning("mail not taken", id=str(letter["Message-ID"]), code=code)
            _begin_anew(server, code)
            return Reply(fate, words)
        return Reply(Fate.HANDED_OVER)


def _begin_anew(server: smtplib.SMTP, code: int) -> None:
    """Clear the line for the next letter; it is closed if it is good for none."""
    try:
        if code == CLOSING or server.rset()[0] != 250:
            server.close()
    except AWAY:
        server.close()


def _said(error: Exception) -> tuple[int, str]:
    """The server's code and words; 0 and what happened if it said nothing."""
    if isinstance(error, smtplib.SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    elif isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = max(error.recipients.values())
    else:
        return 0, f"{type(error).__name__}: {error}".removesuffix(": ")[:LONGEST_WORDS]
    text = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    return code, f"{code} {' '.join(text.split())}"[:LONGEST_WORDS]


def say_why(error: Exception) -> str:
    """What kept the server from taking anything, in its words where it said some."""
    return _said(error)[1]


def letter(
    *, to: str, sender: str, subject: str, text: str, message_id: str, date: datetime, stop_url: str | None = None
) -> EmailMessage:
    """A plain mail. The id is the same on every try, so that a mail sent twice is recognised as one.

    A subject may hold what somebody wrote; line ends in it would begin a new header and are taken out.
    Where mails can be stopped, `stop_url` does it; mail programs then show a button for it (RFC 8058).
    To an address that no server can take it has no receiver.
    """
    mail = EmailMessage(policy=MAIL)
    if receiver := _receiver(to):
        mail["To"] = receiver
    mail["From"] = sender
    mail["Date"] = format_datetime(date)
    mail["Subject"] = " ".join(subject.split())
    mail["Message-ID"] = f"<{message_id}>"
    mail["Auto-Submitted"] = "auto-generated"
    if stop_url:
        mail["List-Unsubscribe"] = f"<{stop_url}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(text)
    return mail


def add_calendar(mail: EmailMessage, message: str, *, method: str) -> None:
    """The same as a message to the calendar, which most programs offer to take over; some look at attachments only."""
    mail.add_alternative(message, subtype="calendar", params={"method": method}, cte="base64")
    mail.add_attachment(message, subtype="calendar", filename="invite.ics", cte="base64")


def _receiver(to: str) -> Address | None:
    """One address as servers take it, its domain in their spelling; None if it is none, or several."""
    name, _, domain = to.rpartition("@")
    try:
        spelled = domain.encode("idna").decode()
        servable = name.isascii() and re.fullmatch(r"[A-Za-z0-9.-]+", spelled)
        return Address(addr_spec=f"{name}@{spelled}") if servable else None
    except (HeaderParseError, UnicodeError, ValueError, IndexError):
        return None
