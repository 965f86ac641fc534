"""The one `Minutes` object: what was said, who was there, what was decided. Every export is made from it.

Its JSON is the record itself: the text that is circulated, approved and sealed, byte for byte. `SCHEMA` describes it
to other people's programs; a new `FORMAT` gets a schema of its own beside the old one.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from quarter.actions.domain import ActionState
from quarter.charters.domain import QuorumFinding
from quarter.foundation.actors import Role
from quarter.groups.domain import BenchKey
from quarter.meetings.domain import Convening, Held, ItemKind
from quarter.minutes.domain import FORM, Extent, MinutesState
from quarter.minutes.plain import from_plain, to_plain

FORMAT = 1  # of the JSON; a reader of old minutes must know what it reads
SCHEMA = Path(__file__).with_name(f"minutes-{FORMAT}.schema.json")


@dataclass(frozen=True)
class Written:
    """Words that a person wrote, in their language."""

    text: str
    lang: str


@dataclass(frozen=True)
class Presence:
    """In the room from arrival until departure (None: until the end)."""

    arrived_at: datetime
    left_at: datetime | None


@dataclass(frozen=True)
class SeatedPerson:
    """A seat of the group, who holds it, and when they were there; never there is absent.

    Who said beforehand that they cannot come is excused; a substitute stands in for the person named.
    """

    bench: BenchKey | None
    role: Role
    name: str
    organisation: str
    presences: tuple[Presence, ...]
    is_excused: bool = False
    stands_in_for: str = ""

    @property
    def was_present(self) -> bool:
        return bool(self.presences)


@dataclass(frozen=True)
class GuestPresent:
    """Somebody without a seat, and when they were in the room."""

    name: str
    organisation: str
    presences: tuple[Presence, ...]


@dataclass(frozen=True)
class Pause:
    """A break of the meeting (None: until its end)."""

    begun_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class DecisionTaken:
    """A question verbatim, and the finding as the rule engine stored it."""

    number: str
    title: Written
    question: Written
    result: Mapping[str, Any]
    moved_by: str = ""  # empty: nobody in particular
    wording: int = 1  # one more for each time that it was worded anew


@dataclass(frozen=True)
class ActionAgreed:
    """Who does what by when, as it was agreed."""

    title: Written
    organisation: str
    person: str
    due_on: date


@dataclass(frozen=True)
class AttachedFile:
    """A file that lies beside the record; the checksum is over its `size` bytes.

    Where only a part of the record is here, `number` is what the file is called in the whole.
    """

    name: str
    media_type: str
    size: int
    sha256: str
    number: int | None = None


@dataclass(frozen=True)
class Correction:
    """Which item of which earlier meeting is put right; `is_public` says whether that one was."""

    meeting: int
    held_on: date
    item: str
    title: Written
    is_public: bool = True


@dataclass(frozen=True)
class ActionReported:
    """How an open action stood when the meeting came to the open actions; not public if it was agreed so."""

    title: Written
    organisation: str
    person: str
    due_on: date
    state: ActionState
    is_overdue: bool
    is_public: bool = True


@dataclass(frozen=True)
class Item:
    """One point of the agenda with what was noted, decided and agreed under it; `part` counts sub-items, else 0.

    Chair and secretary are named if they were others than for the rest of the meeting.
    """

    number: int
    title: Written
    topic: Written | None
    notes: Written
    started_at: datetime | None
    decisions: tuple[DecisionTaken, ...]
    actions: tuple[ActionAgreed, ...]
    part: int = 0
    kind: ItemKind = ItemKind.MATTER
    is_public: bool = True
    files: tuple[AttachedFile, ...] = ()
    corrects: Correction | None = None
    approved: tuple[int, ...] = ()  # the meetings whose minutes were approved under it
    reported: tuple[ActionReported, ...] = ()
    carried_from: int | None = None  # the number of the meeting that did not reach it
    chair: str = ""
    secretary: str = ""
    conflicts: tuple[str, ...] = ()  # who took no part because of a conflict of interest

    @property
    def label(self) -> str:
        """`3`, or `3.1` for its first sub-item."""
        return f"{self.number}.{self.part}" if self.part else str(self.number)


@dataclass(frozen=True)
class Minutes:
    """The record of one meeting; `lang` is the language of record."""

    municipality: str
    timezone: str
    quarter: str
    group: str
    number: int
    lang: str
    place: str
    planned_for: datetime
    opened_at: datetime | None
    ended_at: datetime | None
    quorum_found_at: datetime | None
    quorum: QuorumFinding
    seats: tuple[SeatedPerson, ...]
    items: tuple[Item, ...]
    files: tuple[AttachedFile, ...] = ()  # of the meeting as a whole; an item has its own
    chair: str = ""  # empty: whoever was there as moderator, or as secretary
    secretary: str = ""
    guests: tuple[GuestPresent, ...] = ()
    breaks: tuple[Pause, ...] = ()
    not_held_because: str = ""  # nobody with a vote came; empty: the meeting was held
    extent: Extent = Extent.FULL
    is_excerpt: bool = False
    convening: Convening | None = None
    held: Held | None = None  # older records do not know

    @property
    def present(self) -> tuple[SeatedPerson, ...]:
        return tuple(seat for seat in self.seats if seat.was_present)

    @property
    def absent(self) -> tuple[SeatedPerson, ...]:
        """Members who never came; other roles need not come."""
        return tuple(seat for seat in self.seats if seat.role is Role.MEMBER and not seat.was_present)

    @property
    def decisions(self) -> tuple[DecisionTaken, ...]:
        return tuple(decision for item in self.items for decision in item.decisions)

    @property
    def actions(self) -> tuple[ActionAgreed, ...]:
        return tuple(action for item in self.items for action in item.actions)

    @property
    def all_files(self) -> tuple[tuple[Item | None, AttachedFile], ...]:
        """Every attached file with its item, those of the whole meeting first."""
        of_items = ((item, file) for item in self.items for file in item.files)
        return (*((None, file) for file in self.files), *of_items)

    def with_numbered_files(self) -> "Minutes":
        """The same, and each file knows its number: the text speaks of `Attachment 3`, also in a part of it."""
        numbers = count(1)

        def numbered(files: tuple[AttachedFile, ...]) -> tuple[AttachedFile, ...]:
            return tuple(replace(file, number=file.number or next(numbers)) for file in files)

        files = numbered(self.files)
        return replace(self, files=files, items=tuple(replace(item, files=numbered(item.files)) for item in self.items))

    @property
    def chairs(self) -> tuple[str, ...]:
        return (self.chair,) if self.chair else self.names_of(Role.MODERATOR)

    @property
    def secretaries(self) -> tuple[str, ...]:
        return (self.secretary,) if self.secretary else self.names_of(Role.SECRETARY)

    def names_of(self, role: Role) -> tuple[str, ...]:
        """Who was there in a role of the group."""
        return tuple(seat.name for seat in self.present if seat.role is role)

    def to_json(self) -> str:
        """The canonical text: the same minutes always give the same bytes (as UTF-8)."""
        document = {"format": FORMAT, "minutes": to_plain(asdict(self))}
        return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Minutes":
        """Read back what `to_json` wrote."""
        document = json.loads(text)
        if document["format"] != FORMAT:
            raise ValueError(f"minutes in format {document['format']}, this house reads format {FORMAT}")
        minutes: Minutes = from_plain(document["minutes"], cls)
        return minutes


@dataclass(frozen=True)
class Signed:
    """Chair or secretary stood for the text on their own account."""

    role: Role
    name: str
    at: datetime


@dataclass(frozen=True)
class Translation:
    """What a text of the record says in another language, by whom and when; the record is the original alone."""

    original: str
    text: Written
    by: str
    at: datetime


@dataclass(frozen=True)
class Addresses:
    """The pages to which a file leads: that of the record, and of each decision by its number; empty: nowhere."""

    record: str = ""
    decisions: tuple[tuple[str, str], ...] = ()

    def of_decision(self, number: str) -> str:
        """The page of a decision."""
        return dict(self.decisions).get(number, "")


@dataclass(frozen=True)
class RecordStatus:
    """Where minutes stand, and since when; the text itself does not change with it."""

    state: MinutesState = MinutesState.DRAFT
    circulated_at: datetime | None = None
    approved_at: datetime | None = None
    sealed_at: datetime | None = None
    sha256: str | None = None
    approved_in: int | None = None  # the number of the meeting that approved them; None: in writing or in silence
    version: int = 1  # one more for each step, and each time that the text went round
    text: str | None = None  # as it was frozen; to write an old record anew would add what it did not have
    signatures: tuple[Signed, ...] = ()
    translations: tuple[Translation, ...] = ()
    form: int = FORM  # how files are laid out that are made of it
    edition: int = 1  # of the public version of sealed minutes
    issued_at: datetime | None = None  # that edition
    kept_in: str = ""  # the language of the files that were kept with the seal; others are made anew
    addresses: Addresses = Addresses()

    def translation_of(self, written: Written, language: str) -> Translation | None:
        """A text of the record in this language, if somebody has put it there."""
        found = (each for each in self.translations if each.original == written.text and each.text.lang == language)
        return next(found, None)

    def text_of(self, minutes: Minutes) -> str:
        """The record itself, byte for byte as its seal was computed."""
        return self.text or minutes.to_json()


def seal_of(text: str) -> str:
    """The SHA-256 over the frozen text, as people compare it: 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()
