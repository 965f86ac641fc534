"""Where a file of minutes leads: to the pages of its decisions, and to the page on which its checksum stands."""

import sqlalchemy as sa
from sqlmodel import Session

from quarter.decisions.models import Decision
from quarter.foundation.models import given
from quarter.meetings.models import AgendaItem
from quarter.minutes.document import Addresses

DECISION, ITEM = Decision.__table__.c, AgendaItem.__table__.c


def list_addresses(session: Session, meeting_id: int, base_url: str) -> Addresses:
    """Below the address of the site; none if nobody from outside could follow them."""
    if not base_url:
        return Addresses()
    query = (
        sa.select(given(Decision.number), DECISION.id)
        .join(AgendaItem.__table__, ITEM.id == DECISION.agenda_item_id)
        .where(ITEM.meeting_id == meeting_id, DECISION.number.is_not(None))
        .order_by(DECISION.id)
    )
    decisions = tuple((number, f"{base_url}/decisions/{key}") for number, key in session.execute(query))
    return Addresses(f"{base_url}/meetings/{meeting_id}/minutes", decisions)
