from dataclasses import dataclass
from typing import ClassVar

from quarter.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class OrganisationAdded(Event):
    name: ClassVar[str] = "groups:organisation_added"
    kind: ClassVar[str] = "organisation"


@dataclass(frozen=True, kw_only=True)
class OrganisationContactChanged(Event):
    name: ClassVar[str] = "groups:organisation_contact_changed"
    kind: ClassVar[str] = "organisation"


@dataclass(frozen=True, kw_only=True)
class SeatTaken(Event):
    name: ClassVar[str] = "groups:seat_taken"
    kind: ClassVar[str] = "seat"


@dataclass(frozen=True, kw_only=True)
class SeatEnded(Event):
    name: ClassVar[str] = "groups:seat_ended"
    kind: ClassVar[str] = "seat"


@dataclass(frozen=True, kw_only=True)
class SeatAskedFor(Event):
    name: ClassVar[str] = "groups:seat_asked_for"
    kind: ClassVar[str] = "seat_request"


@dataclass(frozen=True, kw_only=True)
class SeatRequestAnswered(Event):
    name: ClassVar[str] = "groups:seat_request_answered"
    kind: ClassVar[str] = "seat_request"

    is_given: bool
