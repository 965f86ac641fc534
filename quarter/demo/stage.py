"""What every part of the story needs at hand."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from quarter.foundation.actors import Actor
from quarter.foundation.storage import Storage
from quarter.groups.models import Group
from quarter.topics.models import Topic


@dataclass
class Stage:
    """The session, the group, who acts, and the time around which the story is told; pictures go into `storage`."""

    session: Session
    group: Group
    actors: dict[str, Actor]
    organisations: dict[str, int]
    now: datetime
    zone: ZoneInfo
    storage: Storage | None
    topics: dict[str, Topic] = field(default_factory=dict)

    def minutes_ago(self, minutes: int) -> datetime:
        return self.now - timedelta(minutes=minutes)

    def day(self, days_ahead: int) -> date:
        """The calendar day so many days from now."""
        return self.now.astimezone(self.zone).date() + timedelta(days=days_ahead)

    def at(self, days_ahead: int, hour: int, minute: int = 0) -> datetime:
        """An hour on the wall clock of a day from now, as an instant."""
        return datetime.combine(self.day(days_ahead), time(hour, minute), self.zone).astimezone(UTC)

    def at_work(self, days_ahead: int, hour: int, minute: int = 0) -> datetime:
        """The same, but on Monday instead of a weekend, and never later than now: offices keep hours."""
        weekend = self.day(days_ahead).weekday() - 4
        return self.until_now(self.at(days_ahead + (3 - weekend if weekend > 0 else 0), hour, minute))

    def until_now(self, instant: datetime) -> datetime:
        """The instant, or now if it still lies ahead: nobody has done anything tomorrow."""
        return min(instant, self.now)
