from dataclasses import dataclass
from typing import ClassVar

from quarter.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonSignedUp(Event):
    name: ClassVar[str] = "accounts:signed_up"
    kind: ClassVar[str] = "person"


@dataclass(frozen=True, kw_only=True)
class ProfileChanged(Event):
    name: ClassVar[str] = "accounts:profile_changed"
    kind: ClassVar[str] = "person"


@dataclass(frozen=True, kw_only=True)
class NewsPaceChosen(Event):
    """How often somebody gets mail about what they follow."""

    name: ClassVar[str] = "accounts:news_pace_chosen"
    kind: ClassVar[str] = "person"
    pace: str


@dataclass(frozen=True, kw_only=True)
class SignInsEnded(Event):
    """Somebody signed out all other devices."""

    name: ClassVar[str] = "accounts:sign_ins_ended"
    kind: ClassVar[str] = "person"


@dataclass(frozen=True, kw_only=True)
class CalendarLinkMade(Event):
    """Somebody has a new secret address for their calendar; an older one is worth nothing from now on."""

    name: ClassVar[str] = "accounts:calendar_link_made"
    kind: ClassVar[str] = "person"


@dataclass(frozen=True, kw_only=True)
class CalendarLinkEnded(Event):
    name: ClassVar[str] = "accounts:calendar_link_ended"
    kind: ClassVar[str] = "person"
