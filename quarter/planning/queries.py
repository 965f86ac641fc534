"""Reading plans: the list, one plan with its variants, a variant with its elements, ratings by bench."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from quarter.accounts.models import Person
from quarter.foundation.actors import Actor
from quarter.foundation.models import column, list_rows
from quarter.foundation.pagination import Page, keyset_page
from quarter.foundation.subjects import Subject, get_known, get_subject
from quarter.groups.domain import BenchKey
from quarter.groups.models import Bench, Group, Seat
from quarter.places.models import Quarter
from quarter.planning.domain import ElementKind, PlanState, VariantState
from quarter.planning.follow_ups import list_actions_of_variant
from quarter.planning.models import Element, Plan, Rating, Variant

PLAN, VARIANT, ELEMENT, RATING = Plan.__table__.c, Variant.__table__.c, Element.__table__.c, Rating.__table__.c
GROUP, PERSON, QUARTER = Group.__table__.c, Person.__table__.c, Quarter.__table__.c
SEAT, BENCH = Seat.__table__.c, Bench.__table__.c


@dataclass(frozen=True)
class VariantOfPlan:
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
class ElementOfVariant(VariantOfPlan):
    """A variant with the element that the deed is about."""

    element: Element


def get_plan(session: Session, plan_id: int) -> Plan | None:
    return session.get(Plan, plan_id)


def get_variant_of_plan(session: Session, plan_id: int, variant_id: int) -> VariantOfPlan | None:
    """A variant of a plan, withdrawn ones too."""
    variant = session.get(Variant, variant_id)
    if variant is None or variant.plan_id != plan_id:
        return None
    return VariantOfPlan(session.get_one(Plan, plan_id), variant)


def get_element_of_variant(
    session: Session, plan_id: int, variant_id: int, element_id: int, *, reader: Actor
) -> ElementOfVariant | None:
    """An element of a variant of a plan, removed ones too."""
    of, element = (
        get_variant_of_plan(session, plan_id, variant_id),
        get_known(session, Element, element_id, reader=reader),
    )
    if of is None or element is None or element.variant_id != variant_id:
        return None
    return ElementOfVariant(of.plan, of.variant, element)


class PlanLine(NamedTuple):
    """A plan in a list; `variant_count` leaves out what was withdrawn."""

    id: int
    title: str
    lang: str
    state: PlanState
    from_on: date
    until_on: date
    opened_at: datetime
    group: str
    variant_count: int


def list_plans(
    session: Session, after: str | None = None, *, quarter: int | None = None, group: int | None = None
) -> Page[PlanLine]:
    """Plans, newest first."""
    variants = (
        sa.select(sa.func.count())
        .where(VARIANT.plan_id == PLAN.id, VARIANT.state != VariantState.WITHDRAWN)
        .correlate(Plan.__table__)
        .scalar_subquery()
    )
    query = sa.select(
        column(Plan.id), column(Plan.title), column(Plan.lang), column(Plan.state), column(Plan.from_on),
        column(Plan.until_on), column(Plan.opened_at), column(Group.name), variants,
    ).join(Group.__table__, GROUP.id == PLAN.group_id)  # fmt: skip
    if quarter is not None:
        query = query.where(PLAN.quarter_id == quarter)
    if group is not None:
        query = query.where(PLAN.group_id == group)
    return keyset_page(session, query, [PLAN.opened_at, PLAN.id], after, row=PlanLine)


def get_boundary(session: Session, plan: Plan) -> str | None:
    """The outline that a plan on the map is drawn in, unless it has an area of its own."""
    if plan.picture or plan.area:
        return None
    return session.scalar(sa.select(column(Quarter.boundary)).where(QUARTER.id == plan.quarter_id))


def get_adopting_decision(session: Session, plan: Plan, *, reader: Actor) -> Subject | None:
    """The decision that adopted a variant, as the register has it, if the reader may know of it."""
    return get_subject(session, "decision", plan.decision_id, reader) if plan.decision_id else None


def list_actions_of(session: Session, variant: Variant, *, reader: Actor) -> Mapping[int, int]:
    """What became of the things of an adopted variant, for links: action id by element id."""
    if variant.state is not VariantState.ADOPTED:
        return {}
    return list_actions_of_variant(session, variant.id, reader)


class VariantLine(NamedTuple):
    """A variant beside others of its plan."""

    id: int
    title: str
    text: str
    lang: str
    state: VariantState
    is_groups: bool
    author_id: int
    created_at: datetime
    author: str


VARIANTS_ON_A_PAGE = 10  # beside the group's: each with its drawing
_VARIANTS = (
    sa.select(
        column(Variant.id), column(Variant.title), column(Variant.text), column(Variant.lang),
        column(Variant.state), column(Variant.is_groups), column(Variant.author_id), column(Variant.created_at),
        column(Person.name),
    )
    .join(Person.__table__, PERSON.id == VARIANT.author_id)
    .where(VARIANT.state != VariantState.WITHDRAWN)
)  # fmt: skip


def list_variants(session: Session, plan_id: int, among: Collection[int] | None = None) -> list[VariantLine]:
    """The variants of a plan, the group's first, then by age. Withdrawn ones are left out.

    `among` leaves out all but the group's that are not among these.
    """
    query = _VARIANTS.where(VARIANT.plan_id == plan_id).order_by(VARIANT.is_groups.desc(), VARIANT.id)
    if among is not None:
        query = query.where(sa.or_(VARIANT.is_groups, VARIANT.id.in_(among)))
    return list_rows(session, query, VariantLine)


def list_peoples_variants(session: Session, plan_id: int, after: str | None) -> Page[VariantLine]:
    """All but the group's, by age, page by page."""
    query = _VARIANTS.where(VARIANT.plan_id == plan_id, sa.not_(VARIANT.is_groups))
    return keyset_page(
        session, query, [VARIANT.id], after, row=VariantLine, descending=False, size=VARIANTS_ON_A_PAGE
    )  # fmt: skip


def get_own_variant(session: Session, plan_id: int, person_id: int | None) -> int | None:
    """The id of the first variant that this person has made in a plan and not withdrawn."""
    query = sa.select(sa.func.min(VARIANT.id)).where(
        VARIANT.plan_id == plan_id, VARIANT.author_id == person_id, sa.not_(VARIANT.is_groups),
        VARIANT.state != VariantState.WITHDRAWN,
    )  # fmt: skip
    return session.scalar(query)


def get_groups_variant(session: Session, plan_id: int) -> Variant:
    return session.scalars(sa.select(Variant).where(VARIANT.plan_id == plan_id, VARIANT.is_groups)).one()


def get_adopted_variant(session: Session, plan_id: int) -> Variant | None:
    """The variant that the group goes on with, if the plan ended with one."""
    query = sa.select(Variant).where(VARIANT.plan_id == plan_id, VARIANT.state == VariantState.ADOPTED)
    return session.scalars(query).one_or_none()


def get_author(session: Session, variant: Variant) -> str:
    return session.scalar(sa.select(column(Person.name)).where(PERSON.id == variant.author_id)) or ""


class ElementLine(NamedTuple):
    """A thing in the list of its variant, with the name of who thought of it."""

    id: int
    variant_id: int
    origin_id: str
    kind: ElementKind
    title: str
    text: str
    lang: str
    place: str
    latitude: float | None
    longitude: float | None
    x: float | None
    y: float | None
    cost: int | None
    keeper: str
    photo: str | None
    photo_width: int | None
    photo_height: int | None
    photo_description: str | None
    author_id: int
    support_count: int
    comment_count: int
    added_at: datetime
    version: int
    author: str


def list_elements(session: Session, variant_ids: Collection[int]) -> dict[int, list[ElementLine]]:
    """The elements of each of these variants in the order they were added; one statement."""
    query = (
        sa.select(
            column(Element.id), column(Element.variant_id), column(Element.origin_id), column(Element.kind),
            column(Element.title), column(Element.text), column(Element.lang), column(Element.place),
            column(Element.latitude), column(Element.longitude), column(Element.x), column(Element.y),
            column(Element.cost), column(Element.keeper), column(Element.photo), column(Element.photo_width),
            column(Element.photo_height), column(Element.photo_description), column(Element.author_id),
            column(Element.support_count), column(Element.comment_count), column(Element.added_at),
            column(Element.version), column(Person.name),
        )
        .join(Person.__table__, PERSON.id == ELEMENT.author_id)
        .where(ELEMENT.variant_id.in_(variant_ids), ELEMENT.removed_at.is_(None))
        .order_by(ELEMENT.id)
    )  # fmt: skip
    found: dict[int, list[ElementLine]] = {variant_id: [] for variant_id in variant_ids}
    for element in list_rows(session, query, ElementLine):
        found[element.variant_id].append(element)
    return found


def count_elements(session: Session, variant_id: int) -> int:
    query = sa.select(sa.func.count()).where(ELEMENT.variant_id == variant_id, ELEMENT.removed_at.is_(None))
    return session.scalar(query) or 0


Ratings = Mapping[int, Mapping[int, Mapping[BenchKey, float]]]


def rate_by_bench(session: Session, variant_ids: Sequence[int]) -> Ratings:
    """The mean of each bench, by variant and criterion; what nobody rated is left out."""
    query = (
        sa.select(
            column(Rating.variant_id), column(Rating.criterion), column(Bench.key), sa.func.avg(column(Rating.points))
        )
        .join(Seat.__table__, SEAT.id == RATING.seat_id)
        .join(Bench.__table__, BENCH.id == SEAT.bench_id)
        .where(RATING.variant_id.in_(variant_ids))
        .group_by(RATING.variant_id, RATING.criterion, BENCH.key)
    )
    means: dict[int, dict[int, dict[BenchKey, float]]] = defaultdict(lambda: defaultdict(dict))
    for variant_id, criterion, bench, mean in session.execute(query):
        means[variant_id][criterion][bench] = float(mean)
    return means


def has_ratings(session: Session, plan_id: int) -> bool:
    """Whether anybody has rated a variant of this plan."""
    query = sa.select(RATING.variant_id).join(Variant.__table__, VARIANT.id == RATING.variant_id)
    return session.scalar(query.where(VARIANT.plan_id == plan_id).limit(1)) is not None


def rating_seat(actor: Actor, group_id: int) -> int | None:
    """The seat that this person rates from."""
    return next((seat.seat_id for seat in actor.seats if seat.group_id == group_id and seat.bench_id is not None), None)


class Given(NamedTuple):
    """How many points a seat has given on a criterion."""

    criterion: int
    points: int


def own_rating(session: Session, variant_id: int, seat_id: int | None) -> dict[int, int]:
    """What a seat has given so far, by criterion."""
    if seat_id is None:
        return {}
    query = sa.select(column(Rating.criterion), column(Rating.points)).where(
        RATING.variant_id == variant_id, RATING.seat_id == seat_id
    )
    return dict(list_rows(session, query, Given))
