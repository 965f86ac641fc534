"""What is next in a matter. Topics do not know it: the rooms above tell what each has planned for one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session


@dataclass(frozen=True)
class Coming:
    """Something that lies ahead, or is overdue: when, and the sentence that tells it, as a thread entry has one."""

    at: date | datetime
    text: str  # English, marked for translation
    values: dict[str, Any]
    kind: str
    subject_id: int

    @property
    def day(self) -> date:
        return self.at.date() if isinstance(self.at, datetime) else self.at


Teller = Callable[[Session, int], Iterable[Coming]]
_TELLERS: list[Teller] = []


def tells_what_comes(teller: Teller) -> Teller:
    """Mark a query `(session, topic_id)` whose answers the pages of the matter show, the next first."""
    _TELLERS.append(teller)
    return teller


def list_what_comes(session: Session, topic_id: int) -> list[Coming]:
    """All that is planned for a topic, by day: one statement for each room that plans."""
    return sorted((coming for tell in _TELLERS for coming in tell(session, topic_id)), key=lambda coming: coming.day)
