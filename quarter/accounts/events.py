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
class SignInsEnded(Event):
    """Somebody signed out all other devices."""

    name: ClassVar[str] = "accounts:sign_ins_ended"
    kind: ClassVar[str] = "person"
