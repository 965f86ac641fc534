from datetime import date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import JSON, CheckConstraint, Field, Index, UniqueConstraint

from quarter.foundation.models import StorageKey, StoredEnum, Table, one_of
from quarter.foundation.subjects import Subject
from quarter.planning.domain import ElementKind, PlanState, VariantState
from quarter.voices.models import MayHavePhoto, whole_photo


class Plan(Table, table=True):
    """A place being re-thought. Its base is the map, perhaps narrowed to an `area`, or a picture (a storage key)."""

    __tablename__ = "plan"
    __table_args__ = (
        CheckConstraint(one_of("state", PlanState), name="state"),
        CheckConstraint("until_on >= from_on", name="dates"),
        CheckConstraint("decision_id IS NULL OR state = 'closed'", name="decided_is_closed"),
        CheckConstraint("picture IS NULL OR area IS NULL", name="one_base"),
        CheckConstraint(
            "(picture IS NULL AND picture_width IS NULL AND picture_height IS NULL)"
            " OR (picture IS NOT NULL AND picture_width IS NOT NULL AND picture_height IS NOT NULL"
            " AND picture_width > 0 AND picture_height > 0)",
            name="picture_has_size",
        ),
        CheckConstraint("closing_reason IS NULL OR state = 'closed'", name="reason_is_of_closing"),
        CheckConstraint("(closing_reason IS NULL) = (closing_lang IS NULL)", name="reason_has_language"),
        Index("ix_plan_group_id_opened_at", "group_id", "opened_at", "id"),
        Index("ix_plan_opened_at", "opened_at", "id"),
    )

    id: int = Field(default=None, primary_key=True)
    quarter_id: int = Field(foreign_key="quarter.id", index=True)
    group_id: int = Field(foreign_key="working_group.id")
    topic_id: int | None = Field(default=None, foreign_key="topic.id", index=True)
    title: str = Field(max_length=160)
    aim: str = Field(sa_type=sa.Text)
    lang: str = Field(max_length=12)
    from_on: date
    until_on: date
    area: str | None = Field(default=None, sa_type=sa.Text)  # a GeoJSON Polygon
    picture: str | None = Field(default=None, sa_type=StorageKey, index=True)
    picture_width: int | None = None
    picture_height: int | None = None
    criteria: list[str] = Field(default_factory=list, sa_type=JSON)  # what each bench rates the variants on
    state: PlanState = Field(default=PlanState.OPEN, sa_type=StoredEnum(PlanState))
    closing_reason: str | None = Field(default=None, sa_type=sa.Text)  # why no variant was adopted
    closing_lang: str | None = Field(default=None, max_length=12)
    decision_id: int | None = Field(default=None, foreign_key="decision.id", index=True)  # that adopted a variant
    opened_by_id: int = Field(foreign_key="person.id")
    opened_at: datetime
    version: int = 1

    def as_subject(self) -> dict[str, Any]:
        """What every event about this plan says of it."""
        return {"subject_id": self.id, "group_id": self.group_id, "topic_id": self.topic_id, "title": self.title}

    def subject(self) -> Subject:
        """Its row in the register."""
        return Subject(
            kind="plan", id=self.id, group_id=self.group_id, topic_id=self.topic_id, title=self.title, lang=self.lang,
            at=self.opened_at,
        )  # fmt: skip


class Variant(Table, table=True):
    """One proposal. The group's own has no title; a withdrawn one stays for those who look back."""

    __tablename__ = "plan_variant"
    __table_args__ = (
        CheckConstraint(one_of("state", VariantState), name="state"),
        CheckConstraint("is_groups OR title <> ''", name="title"),
        CheckConstraint("NOT is_groups OR state <> 'withdrawn'", name="groups_stays"),
        Index(
            "uq_plan_variant_groups", "plan_id", unique=True,
            sqlite_where=sa.text("is_groups"), postgresql_where=sa.text("is_groups"),
        ),
        Index(
            "uq_plan_variant_adopted", "plan_id", unique=True,
            sqlite_where=sa.text("state = 'adopted'"), postgresql_where=sa.text("state = 'adopted'"),
        ),
    )  # fmt: skip

    id: int = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    branched_from_id: int | None = Field(default=None, foreign_key="plan_variant.id")
    author_id: int = Field(foreign_key="person.id")
    is_groups: bool = False
    title: str = Field(default="", max_length=120)
    text: str = Field(default="", sa_type=sa.Text)
    lang: str = Field(max_length=12)
    state: VariantState = Field(default=VariantState.PROPOSED, sa_type=StoredEnum(VariantState))
    created_at: datetime
    version: int = 1

    def subject(self, plan: Plan) -> Subject:
        """Its row in the register."""
        return Subject(
            kind="variant", id=self.id, group_id=plan.group_id, topic_id=plan.topic_id, title=self.title,
            lang=self.lang, from_kind="plan", from_id=plan.id, at=self.created_at,
        )  # fmt: skip


class Element(MayHavePhoto, table=True):
    """One thing in a variant. `origin_id` stays the same in every branch; `author_id` is who thought of it."""

    __tablename__ = "plan_element"
    subject_kind: ClassVar[str] = "element"
    __table_args__ = (
        CheckConstraint(one_of("kind", ElementKind), name="kind"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="whole_point"),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
        CheckConstraint("(x IS NULL) = (y IS NULL)", name="whole_spot"),
        CheckConstraint("x BETWEEN 0 AND 1 AND y BETWEEN 0 AND 1", name="in_picture"),
        CheckConstraint("latitude IS NULL OR x IS NULL", name="one_position"),
        CheckConstraint("cost >= 0", name="cost"),
        whole_photo(),
        UniqueConstraint("variant_id", "origin_id"),
    )

    id: int = Field(default=None, primary_key=True)
    variant_id: int = Field(foreign_key="plan_variant.id")
    origin_id: str = Field(max_length=32)
    kind: ElementKind = Field(sa_type=StoredEnum(ElementKind))
    title: str = Field(max_length=120)
    text: str = Field(default="", sa_type=sa.Text)
    lang: str = Field(max_length=12)
    place: str = Field(default="", max_length=200)
    latitude: float | None = None
    longitude: float | None = None
    x: float | None = None
    y: float | None = None
    cost: int | None = None
    keeper: str = Field(default="", max_length=160)
    author_id: int = Field(foreign_key="person.id")
    support_count: int = 0
    comment_count: int = 0
    added_at: datetime
    removed_at: datetime | None = None
    version: int = 1

    def subject(self, plan: Plan) -> Subject:
        """Its row in the register."""
        return Subject(
            kind=self.subject_kind, id=self.id, group_id=plan.group_id, topic_id=plan.topic_id, title=self.title,
            lang=self.lang, from_kind="variant", from_id=self.variant_id, at=self.added_at,
        )  # fmt: skip


class Rating(Table, table=True):
    """What a seat gives a variant on one of the plan's criteria (its place in the list): 1 poor, 5 very good."""

    __tablename__ = "plan_rating"
    __table_args__ = (
        CheckConstraint("points BETWEEN 1 AND 5", name="points"),
        CheckConstraint("criterion >= 0", name="criterion"),
    )

    variant_id: int = Field(foreign_key="plan_variant.id", primary_key=True)
    seat_id: int = Field(foreign_key="seat.id", primary_key=True)
    criterion: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    points: int
    rated_at: datetime
