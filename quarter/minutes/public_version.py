"""The public version of minutes: what everybody may read, with the names that people have agreed to.

Items that are not public are left out with all that came of them; their numbers stay free. Chair, secretary and who
sits for the city or a cooperative act in their function and are named. Everybody else is named if they have agreed in
their profile, and shortened to initials if not; `spoken_names` says how they are found in what was written.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from quarter.groups.domain import acts_in_function
from quarter.minutes.document import (
    ActionAgreed,
    ActionReported,
    AttachedFile,
    Correction,
    GuestPresent,
    Item,
    Minutes,
    RecordStatus,
    SeatedPerson,
    Translation,
    Written,
    seal_of,
)
from quarter.minutes.domain import FORM, Extent, MinutesState
from quarter.minutes.spoken_names import SpokenNames, folded

_HOLD_A_NAME = ("name", "person", "stands_in_for", "chair", "secretary", "moved_by")
_NAMES_NOBODY = frozenset(
    {"municipality", "timezone", "quarter", "group", "lang", "number", "organisation", "result", "media_type", "sha256"}
)


def public_version(
    minutes: Minutes, consenting: Collection[str], mentioned: Collection[str] = (), *, form: int = FORM
) -> Minutes:
    """The public version; `consenting` are the names of those who agreed to stand in it.

    `mentioned` are people who have not agreed, and of whom the minutes speak only in what was written. `form` is that
    of the record.
    """
    hidden = Hidden.of(minutes, consenting, mentioned, form)
    numbered = minutes.with_numbered_files()  # as items, what is left keeps its number
    return replace(
        _shortened(replace(numbered, seats=(), items=_public_items(numbered)), hidden),
        seats=tuple(_seat(seat, hidden) for seat in minutes.seats),
        extent=Extent.PUBLIC,
    )


def public_translations(
    minutes: Minutes,
    translations: Collection[Translation],
    consenting: Collection[str],
    mentioned: Collection[str] = (),
    *,
    form: int = FORM,
) -> tuple[Translation, ...]:
    """The translations of what is public in the full `minutes`, with the same names shortened as there."""
    hidden = Hidden.of(minutes, consenting, mentioned, form)
    public = set(_texts(_public_items(minutes)))
    return tuple(_shortened(each, hidden) for each in translations if each.original in public)


def own_status(status: RecordStatus, part: Minutes) -> RecordStatus:
    """The status of a public version or an excerpt: the same, with a checksum of its own.

    That of the full text would let others find out by trial which name was shortened.
    """
    is_sealed = status.state is MinutesState.SEALED
    return replace(status, text=None, sha256=seal_of(part.to_json()) if is_sealed else None)


def names_in(minutes: Minutes) -> frozenset[str]:
    """Everybody whom the minutes name as a person, for asking who has agreed."""
    return frozenset(name for name in _names(minutes) if name.strip())


def all_that_was_written(minutes: Minutes, status: RecordStatus) -> str:
    """Every text of the items that are public, and every translation, for asking whom it mentions.

    So too what was typed about the meeting as a whole: the place, why it was not held, for whom guests came, and what
    files are called. Between two words stands one blank, as in names.
    """
    about = (minutes.place, minutes.not_held_because, *(guest.organisation for guest in minutes.guests))
    texts = (*about, *_texts((minutes.files, _public_items(minutes), status.translations)))
    return folded("\n".join(texts))


@dataclass(frozen=True)
class Hidden:
    """Who is to be shortened in what was written, and who is named as (name, organisation) all the same."""

    names: SpokenNames
    in_function: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, minutes: Minutes, consenting: Collection[str], mentioned: Collection[str], form: int) -> "Hidden":
        in_function = frozenset((seat.name, seat.organisation) for seat in minutes.seats if _acts_in_function(seat))
        others = {seat.name for seat in minutes.seats if not _acts_in_function(seat)}
        named = ({name for name, _organisation in in_function} - others).union(consenting)
        spoken_of = names_in(minutes) | frozenset(mentioned)
        return cls(SpokenNames.of(spoken_of - named, named, form), in_function)

    def shorten(self, text: str) -> str:
        """A text with the initials in place of each hidden name."""
        return self.names.shorten(text)

    def person(self, name: str, organisation: str) -> str:
        """Who is named together with an organisation."""
        return name if (name, organisation) in self.in_function else self.shorten(name)


def _public_items(minutes: Minutes) -> tuple[Item, ...]:
    """Items without what was agreed elsewhere for the group only and is reported on here."""
    return tuple(
        replace(item, reported=tuple(each for each in item.reported if each.is_public))
        for item in minutes.items
        if item.is_public
    )


def _acts_in_function(seat: SeatedPerson) -> bool:
    return acts_in_function(seat.role, seat.bench, seat.organisation)


def _names(value: object) -> Iterator[str]:
    """The names of people in a part of the minutes: wherever a field holds one."""
    if isinstance(value, tuple):
        for inner in value:
            yield from _names(inner)
    elif is_dataclass(value) and not isinstance(value, AttachedFile):
        yield from (getattr(value, name) for name in _HOLD_A_NAME if hasattr(value, name))
        yield from getattr(value, "conflicts", ())
        for field in fields(value):
            yield from _names(getattr(value, field.name))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Written):
        yield value.text
    elif isinstance(value, AttachedFile):
        yield value.name
    elif isinstance(value, tuple):
        for inner in value:
            yield from _texts(inner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _seat(seat: SeatedPerson, hidden: Hidden) -> SeatedPerson:
    named = seat.name if _acts_in_function(seat) else hidden.shorten(seat.name)
    return replace(seat, name=named, stands_in_for=hidden.shorten(seat.stands_in_for))


def _shortened(value: Any, hidden: Hidden) -> Any:
    """A part of the minutes with every text in it shortened; what names institutions and codes stays."""
    if isinstance(value, (ActionAgreed, ActionReported)):
        person = hidden.person(value.person, value.organisation)
        return replace(value, title=_shortened(value.title, hidden), person=person)
    if isinstance(value, Correction) and not value.is_public:
        return replace(value, title=replace(value.title, text=""))
    if isinstance(value, GuestPresent):  # of guests the organisation is typed as well
        return replace(value, name=hidden.shorten(value.name), organisation=hidden.shorten(value.organisation))
    if type(value) is str:  # an enum's value is a code
        return hidden.shorten(value)
    if isinstance(value, tuple):
        return tuple(_shortened(inner, hidden) for inner in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {field.name for field in fields(value)} - _NAMES_NOBODY
        return replace(value, **{name: _shortened(getattr(value, name), hidden) for name in changed})
    return value
