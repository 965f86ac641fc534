"""Who is named in the public version of minutes: decided by person when they go round, and kept with them.

People whom the group knows are those who ever sat in it, who reported what was on the agenda, who owe an action, and
guests. Nobody else is looked for in what was written: else whoever signs up could change a record by their name.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.accounts.queries import list_mentioned, list_named_publicly, list_people_called
from quarter.actions.models import Action
from quarter.foundation.models import column, list_rows
from quarter.groups.domain import without_titles
from quarter.groups.models import Seat
from quarter.issues.models import Issue
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.queries.presence import list_guests
from quarter.minutes.document import Minutes, RecordStatus
from quarter.minutes.domain import MinutesState
from quarter.minutes.models import RecordedName
from quarter.minutes.public_version import all_that_was_written, names_in
from quarter.minutes.queries.editions import NameLine, list_recorded_names, list_translators
from quarter.minutes.queries.records import RecordOfMeeting
from quarter.minutes.spoken_names import folded


class Known(NamedTuple):
    """Somebody whom the group knows; guests have no account."""

    person_id: int | None
    name: str
    is_named: bool


@dataclass(frozen=True)
class Names:
    """Who may stand in public by name, and who is shortened where a text speaks of them."""

    named: frozenset[str]
    hidden: frozenset[str]

    @classmethod
    def of(cls, known: Iterable[tuple[str, bool]]) -> "Names":
        """Of several people of one name, all must have agreed."""
        people = set(known)
        hidden = frozenset(name for name, is_named in people if not is_named)
        return cls(frozenset(name for name, is_named in people if is_named) - hidden, hidden)

    def mentioned(self, minutes: Minutes, status: RecordStatus) -> frozenset[str]:
        """Those to be shortened whose full name stands in what was written; one word alone may be any word."""
        written = _plain(all_that_was_written(minutes, status))
        return frozenset(name for name in self.hidden if " " in name.strip() and _is_in(name, written))


def list_known(session: Session, meeting: Meeting) -> list[Known]:
    """Everybody whom the group of a meeting knows, as it is now."""
    person, guests = Person.__table__.c, list_guests(session, meeting)
    seat, issue, item, action = (model.__table__.c for model in (Seat, Issue, AgendaItem, Action))
    of_agenda = sa.select(item.topic_id).where(item.meeting_id == meeting.id, item.topic_id.is_not(None))
    known = sa.union(
        sa.select(seat.person_id).where(seat.group_id == meeting.group_id),
        sa.select(issue.reporter_id).where(issue.topic_id.in_(of_agenda)),
        sa.select(action.person_id).where(action.group_id == meeting.group_id),
    )
    query = (
        sa.select(column(Person.id), column(Person.name), column(Person.is_named_publicly))
        .where(person.id.in_(known))
        .order_by(person.id)
    )
    told = dict.fromkeys(Known(None, guest.name, guest.is_named_publicly) for guest in guests)
    return [*list_rows(session, query, Known), *told]


def freeze_names(session: Session, meeting: Meeting, minutes: Minutes) -> None:
    """Keep, in place of what was kept before, who may be named in the public version of what goes round now."""
    session.execute(sa.delete(RecordedName).where(RecordedName.__table__.c.meeting_id == meeting.id))
    _add(session, meeting.id, list_known(session, meeting), minutes, RecordStatus())


def keep_names(
    session: Session, recorded: RecordOfMeeting, minutes: Minutes, status: RecordStatus, *, now: datetime
) -> None:
    """With the seal: of old minutes who is named, and of all who has taken their agreement back since they went round.

    Call it while they are not sealed; of those that were sealed before names were kept at any time.
    """
    rows = list_recorded_names(session, recorded.meeting.id)
    if rows:
        return withdraw(session, taken_back(rows), now=now)
    _add(session, recorded.meeting.id, _known_so_far(session, recorded, minutes, status), minutes, status)


def taken_back(rows: Iterable[NameLine]) -> list[int]:
    """Of the names of those who may be named, whose people do not agree any more."""
    return [row.id for row in rows if row.is_named and not row.still_agrees]


def withdraw(session: Session, names: Iterable[int], *, now: datetime) -> None:
    """Note that the people behind these names have taken their agreement back."""
    name = RecordedName.__table__.c
    rows = sa.update(RecordedName).where(name.id.in_(list(names)), name.withdrawn_at.is_(None))
    session.execute(rows.values(withdrawn_at=now))


def names_of(session: Session, recorded: RecordOfMeeting, minutes: Minutes, status: RecordStatus) -> Names:
    """Who is named in the public version: as kept, without those who have taken their agreement back since."""
    rows = list_recorded_names(session, recorded.meeting.id)
    if not rows:
        return Names.of((each.name, each.is_named) for each in _known_so_far(session, recorded, minutes, status))
    return Names.of((row.name, row.is_named and row.still_agrees) for row in rows)


def with_translators(session: Session, recorded: RecordOfMeeting, names: Names) -> Names:
    """Who has translated a text may have come to the group later: they are asked by person."""
    translators = Names.of(list_translators(session, recorded.meeting.id))
    return Names(
        (names.named | (translators.named - names.hidden)) - translators.hidden, names.hidden | translators.hidden
    )


def _add(session: Session, meeting_id: int, known: Iterable[Known], minutes: Minutes, status: RecordStatus) -> None:
    """Of those who are named only whom the record names: a withdrawal of others changes nothing in it."""
    written, in_record = _plain(all_that_was_written(minutes, status)), names_in(minutes)
    for each in known:
        if not each.is_named or each.name in in_record or _is_in(each.name, written):
            session.add(
                RecordedName(
                    meeting_id=meeting_id, person_id=each.person_id, name=each.name, is_named=each.is_named
                )
            )  # fmt: skip
    session.flush()


def _known_so_far(session: Session, recorded: RecordOfMeeting, minutes: Minutes, status: RecordStatus) -> list[Known]:
    """Where no names were kept: whom the group knows; of what was sealed then, by the rule of then.

    That was by name, of all accounts.
    """
    if recorded.minutes_state is not MinutesState.SEALED:
        return list_known(session, recorded.meeting)
    translators = {each.name for each in list_translators(session, recorded.meeting.id)}
    named = list_named_publicly(session, names_in(minutes) | translators)
    hidden = list_mentioned(session, all_that_was_written(minutes, status)) | translators
    people = list_people_called(session, named | hidden)
    return [Known(each.person_id, each.name, each.name in named) for each in people]


def _plain(text: str) -> str:
    """However its letters were put together, and in whatever case."""
    return unicodedata.normalize("NFC", text).casefold()


def _is_in(name: str, written: str) -> bool:
    """Whether somebody is spoken of, with or without their titles."""
    return any(_plain(folded(called)) in written for called in (name, without_titles(name)))
