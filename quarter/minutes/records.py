"""What meetings may tell of their records."""

from typing import TypeVar

import sqlalchemy as sa

from quarter.foundation.models import StoredEnum, column, given
from quarter.meetings.models import Meeting
from quarter.meetings.records import Records
from quarter.minutes.domain import MinutesState
from quarter.minutes.models import MinutesRecord

T = TypeVar("T")
RECORD, DRAFT = MinutesRecord.__table__.c, sa.literal(MinutesState.DRAFT, StoredEnum(MinutesState))


def _of_meeting(asked: sa.Column[T]) -> sa.ScalarSelect[T]:
    return sa.select(asked).where(RECORD.meeting_id == Meeting.__table__.c.id).scalar_subquery()


RECORDS = Records(
    state=sa.func.coalesce(_of_meeting(column(MinutesRecord.state)), DRAFT),
    approved_in_id=_of_meeting(given(MinutesRecord.approved_in_id)),
)
