"""What each part of the document needs to know: the minutes, their words, and the anchors of whom they name."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from quarter.decisions.domain import Outcome
from quarter.foundation.actors import Role
from quarter.foundation.multilingual import N_, Words
from quarter.minutes.document import Minutes, RecordStatus, Written
from quarter.minutes.domain import MinutesState
from quarter.minutes.exports.akoma_ntoso.names import Names, name
from quarter.minutes.exports.akoma_ntoso.references import References
from quarter.minutes.exports.layout import lay_out
from quarter.minutes.exports.sheet import PrintedRecord

_CONCEPTS = {
    "present": N_("Present"),
    "seats": N_("Seats"),
    "needed": N_("Needed"),
    "quorate": N_("Quorate"),
    "not_quorate": N_("Not quorate"),
}


@dataclass(frozen=True)
class Paper:
    """A document in the making. `people`, `guests` and `decisions` are anchors in the order of the minutes."""

    minutes: Minutes
    status: RecordStatus
    words: Words
    sheet: PrintedRecord
    names: Names
    references: References
    group: str
    municipality: str
    meeting: str
    place: str
    people: list[str]
    guests: list[str]
    decisions: list[str]

    def concept(self, what: StrEnum | str) -> str:
        """The anchor of a choice, an outcome, or a thing that is counted."""
        if isinstance(what, StrEnum):
            return self.references.to("concept", what.value, self.words.label(what))
        return self.references.to("concept", what, self.words.gettext(_CONCEPTS[what]))

    def state(self, state: MinutesState) -> str:
        return self.concept(state)

    def member(self, name: str) -> str | None:
        """The anchor of the member of that name, for whoever came in their place."""
        seats = zip(self.people, self.minutes.seats, strict=True)
        return next((anchor for anchor, seat in seats if seat.role is Role.MEMBER and seat.name == name), None)

    def outcome(self, has_carried: bool) -> str:
        return self.concept(Outcome.CARRIED if has_carried else Outcome.NOT_CARRIED)

    def written(self) -> Iterator[Written]:
        """Everything that people wrote, for its languages."""
        for item in self.minutes.items:
            yield from (item.title, item.notes, *((item.topic,) if item.topic else ()))
        yield from (written for each in self.minutes.decisions for written in (each.title, each.question))
        yield from (each.title for each in self.minutes.actions)
        yield from (each.title for item in self.minutes.items for each in item.reported)


def begin(minutes: Minutes, words: Words, status: RecordStatus) -> Paper:
    """The paper with its first anchors: the body, its meeting, and everybody who holds a seat."""
    names = name(minutes, status, words.language)
    references = References(names.scope, words)
    sheet = lay_out(minutes, words, status)
    return Paper(
        minutes=minutes,
        status=status,
        words=words,
        sheet=sheet,
        names=names,
        references=references,
        group=references.to_organisation(sheet.group),
        municipality=references.to_organisation(minutes.municipality),
        meeting=references.to_own("event", "meeting", sheet.title),
        place=references.to_own("location", "place", minutes.place),
        people=references.to_seats(minutes.seats),
        guests=references.to_guests(minutes.guests),
        decisions=[
            references.to_own("object", str(index), each.number) for index, each in enumerate(minutes.decisions)
        ],
    )
