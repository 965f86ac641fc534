"""Minutes as they are read: every heading and sentence in the reader's language, in reading order.

The page and every file for people are laid out from the same sheet, so they say the same.
What people wrote stays in its own language.
"""

from dataclasses import dataclass

from quarter.minutes.document import Written


@dataclass(frozen=True)
class Table:
    """A table with one header row; the first column names the row, numbers stand at the end of their cell."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]


@dataclass(frozen=True)
class Translated:
    """A text beside the record in the reader's language; `label` says whose it is, and that it is not the record."""

    label: str
    text: Written


@dataclass(frozen=True)
class DecisionShown:
    number: str
    title: Written
    question_label: str
    question: Written
    has_carried: bool
    outcome: str  # one sentence: carried or not, and what stood in the way
    reasons: tuple[str, ...]
    votes: Table
    translation: Translated | None = None
    address: str = ""  # of its page; empty: nowhere


@dataclass(frozen=True)
class ActionShown:
    title: Written
    owner: str
    due: str


@dataclass(frozen=True)
class Line:
    """What came of an item, in one line: `Decision 2026/08-1`, its title, its outcome."""

    label: str
    title: Written
    rest: str


@dataclass(frozen=True)
class ItemShown:
    number: str  # 3, or 3.1
    title: Written
    facts: tuple[str, ...]
    notes: Written
    nothing_noted: str  # empty where something came of it
    decisions: tuple[Line, ...]
    actions: tuple[Line, ...]  # agreed under it, then those that were reported on
    files: tuple[Line, ...] = ()
    translation: Translated | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """What came of it and what lies beside it."""
        return (*self.decisions, *self.actions, *self.files)


@dataclass(frozen=True)
class Signature:
    """A line to sign on, or who has signed and when."""

    role: str
    names: str
    signed: str = ""


@dataclass(frozen=True)
class FileShown:
    """An attached file: `Attachment 1`, its name, `214 kB · item 2`, and the checksum over its bytes."""

    label: str
    name: str
    about: str
    sha256: str


@dataclass(frozen=True)
class Proof:
    """Which text a file holds: version, state and date, and a number that no other text has."""

    title: str
    facts: tuple[tuple[str, str], ...]
    label: str
    sha256: str
    explanation: str
    where: str = ""  # before the address of the page on which the number stands
    address: str = ""


@dataclass(frozen=True)
class PrintedRecord:
    """Everything on the paper, from top to bottom."""

    language: str
    direction: str
    issuer: str
    group: str
    title: str
    state: str
    status: str
    extent: str
    extent_note: str
    facts: tuple[tuple[str, str], ...]
    decided: str
    decisions: tuple[DecisionShown, ...]
    nothing_decided: str
    agreed: str
    action_head: tuple[str, str, str]
    actions: tuple[ActionShown, ...]
    nothing_agreed: str
    course: str
    items: tuple[ItemShown, ...]
    attendance: str
    present: Table
    absent: str
    quorum: str
    quorum_sentence: str
    benches: Table
    attached: str
    files: tuple[FileShown, ...]
    signatures_label: str
    signatures: tuple[Signature, ...]
    proof: Proof
    watermark: str  # empty, unless it is a draft
    foot: str
    page_of: str  # "Page {page} of {pages}"
