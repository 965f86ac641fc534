"""What happens to a plan: the subject is always the plan; details name the variant and the element."""

from dataclasses import dataclass
from typing import ClassVar

from quarter.foundation.events import Event, Step


@dataclass(frozen=True, kw_only=True)
class PlanEvent(Event):
    kind: ClassVar[str] = "plan"


@dataclass(frozen=True, kw_only=True)
class VariantEvent(PlanEvent):
    variant_id: int
    variant: str = ""  # its title; the group's own has none


@dataclass(frozen=True, kw_only=True)
class ElementEvent(VariantEvent):
    element_id: int
    element: str


@dataclass(frozen=True, kw_only=True)
class PlanOpened(PlanEvent):
    name: ClassVar[str] = "planning:opened"
    step: ClassVar[Step | None] = Step.PLANNED


@dataclass(frozen=True, kw_only=True)
class PlanDescribed(PlanEvent):
    name: ClassVar[str] = "planning:described"


@dataclass(frozen=True, kw_only=True)
class PlanClosed(PlanEvent):
    """The planning ended without a variant being adopted."""

    name: ClassVar[str] = "planning:closed"

    reason: str
    lang: str


@dataclass(frozen=True, kw_only=True)
class PlanReopened(PlanEvent):
    name: ClassVar[str] = "planning:reopened"
    step: ClassVar[Step | None] = Step.PLANNED


@dataclass(frozen=True, kw_only=True)
class VariantBranched(VariantEvent):
    name: ClassVar[str] = "planning:variant_branched"


@dataclass(frozen=True, kw_only=True)
class VariantReworded(VariantEvent):
    name: ClassVar[str] = "planning:variant_reworded"


@dataclass(frozen=True, kw_only=True)
class VariantWithdrawn(VariantEvent):
    name: ClassVar[str] = "planning:variant_withdrawn"


@dataclass(frozen=True, kw_only=True)
class VariantAdopted(VariantEvent):
    name: ClassVar[str] = "planning:variant_adopted"
    step: ClassVar[Step | None] = Step.PLANNED


@dataclass(frozen=True, kw_only=True)
class GroupsVariantAdopted(VariantAdopted):
    name: ClassVar[str] = "planning:groups_variant_adopted"


@dataclass(frozen=True, kw_only=True)
class VariantRated(VariantEvent):
    name: ClassVar[str] = "planning:variant_rated"


@dataclass(frozen=True, kw_only=True)
class ElementAdded(ElementEvent):
    name: ClassVar[str] = "planning:element_added"


@dataclass(frozen=True, kw_only=True)
class ElementChanged(ElementEvent):
    name: ClassVar[str] = "planning:element_changed"


@dataclass(frozen=True, kw_only=True)
class ElementRemoved(ElementEvent):
    name: ClassVar[str] = "planning:element_removed"


@dataclass(frozen=True, kw_only=True)
class ElementMerged(ElementEvent):
    """The group took an element over; `variant` is the one it came from."""

    name: ClassVar[str] = "planning:element_merged"


@dataclass(frozen=True, kw_only=True)
class ElementCommented(ElementEvent):
    name: ClassVar[str] = "planning:element_commented"


@dataclass(frozen=True, kw_only=True)
class ElementSupported(ElementEvent):
    name: ClassVar[str] = "planning:element_supported"


@dataclass(frozen=True, kw_only=True)
class ElementSupportWithdrawn(ElementEvent):
    name: ClassVar[str] = "planning:element_support_withdrawn"
