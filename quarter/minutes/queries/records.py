"""Meetings with their minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session

from quarter.foundation.actors import Actor, Role
from quarter.foundation.models import column, get_row, maybe
from quarter.groups.models import Group
from quarter.meetings.domain import ItemKind
from quarter.meetings.models import AgendaItem, Meeting
from quarter.meetings.queries.agenda import MEETING, get_item
from quarter.minutes.document import RecordStatus, Signed
from quarter.minutes.domain import SIGNERS, MinutesState
from quarter.minutes.models import MinutesRecord, MinutesSignature

RECORD, GROUP = MinutesRecord.__table__.c, Group.__table__.c
RecordRow = sa.Select[
    Meeting, MinutesRecord | None, Group, int | None, MinutesSignature | None, MinutesSignature | None
]


@dataclass(frozen=True)
class RecordOfMeeting:
    """A meeting with its minutes: what policies judge when they are at stake. There is no `record` of a draft."""

    meeting: Meeting
    record: MinutesRecord | None
    group: Group
    approved_in: int | None = None  # the number of the meeting that approved the minutes
    chair_signed: MinutesSignature | None = None
    secretary_signed: MinutesSignature | None = None

    @property
    def group_id(self) -> int:
        return self.meeting.group_id

    @property
    def minutes_state(self) -> MinutesState:
        return self.record.state if self.record else MinutesState.DRAFT

    @property
    def signatures(self) -> tuple[MinutesSignature, ...]:
        """Who has signed, the chair first."""
        return tuple(each for each in (self.chair_signed, self.secretary_signed) if each is not None)

    @property
    def signers(self) -> frozenset[int]:
        return frozenset(each.person_id for each in self.signatures)

    @property
    def unsigned(self) -> frozenset[Role]:
        """Whose signature is missing."""
        return frozenset(SIGNERS) - {each.role for each in self.signatures}

    @property
    def status(self) -> RecordStatus:
        """Where the minutes stand, for exports."""
        record = self.record
        if record is None:
            return RecordStatus()
        return RecordStatus(
            record.state, record.circulated_at, record.approved_at, record.sealed_at, record.sha256, self.approved_in,
            version=record.version, text=record.document, form=record.form,
            signatures=tuple(Signed(each.role, each.name, each.signed_at) for each in self.signatures),
        )  # fmt: skip


def get_record(session: Session, meeting_id: int) -> RecordOfMeeting | None:
    """A meeting with its minutes' state and signatures and its group, in one statement."""
    return get_row(session, _record(), RecordOfMeeting, meeting_id=meeting_id)


@cache
def _record() -> RecordRow:
    """Built once: whoever opens or changes minutes is judged by it."""
    approving = Meeting.__table__.alias()
    chair, secretary = aliased(MinutesSignature), aliased(MinutesSignature)
    return (
        sa.select(Meeting, MinutesRecord, Group, maybe(Meeting.number, approving), chair, secretary)
        .join(Group, GROUP.id == MEETING.group_id)
        .join(MinutesRecord, RECORD.meeting_id == MEETING.id, isouter=True)
        .join(approving, approving.c.id == RECORD.approved_in_id, isouter=True)
        .join(chair, _signed(chair, Role.MODERATOR), isouter=True)
        .join(secretary, _signed(secretary, Role.SECRETARY), isouter=True)
        .where(MEETING.id == sa.bindparam("meeting_id"))
    )


def _signed(signature: type[MinutesSignature], role: Role) -> sa.ColumnElement[bool]:
    own = sa.inspect(signature).selectable.c
    return sa.and_(own.meeting_id == MEETING.id, own.role == role)


def get_recorded(session: Session, recorded_id: int) -> RecordOfMeeting | None:
    """The record of an earlier meeting, where the address names the later one that approves it, too."""
    return get_record(session, recorded_id)


def get_approving_item(
    session: Session, meeting_id: int, item_id: int, recorded_id: int, *, reader: Actor
) -> AgendaItem | None:
    """The item at which a meeting approves minutes, if both are of one group; any other is None."""
    item, approving = get_item(session, meeting_id, item_id, reader=reader), session.get(Meeting, meeting_id)
    if item is None or approving is None or item.kind is not ItemKind.APPROVAL:
        return None
    return item if approving.group_id == session.get_one(Meeting, recorded_id).group_id else None


def list_approved_in(session: Session, meeting: Meeting) -> Sequence[int]:
    """The numbers of the meetings whose minutes this one has approved, the earliest first."""
    query = sa.select(column(Meeting.number)).join(MinutesRecord.__table__, RECORD.meeting_id == MEETING.id)
    query = query.where(RECORD.approved_in_id == meeting.id)
    return session.scalars(query.order_by(MEETING.starts_at, MEETING.id)).all()
