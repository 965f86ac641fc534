"""Reading plans: the list, one plan with its variants, a variant with its elements, ratings by bench."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from quarter.accounts.models import Person
from quarter.foundation.actors import Actor
from quarter.foundation.pagination import Page, keyset_page
from quarter.foundation.subjects import Subject, get_subject
from quarter.groups.domain import BenchKey
from quarter.groups.models import Bench, Group, Seat
from quarter.places.models import Quarter
from quarter.planning.domain import PlanState, VariantState
from quarter.planning.models import Element, ElementComment, ElementSupport, Plan, Rating, Variant
from quarter.topics.following import list_what_follows

# Rows of the tables' columns: a statement of a model's attributes has its rows looked through as if they were models.
ELEMENT, PERSON = Element.__table__.c, Person.__table__.c


@dataclass(frozen=True)
class Sheet:
    """A variant with its plan, and one element of it if the deed is about one."""

    plan: Plan
    variant: Variant
    element: Element | None = None

    @property
    def group_id(self) -> int:
        return self.plan.group_id

    @property
    def author_id(self) -> int:
        return self.variant.author_id

    @property
    def is_groups(self) -> bool:
        return self.variant.is_groups

    @property
    def is_open(self) -> bool:
        """Whether anything can still be changed here."""
        return self.plan.state is PlanState.OPEN and self.variant.state is not VariantState.WITHDRAWN


@dataclass(frozen=True)
class ElementSheet(Sheet):
    """A variant with the element that the deed is about."""

    element: Element


def get_plan(session: Session, plan_id: int) -> Plan | None:
    return session.get(Plan, plan_id)


def get_sheet(session: Session, plan_id: int, variant_id: int) -> Sheet | None:
    """A variant of a plan, withdrawn ones too."""
    variant = session.get(Variant, variant_id)
    if variant is None or variant.plan_id != plan_id:
        return None
    return Sheet(session.get_one(Plan, plan_id), variant)


def get_element_sheet(session: Session, plan_id: int, variant_id: int, element_id: int) -> ElementSheet | None:
    """An element of a variant of a plan, removed ones too."""
    sheet, element = get_sheet(session, plan_id, variant_id), session.get(Element, element_id)
    if sheet is None or element is None or element.variant_id != variant_id:
        return None
    return ElementSheet(sheet.plan, sheet.variant, element)


def list_plans(
    session: Session, after: str | None = None, *, quarter: int | None = None, group: int | None = None
) -> Page:
    """Plans, newest first: (id, title, lang, state, from_on, until_on, opened_at, group, variant_count)."""
    variants = (
        select(sa.func.count())
        .where(Variant.plan_id == Plan.id, col(Variant.state) != VariantState.WITHDRAWN)
        .correlate(Plan)
        .scalar_subquery()
    )
    query = select(
        Plan.id, Plan.title, Plan.lang, Plan.state, Plan.from_on, Plan.until_on, Plan.opened_at,
        Group.name.label("group"), variants.label("variant_count"),
    ).join(Group, col(Group.id) == Plan.group_id)  # fmt: skip
    if quarter is not None:
        query = query.where(Plan.quarter_id == quarter)
    if group is not None:
        query = query.where(Plan.group_id == group)
    return keyset_page(session, query, [Plan.opened_at, Plan.id], after)


def get_boundary(session: Session, plan: Plan) -> str | None:
    """The outline that a plan on the map is drawn in, unless it has an area of its own."""
    if plan.picture or plan.area:
        return None
    return session.scalar(select(Quarter.boundary).where(Quarter.id == plan.quarter_id))


def get_adopting_decision(session: Session, plan: Plan, *, reader: Actor) -> Subject | None:
    """The decision that adopted a variant, as the register has it, if the reader may know of it."""
    return get_subject(session, "decision", plan.decision_id, reader) if plan.decision_id else None


def list_actions_of(session: Session, variant: Variant, *, reader: Actor) -> dict[int, int]:
    """What became of the things of an adopted variant, for links: action id by element id."""
    if variant.state is not VariantState.ADOPTED:
        return {}
    return {row.plan_element_id: row.id for row in list_what_follows(session, "variant", variant.id, reader)}


def list_variants(session: Session, plan_id: int) -> list[Any]:
    """(id, title, text, lang, state, is_groups, author_id, author, created_at), the group's first, then by age.

    Withdrawn ones are left out.
    """
    query = (
        select(
            Variant.id, Variant.title, Variant.text, Variant.lang, Variant.state, Variant.is_groups,
            Variant.author_id, Variant.created_at, Person.name.label("author"),
        )
        .join(Person, col(Person.id) == Variant.author_id)
        .where(Variant.plan_id == plan_id, col(Variant.state) != VariantState.WITHDRAWN)
        .order_by(col(Variant.is_groups).desc(), Variant.id)
    )  # fmt: skip
    return list(session.execute(query).all())


def get_groups_variant(session: Session, plan_id: int) -> Variant:
    return session.exec(select(Variant).where(Variant.plan_id == plan_id, col(Variant.is_groups))).one()


def get_adopted_variant(session: Session, plan_id: int) -> Variant | None:
    """The variant that the group goes on with, if the plan ended with one."""
    query = select(Variant).where(Variant.plan_id == plan_id, Variant.state == VariantState.ADOPTED)
    return session.exec(query).one_or_none()


def get_author(session: Session, variant: Variant) -> str:
    return session.scalar(select(Person.name).where(Person.id == variant.author_id)) or ""


def list_elements(session: Session, variant_ids: Collection[int]) -> dict[int, list[Any]]:
    """The elements of each of these variants in the order they were added; one statement."""
    query = (
        select(*ELEMENT, PERSON.name.label("author"))
        .join(Person.__table__, PERSON.id == ELEMENT.author_id)
        .where(ELEMENT.variant_id.in_(variant_ids), ELEMENT.removed_at.is_(None))
        .order_by(ELEMENT.id)
    )
    found: dict[int, list[Any]] = {variant_id: [] for variant_id in variant_ids}
    for row in session.execute(query):
        found[row.variant_id].append(row)
    return found


def count_elements(session: Session, variant_id: int) -> int:
    query = select(sa.func.count()).where(Element.variant_id == variant_id, col(Element.removed_at).is_(None))
    return session.scalar(query) or 0


def list_comments(session: Session, element_id: int, after: str | None = None) -> Page:
    """(id, text, lang, posted_at, author) of comments, the newest first."""
    query = (
        select(
            ElementComment.id, ElementComment.text, ElementComment.lang, ElementComment.posted_at,
            Person.name.label("author"),
        )
        .join(Person, col(Person.id) == ElementComment.author_id)
        .where(ElementComment.element_id == element_id)
    )  # fmt: skip
    return keyset_page(session, query, [ElementComment.id], after)


def has_supported(session: Session, element_id: int, person_id: int | None) -> bool:
    return person_id is not None and session.get(ElementSupport, (element_id, person_id)) is not None


Ratings = Mapping[int, Mapping[int, Mapping[BenchKey, float]]]


def rate_by_bench(session: Session, variant_ids: Sequence[int]) -> Ratings:
    """The mean of each bench, by variant and criterion; what nobody rated is left out."""
    query = (
        select(Rating.variant_id, Rating.criterion, Bench.key, sa.func.avg(Rating.points))
        .join(Seat, col(Seat.id) == Rating.seat_id)
        .join(Bench, col(Bench.id) == Seat.bench_id)
        .where(col(Rating.variant_id).in_(variant_ids))
        .group_by(Rating.variant_id, Rating.criterion, Bench.key)
    )
    means: dict[int, dict[int, dict[BenchKey, float]]] = defaultdict(lambda: defaultdict(dict))
    for variant_id, criterion, bench, mean in session.execute(query):
        means[variant_id][criterion][bench] = float(mean)
    return means


def has_ratings(session: Session, plan_id: int) -> bool:
    """Whether anybody has rated a variant of this plan."""
    query = select(Rating.variant_id).join(Variant, col(Variant.id) == Rating.variant_id)
    return session.scalar(query.where(Variant.plan_id == plan_id).limit(1)) is not None


def rating_seat(actor: Actor, group_id: int) -> int | None:
    """The seat that this person rates from."""
    return next((seat.seat_id for seat in actor.seats if seat.group_id == group_id and seat.bench_id is not None), None)


def own_rating(session: Session, variant_id: int, seat_id: int | None) -> dict[int, int]:
    """What a seat has given so far, by criterion."""
    if seat_id is None:
        return {}
    query = select(Rating.criterion, Rating.points).where(Rating.variant_id == variant_id, Rating.seat_id == seat_id)
    return {row.criterion: row.points for row in session.execute(query)}
