"""The rooms of the house, in floor order: the one list that app, command line, worker, migrations and tests read.

A room says what it has in files of fixed names (DESIGN §2); nothing is registered by being imported. `furnish` hands
the foundation what the rooms say of themselves, once a process.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from sqlalchemy import MetaData

from quarter.decisions.follow_ups import know_follow_ups
from quarter.foundation.events import Event, know_events
from quarter.foundation.models import Table
from quarter.foundation.multilingual import know_labels
from quarter.foundation.policy import know_rules
from quarter.foundation.recording import know_subscribers_at_once, know_subscriptions
from quarter.foundation.subjects import know_pages
from quarter.meetings.records import know_records
from quarter.planning.follow_ups import know_actions_of_variants
from quarter.topics.coming import know_sources

# Tables that belong to no room.
BELOW_THE_ROOMS = (
    "quarter.foundation.audit", "quarter.foundation.outbox", "quarter.foundation.subjects",
    "quarter.foundation.throttle", "quarter.web.idempotency",
)  # fmt: skip


@dataclass(frozen=True)
class Room:
    """One room, by the word that opens every door to it."""

    name: str

    def part(self, name: str) -> ModuleType | None:
        """The file or folder of that name, with all that is in it; None if the room does without."""
        path = f"quarter.{self.name}.{name}"
        if find_spec(path) is None:
            return None
        part = import_module(path)
        for inner in iter_modules(getattr(part, "__path__", ())):
            import_module(f"{path}.{inner.name}")
        return part

    def says(self, part: str, name: str, default: Any) -> Any:
        """What one of the room's files declares under a name; `default` if it does not."""
        return getattr(self.part(part), name, default)

    @property
    def blueprint(self) -> Any:
        """All pages of the room."""
        is_folder = hasattr(self.part("views"), "__path__")
        return self.says("views.blueprint" if is_folder else "views", "blueprint", None)

    @property
    def permissions(self) -> Any:
        """The enum of what can be allowed in the room."""
        return self.says("policy", "Permission", None)

    @property
    def events(self) -> Iterator[type[Event]]:
        """What can happen in the room."""
        for declared in vars(self.part("events")).values() if self.part("events") else ():
            if isinstance(declared, type) and issubclass(declared, Event) and hasattr(declared, "name"):
                yield declared


ROOMS = tuple(
    map(
        Room,
        (
            "accounts", "places", "groups", "charters", "voices", "topics", "issues", "planning", "decisions",
            "actions", "meetings", "minutes", "letters", "coordination", "home", "demo",
        ),
    )
)  # fmt: skip


@cache
def furnish() -> None:
    """Give the house what its rooms declare: rules, words, events, pages of subjects, what lies ahead, who is told."""
    metadata()
    for room in ROOMS:
        if room.permissions:
            know_rules(room.says("policy", "RULES", {}))
        know_labels(room.says("labels", "LABELS", ()))
        know_pages(room.says("labels", "SUBJECT_PAGES", {}))
        know_events(room.events, room.says("labels", "THREAD_TEXTS", {}))
        know_sources(room.says("coming", "COMING", ()))
        know_records(room.says("records", "RECORDS", None))
        know_follow_ups(room.says("following", "FOLLOW_UPS", None))
        know_actions_of_variants(room.says("following", "ACTIONS_OF_VARIANTS", None))
        know_subscriptions(room.says("subscriptions", "SUBSCRIPTIONS", {}))
        know_subscribers_at_once(room.says("subscriptions", "AT_ONCE", {}))


def metadata() -> MetaData:
    """All tables of the house."""
    for module in BELOW_THE_ROOMS:
        import_module(module)
    for room in ROOMS:
        room.part("models")
    return Table.metadata
