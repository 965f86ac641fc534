"""A letter about to be made, and what has been made of it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from quarter.foundation.audit import AuditEntry
from quarter.foundation.clock import local_date
from quarter.foundation.multilingual import Words
from quarter.letters.models import Letter
from quarter.letters.queries.receivers import get_known_title
from quarter.letters.stop_links import Followed, seal
from quarter.places.queries import Town


@dataclass(frozen=True)
class Desk:
    """What letters need of the settings: where links lead, the secret that signs them, and whose bare address sends."""

    base_url: str
    secret: str
    sender: str = ""


@dataclass(frozen=True)
class Draft:
    """A letter with what it tells, in the words of its receiver, at this moment."""

    session: Session
    letter: Letter
    entry: AuditEntry
    words: Words
    town: Town
    desk: Desk
    now: datetime

    @property
    def today(self) -> date:
        return local_date(self.now, self.town.timezone)

    @property
    def person_id(self) -> int:
        """The receiver of a letter that only people get."""
        if self.letter.person_id is None:
            raise ValueError("this letter is for a body")
        return self.letter.person_id

    @property
    def title(self) -> str:
        """How the thing is called, or that it is not for everybody's ears."""
        known = get_known_title(
            self.session, self.letter, self.letter.subject_kind, self.letter.subject_id, self.today
        )  # fmt: skip
        return known.title if known else self.words.gettext("a matter that is not public")

    def url(self, path: str) -> str:
        return f"{self.desk.base_url}{path}"

    def stop_url(self, followed: Followed) -> str:
        """The link by which its receiver hears no more of it."""
        return self.url(f"/letters/stop/{seal(self.desk.secret, followed)}")


@dataclass(frozen=True)
class Written:
    """The words of a letter, how to get no more, and a message to the calendar with what it asks for."""

    subject: str
    text: str
    stop_url: str | None = None
    calendar: bytes = b""
    method: str = ""
