"""What is due, without a database. Start reading at `things.py`."""

from quarter.coordination.domain.calendar import Day, Month, calendar
from quarter.coordination.domain.deeds import Deed, deed_at_desk, deed_on
from quarter.coordination.domain.quorum import BenchForecast, Forecast, Lack, forecast, lacks_of_meeting
from quarter.coordination.domain.things import A_WEEK, DueThing, Kind, Load, Urgency, View, by_urgency, urgency

__all__ = [
    "A_WEEK",
    "BenchForecast",
    "Day",
    "Deed",
    "DueThing",
    "Forecast",
    "Kind",
    "Lack",
    "Load",
    "Month",
    "Urgency",
    "View",
    "by_urgency",
    "calendar",
    "deed_at_desk",
    "deed_on",
    "forecast",
    "lacks_of_meeting",
    "urgency",
]
