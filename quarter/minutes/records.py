"""What meetings may tell of their records."""

from typing import Any

import sqlalchemy as sa

from quarter.foundation.models import StoredEnum
from quarter.meetings.models import Meeting
from quarter.meetings.records import Records
from quarter.minutes.domain import MinutesState
from quarter.minutes.models import MinutesRecord

RECORD, DRAFT = MinutesRecord.__table__.c, sa.literal(MinutesState.DRAFT, StoredEnum(MinutesState))


def _of_meeting(column: Any) -> Any:
    return sa.select(column).where(RECORD.meeting_id == Meeting.__table__.c.id).scalar_subquery()


RECORDS = Records(
    state=sa.func.coalesce(_of_meeting(RECORD.state), DRAFT), approved_in_id=_of_meeting(RECORD.approved_in_id)
)
