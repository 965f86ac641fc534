"""What lies ahead in a matter because of meetings."""

from quarter.meetings.domain import MeetingState
from quarter.meetings.labels import TALKS_ABOUT_IT, TALKS_NOW
from quarter.meetings.models import AgendaItem, Meeting
from quarter.topics.coming import TOPIC, source

MEETING, ITEM = Meeting.__table__.c, AgendaItem.__table__.c

COMING = tuple(
    source(
        "meeting", text, Meeting.__table__.join(AgendaItem.__table__, ITEM.meeting_id == MEETING.id), MEETING.id,
        ITEM.topic_id == TOPIC, MEETING.state == state,
        number=MEETING.number, at=MEETING.starts_at,
    )
    for state, text in ((MeetingState.PLANNED, TALKS_ABOUT_IT), (MeetingState.RUNNING, TALKS_NOW))
)  # fmt: skip
