"""Short ways to a plan in some state, for the tests of this room."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from quarter.foundation.actors import Actor
from quarter.foundation.db import Database
from quarter.foundation.pictures import Photo
from quarter.foundation.refusals import Refusal
from quarter.planning.domain import ElementKind, PlanningRefusal, Sketch
from quarter.planning.models import Element, Plan
from quarter.planning.queries import VariantOfPlan, get_groups_variant, list_elements
from quarter.planning.service import plans
from quarter.planning.service.elements import add_element
from quarter.planning.service.variants import branch_variant
from tests.conftest import NOW
from tests.factories.world import World

PICTURE = ("0" * 32 + ".webp", 1200, 800)
AREA = json.dumps({"type": "Polygon", "coordinates": [[[8, 53], [9, 53], [9, 54], [8, 54], [8, 53]]]})
BENCH = Sketch(kind=ElementKind.BENCH, title="A bench", lang="en", place="by the door", x=0.25, y=0.5, cost=900)
TREE = Sketch(kind=ElementKind.TREE, title="A lime tree", lang="en", x=0.75, y=0.5)
PHOTO = Photo("1" * 32 + ".webp", 30, 20, "A hedge")


def open_plan(session: Session, world: World, **changes: Any) -> Plan:
    """A plan of the courtyard on a picture, rated on two criteria."""
    about: dict[str, Any] = {
        "title": "The courtyard", "aim": "Somewhere to sit.", "lang": "en", "from_on": date(2026, 11, 1),
        "until_on": date(2026, 12, 1), "picture": PICTURE, "criteria": ["Safe", "Cheap"], "now": NOW,
    }  # fmt: skip
    group = changes.pop("group", None) or world.group(session)
    return plans.open_plan(session, world.moderator, group, **about | changes)


def groups_variant(session: Session, world: World, **changes: Any) -> VariantOfPlan:
    """The group's variant of a new plan."""
    plan = open_plan(session, world, **changes)
    return VariantOfPlan(plan, get_groups_variant(session, plan.id))


def add(session: Session, of: VariantOfPlan, actor: Actor, sketch: Sketch = BENCH) -> VariantOfPlan:
    """An element in a variant, as the sheet that deeds with it take."""
    element = add_element(session, actor, of, sketch, now=NOW)
    return VariantOfPlan(of.plan, of.variant, element)


def branch(session: Session, of: VariantOfPlan, actor: Actor, title: str = "More shade") -> VariantOfPlan:
    variant = branch_variant(session, actor, of, title=title, text="", lang="en", now=NOW)
    return VariantOfPlan(of.plan, variant)


def element_in(session: Session, of: VariantOfPlan, title: str = "A bench") -> VariantOfPlan:
    query = select(Element).where(Element.variant_id == of.variant.id, Element.title == title)
    return VariantOfPlan(of.plan, of.variant, session.exec(query).one())


def drawn(session: Session, *variants: VariantOfPlan) -> list[list[Any]]:
    """The elements of some variants, in the order of the sheets."""
    found = list_elements(session, [of.variant.id for of in variants])
    return [found[of.variant.id] for of in variants]


def refused(deed: Callable[..., Any], *args: Any, **kwargs: Any) -> PlanningRefusal:
    with pytest.raises(Refusal) as caught:
        deed(*args, **kwargs, now=NOW)
    return caught.value.reason


def stored(database: Database, world: World, **changes: Any) -> dict[str, int]:
    """Ids of a committed plan: the group's variant with a bench, and the resident's branch with a tree besides."""
    with database.unit_of_work() as session:
        groups = groups_variant(session, world, **changes)
        sketches = (BENCH, TREE)
        if not groups.plan.picture:
            point = {"x": None, "y": None, "latitude": 53.5, "longitude": 8.5}
            sketches = (replace(BENCH, **point), replace(TREE, **point))
        bench = add(session, groups, world.moderator, sketches[0])
        own = branch(session, groups, world.resident)
        tree = add(session, own, world.resident, sketches[1])
        assert bench.element and tree.element
        return {
            "plan": groups.plan.id, "groups": groups.variant.id, "own": own.variant.id,
            "bench": bench.element.id, "tree": tree.element.id,
        }  # fmt: skip
