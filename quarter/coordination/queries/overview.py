"""All that is due in a group, from each room, and the outlook on its next meeting."""

from dataclasses import dataclass

from sqlmodel import Session

from quarter.coordination.domain import DueThing, Forecast, lacks_of_meeting
from quarter.coordination.queries.actions import list_actions_of_group
from quarter.coordination.queries.asked import list_asked
from quarter.coordination.queries.decisions import list_decisions
from quarter.coordination.queries.issues import list_issues
from quarter.coordination.queries.meetings import list_meetings
from quarter.coordination.queries.quorum import get_forecast
from quarter.meetings.domain import MeetingState

MANY = 25  # of each kind on a page; the most urgent come first, the rest stands in its own room
ALL = 5000  # of each kind in a file


@dataclass(frozen=True)
class Overview:
    """All that is due in a group, and the outlook on its next meeting, where one is planned."""

    things: list[DueThing]
    meeting: DueThing | None
    outlook: Forecast | None


def get_overview(session: Session, group_id: int, timezone: str, *, most: int) -> Overview:
    """What is due in a group, at most `most` of each kind: six statements, however much it is."""
    things = list_due(session, group_id, timezone, most=most)
    planned = [thing for thing in things if thing.stage is MeetingState.PLANNED]
    meeting = min(planned, key=lambda thing: (thing.due_at, thing.subject_id), default=None)
    if meeting is None or meeting.due_on is None:
        return Overview(things, None, None)
    outlook = get_forecast(session, group_id, meeting.due_on, meeting.subject_id)
    seen = meeting._replace(lacks=lacks_of_meeting(meeting.is_invited, meeting.items, outlook))
    return Overview([seen if thing is meeting else thing for thing in things], seen, outlook)


def list_due(session: Session, group_id: int, timezone: str, *, most: int) -> list[DueThing]:
    """Everything in a group that somebody still has to do, unordered: five statements."""
    return [
        *list_issues(session, group_id, timezone, most),
        *list_decisions(session, group_id, timezone, most),
        *list_meetings(session, group_id, timezone, most),
        *list_actions_of_group(session, group_id, most),
        *list_asked(session, group_id, most),
    ]
