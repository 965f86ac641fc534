"""The blueprint, and what templates ask about plans in words and drawings."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel.numbers import format_decimal
from flask import Blueprint

from quarter.foundation.multilingual import N_, isolated, label, locale_of
from quarter.planning.domain import Cost, Difference, DifferenceKind, Proposal, cost_of, differences
from quarter.planning.drawing import Base, Mark, base_of, marks, spread
from quarter.planning.models import Variant
from quarter.planning.queries import ElementLine, VariantLine, VariantOfPlan, get_boundary, list_elements
from quarter.web.locale import current_language, gettext
from quarter.web.session import get_session

blueprint = Blueprint("planning", __name__, url_prefix="/plans")


@dataclass(frozen=True)
class DrawnVariant:
    """A variant as pages show it: its things, their points, what they cost, and how it differs from the group's."""

    variant: VariantLine | Variant
    elements: Sequence[ElementLine]
    marks: Sequence[Mark]
    cost: Cost
    differences: Sequence[Difference]


def show_variant(
    variant: VariantLine | Variant, elements: Sequence[ElementLine], base: Base | None, groups: Sequence[ElementLine]
) -> DrawnVariant:
    return DrawnVariant(
        variant,
        elements,
        spread(base, marks(base, elements)) if base else (),
        cost_of(elements),
        () if variant.is_groups else differences(groups, elements),
    )


def draw_around(of: VariantOfPlan) -> dict[str, Any]:
    """What the pages of one thing show it in: the base, its variant, and the number that it has there, if any."""
    session, plan, variant = get_session(), of.plan, of.variant
    base = base_of(plan, get_boundary(session, plan))
    elements = list_elements(session, [variant.id])[variant.id]
    own = of.element.id if of.element else None
    return {
        "base": base,
        "shown": show_variant(variant, elements, base, elements),
        "own_number": next((number for number, row in enumerate(elements, 1) if row.id == own), None),
    }


@blueprint.app_template_filter("variant_name")
def variant_name(variant: Proposal) -> str:
    """The title of a variant; the group's own is called what it is."""
    return gettext(N_("The group's variant")) if variant.is_groups else variant.title


@blueprint.app_template_filter("euros")
def euros(cost: int | None) -> str:
    return (
        gettext(N_("no estimate"))
        if cost is None
        else gettext(N_("about %(amount)s euros"), amount=_number(cost, current_language()))
    )


@lru_cache(1000)
def _number(value: float, language: str) -> str:
    """A number as it is written in a language: slow to find, and the same ones come again."""
    return format_decimal(value, locale=locale_of(language))


@blueprint.app_template_filter("in_words")
def in_words(difference: Difference) -> str:
    """A difference as a sentence in the reader's language."""
    what = isolated(difference.element.title)
    if difference.kind is DifferenceKind.COST and difference.before:
        after, before = euros(difference.element.cost), euros(difference.before.cost)
        return gettext(label(difference.kind), what=what, after=after, before=before)
    return gettext(label(difference.kind), what=what)


@blueprint.app_template_filter("mean")
def mean(points: float) -> str:
    return _number(round(points, 1), current_language())
