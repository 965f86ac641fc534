"""What happens to the municipality and its quarters. The stored names are older than this room, and stay."""

from dataclasses import dataclass
from typing import ClassVar

from quarter.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class BoundaryImported(Event):
    name: ClassVar[str] = "groups:boundary_imported"
    kind: ClassVar[str] = "quarter"


@dataclass(frozen=True, kw_only=True)
class ThemeChanged(Event):
    name: ClassVar[str] = "groups:theme_changed"
    kind: ClassVar[str] = "municipality"
