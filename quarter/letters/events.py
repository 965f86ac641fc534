"""What people do with letters that did not arrive by themselves."""

from dataclasses import dataclass
from typing import ClassVar

from quarter.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class LetterSentAgain(Event):
    name: ClassVar[str] = "letters:sent_again"
    kind: ClassVar[str] = "letter"


@dataclass(frozen=True, kw_only=True)
class LetterPutOnPaper(Event):
    name: ClassVar[str] = "letters:put_on_paper"
    kind: ClassVar[str] = "letter"


@dataclass(frozen=True, kw_only=True)
class LetterHandedOver(Event):
    name: ClassVar[str] = "letters:handed_over"
    kind: ClassVar[str] = "letter"
