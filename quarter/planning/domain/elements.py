"""One thing in a variant: what it is, where it stands, what it costs, who would look after it."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Protocol

from quarter.foundation.pictures import Photo
from quarter.voices.domain import photo_columns

MOST_ELEMENTS = 200  # in one variant: more nobody reads


class ElementKind(StrEnum):
    BENCH = "bench"
    TREE = "tree"
    CROSSING = "crossing"
    PLAYGROUND = "playground"
    LIGHTING = "lighting"
    RAMP = "ramp"
    RUBBISH = "rubbish"
    MEETING_SPOT = "meeting_spot"
    OTHER = "other"


class Placed(Protocol):
    """What stands at a point of the map (degrees), at a spot of a picture (shares of it), or nowhere."""

    @property
    def latitude(self) -> float | None: ...
    @property
    def longitude(self) -> float | None: ...
    @property
    def x(self) -> float | None: ...
    @property
    def y(self) -> float | None: ...


class Described(Placed, Protocol):
    """What is said of an element; its cost is in whole euros."""

    @property
    def kind(self) -> ElementKind: ...
    @property
    def title(self) -> str: ...
    @property
    def lang(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def cost(self) -> int | None: ...
    @property
    def keeper(self) -> str: ...


class Drawn(Described, Protocol):
    """An element, or a row of a list of them."""

    @property
    def origin_id(self) -> str: ...
    @property
    def photo(self) -> str | None: ...
    @property
    def photo_description(self) -> str | None: ...


class Proposal(Protocol):
    """A variant, or a row of a list of them; the group's own has no title."""

    @property
    def title(self) -> str: ...
    @property
    def is_groups(self) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """What a person says of an element.

    It stands at a described place, at a point of the map (degrees), or at a spot of the picture, where `x` and
    `y` are shares of its width and height from the top left corner. `cost` is in whole euros, roughly.
    """

    kind: ElementKind
    title: str
    lang: str
    text: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    x: float | None = None
    y: float | None = None
    cost: int | None = None
    keeper: str = ""
    photo: Photo | None = None

    def columns(self) -> dict[str, Any]:
        """The same as an element keeps it."""
        return {field.name: getattr(self, field.name) for field in fields(self)} | photo_columns(self.photo)
