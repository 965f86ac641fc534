from datetime import date, datetime

from sqlmodel import Session

from quarter.charters.models import Charter
from quarter.groups.models import Group


def adopt_first_charter(session: Session, group: Group, *, adopted_on: date, now: datetime) -> Charter:
    """Give a new group version 1 of its charter, with the default rules.

    It leaves no trace of its own: it belongs to the founding of the group, which the operator does.
    """
    charter = Charter(group_id=group.id, version=1, adopted_on=adopted_on, created_at=now)
    session.add(charter)
    session.flush()
    return charter
