"""Taking things over into the group's variant. Their origin and author stay; what they came from stays as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select

from quarter.foundation.actors import Actor
from quarter.foundation.db import LostUpdate, bump_version
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.foundation.subjects import keep
from quarter.planning.domain import PlanningRefusal, differences
from quarter.planning.events import ElementMerged
from quarter.planning.models import Element, Variant
from quarter.planning.queries import VariantOfPlan, get_groups_variant
from quarter.planning.service.guards import about_element, must_be_open, must_be_there, must_have_room, the_element
from quarter.planning.service.variants import COPIED


@dataclass(frozen=True)
class Merged:
    """What became of the things that were chosen for the group's variant."""

    taken: list[Element] = field(default_factory=list)
    there: list[Element] = field(default_factory=list)  # the group's variant has it just so already
    changed: list[Element] = field(default_factory=list)  # changed or taken out since it was seen, here or there


@dataclass(frozen=True)
class _Target:
    """The group's variant while nobody else can take over: what it has or had from the same origins, by origin."""

    variant: Variant
    had: Mapping[str, Element]
    overtaken: set[str]  # origins at which somebody else was quicker while we waited for our turn

    def before(self, element: Element) -> Element | None:
        return self.had.get(element.origin_id)

    def lacks(self, element: Element) -> bool:
        before = self.before(element)
        return before is None or before.removed_at is not None

    def has_just_so(self, element: Element) -> bool:
        return not self.lacks(element) and not differences([self.had[element.origin_id]], [element])


def merge_element(session: Session, actor: Actor, of: VariantOfPlan, *, expected: int, now: datetime) -> Element:
    """Take a thing over into the group's variant, as it stands at version `expected`.

    What the group's variant had from the same origin becomes like it. LostUpdate if the thing was changed meanwhile.
    """
    element = the_element(of)
    must_be_open(session, of)
    session.refresh(element, with_for_update=True)
    must_be_there(element)
    if element.version != expected:
        raise LostUpdate
    target = _take_turn(session, of, [element])
    if target.overtaken:
        raise Refusal(PlanningRefusal.TAKEN_OVER_MEANWHILE)
    if target.lacks(element):
        must_have_room(session, target.variant.id, 1)
    return _take_over(session, actor, of, element, target, now)


def merge_elements(
    session: Session, actor: Actor, of: VariantOfPlan, chosen: Mapping[int, int], *, now: datetime
) -> Merged:
    """Take several things over into the group's variant: `chosen` has the version that was seen of each, by id.

    Those that the group's variant has already, or that were changed meanwhile, are left and named.
    """
    must_be_open(session, of)
    query = select(Element).where(Element.variant_id == of.variant.id, col(Element.id).in_(chosen))
    elements = session.exec(query.order_by(col(Element.id)).with_for_update()).all()
    target, merged = _take_turn(session, of, elements), Merged()
    for element in elements:
        is_gone = element.removed_at is not None or element.version != chosen[element.id]
        if is_gone or element.origin_id in target.overtaken:
            merged.changed.append(element)
        elif target.has_just_so(element):
            merged.there.append(element)
        else:
            merged.taken.append(element)
    must_have_room(session, target.variant.id, sum(target.lacks(element) for element in merged.taken))
    for element in merged.taken:
        _take_over(session, actor, of, element, target, now)
    return merged


def _take_turn(session: Session, of: VariantOfPlan, elements: Sequence[Element]) -> _Target:
    """Wait until nobody else takes over into the group's variant, and note what became another meanwhile."""
    variant = get_groups_variant(session, of.plan.id)
    seen = {origin: element.version for origin, element in _in_variant(session, variant, elements).items()}
    session.refresh(variant, with_for_update={"key_share": True})
    had = _in_variant(session, variant, elements)
    overtaken = {origin for origin, element in had.items() if seen.get(origin) != element.version}
    return _Target(variant, had, overtaken)


def _in_variant(session: Session, variant: Variant, elements: Sequence[Element]) -> dict[str, Element]:
    """What a variant has or had from the same origins, by origin, as it stands in the database."""
    origins = [element.origin_id for element in elements]
    query = select(Element).where(Element.variant_id == variant.id, col(Element.origin_id).in_(origins))
    return {element.origin_id: element for element in session.exec(query.execution_options(populate_existing=True))}


def _take_over(
    session: Session, actor: Actor, of: VariantOfPlan, element: Element, target: _Target, now: datetime
) -> Element:
    copied = {name: getattr(element, name) for name in COPIED}
    taken = target.before(element)
    if taken is None:
        taken = Element(variant_id=target.variant.id, added_at=now, **copied)
        session.add(taken)
    else:
        bump_version(session, taken, taken.version)
        for name, value in copied.items():
            setattr(taken, name, value)
        taken.removed_at = None
    session.flush()
    keep(session, taken.subject(of.plan))
    record(session, actor, about_element(ElementMerged, of, taken), now=now)
    return taken
