"""The register of subjects: whatever has an address has one row, which says who may know of it.

It is kept by the deeds that make and change things. Pages of a thing, thread, voices, letters and lists of what is next
ask it who may see a thing. An audience is never wider than that of what the thing came from. (The agenda of one meeting
has its items at hand and needs no register: `meetings/queries/agenda.py` hides by the same rule.)
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.sql.elements import SQLCoreOperations
from sqlmodel import CheckConstraint, Field, Index, Session

from quarter.foundation.actors import Actor
from quarter.foundation.db import Insert, insert_on
from quarter.foundation.models import Table, attach


class Audience(IntEnum):
    """Who may know of a subject, from the widest to the narrowest."""

    PUBLIC = 0
    GROUP = 1  # who holds a seat in its group, and whoever speaks for its body
    BODY = 2  # only whoever speaks for its body
    NOBODY = 3


class Subject(Table, table=True):
    """One thing with an address. `own_audience` is what it would have if it had come from nothing."""

    __tablename__ = "subject"
    __table_args__ = (
        CheckConstraint("audience BETWEEN 0 AND 3 AND own_audience BETWEEN 0 AND 3", name="audience"),
        CheckConstraint("audience >= own_audience", name="never_wider"),
        CheckConstraint("(from_kind IS NULL) = (from_id IS NULL)", name="whole_origin"),
        sa.ForeignKeyConstraint(["from_kind", "from_id"], ["subject.kind", "subject.id"]),
        Index("ix_subject_from", "from_kind", "from_id"),
        Index("ix_subject_topic_id", "topic_id", "kind", "id"),
    )

    kind: str = Field(primary_key=True, max_length=30)
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    group_id: int | None = Field(default=None, foreign_key="working_group.id")
    topic_id: int | None = Field(default=None, foreign_key="topic.id")
    body_id: int | None = Field(default=None, foreign_key="organisation.id")
    title: str = Field(max_length=160)
    number: str | None = Field(default=None, max_length=20)  # by which people call it
    lang: str = Field(max_length=12)
    own_audience: int = Field(default=Audience.PUBLIC, sa_type=sa.SmallInteger)
    audience: int = Field(default=Audience.PUBLIC, sa_type=sa.SmallInteger)
    from_kind: str | None = Field(default=None, max_length=30)
    from_id: int | None = None
    at: datetime  # when it was made


# The database itself refuses an audience that is wider than that of the origin; the migration carries this too.
_WIDER = """EXISTS (
            SELECT 1 FROM subject AS origin
            WHERE origin.kind = NEW.from_kind AND origin.id = NEW.from_id AND origin.audience > NEW.audience
        )"""
_GUARDS = {
    "sqlite": tuple(
        f"""CREATE TRIGGER subject_never_wider_{deed.lower()} BEFORE {deed} ON subject
        WHEN {_WIDER}
        BEGIN SELECT RAISE(ABORT, 'an audience is never wider than that of what a thing came from'); END"""
        for deed in ("INSERT", "UPDATE")
    ),
    "postgresql": (
        f"""CREATE FUNCTION refuse_wider_audience() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {_WIDER} THEN
                RAISE EXCEPTION 'an audience is never wider than that of what a thing came from'
                USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$""",
        """CREATE TRIGGER subject_never_wider BEFORE INSERT OR UPDATE ON subject
        FOR EACH ROW EXECUTE FUNCTION refuse_wider_audience()""",
    ),
}
attach(Subject, "after_create", _GUARDS)
attach(Subject, "after_drop", {"postgresql": ("DROP FUNCTION IF EXISTS refuse_wider_audience()",)})

SUBJECT = Subject.__table__.c
T = TypeVar("T")
_GIVEN = tuple(column.name for column in SUBJECT if column.name != "audience")
_values_given = attrgetter(*_GIVEN)


def keep(session: Session, *subjects: Subject) -> None:
    """Write subjects into the register, or what has changed of them: one statement.

    Each gets the narrower audience of its own and of what it came from, whatever `audience` says.
    """
    rows = []
    for subject in subjects:
        rows.append(dict(zip(_GIVEN, _values_given(subject), strict=True)))
    if rows:
        session.execute(_KEEP[session.get_bind().dialect.name], rows if len(rows) > 1 else rows[0])


def pass_on(session: Session, kind: str, subject_id: int) -> None:
    """Give what came from a subject, and what came from that, the audience that it has now."""
    changed = [(kind, subject_id)]
    while changed:
        origins = sa.tuple_(SUBJECT.from_kind, SUBJECT.from_id)
        narrow = _narrower(SUBJECT.own_audience, SUBJECT.from_kind, SUBJECT.from_id)
        narrower = sa.update(Subject.__table__).where(origins.in_(changed)).values(audience=narrow)
        changed = [tuple(row) for row in session.execute(narrower.returning(SUBJECT.kind, SUBJECT.id))]


def strike(session: Session, kind: str, subject_id: int) -> None:
    """Take something that is gone out of the register."""
    session.execute(sa.delete(Subject.__table__).where(SUBJECT.kind == kind, SUBJECT.id == subject_id))


def visible_to(reader: Actor) -> sa.ColumnElement[bool]:
    """SQL: the reader may know of this row of the register."""
    return _visible(reader.group_ids, reader.organisation_ids)


def known_to(reader: Actor, kind: str, subject_id: SQLCoreOperations[int]) -> sa.ColumnElement[bool]:
    """SQL: the reader may know of the thing of this kind with the id in this column."""
    return _of(kind, subject_id).where(visible_to(reader)).exists()


# The same for statements that are built once for all readers with the same `reach`: they come in as parameters.


@cache
def visible(reach: tuple[int, int]) -> sa.ColumnElement[bool]:
    """SQL: as `visible_to`, for a reader who is given by `as_reader` when the statement is run."""
    groups, bodies = reach
    return _visible(_numbered("reader_group", groups), _numbered("reader_body", bodies))


def known(kind: str, subject_id: SQLCoreOperations[int], reach: tuple[int, int]) -> sa.ColumnElement[bool]:
    """SQL: as `known_to`, for a reader who is given by `as_reader` when the statement is run."""
    return _of(kind, subject_id).where(visible(reach)).exists()


def as_reader(reader: Actor) -> dict[str, int]:
    """The parameters of statements that were built for this reader's reach."""
    given: dict[str, int] = {}
    for name, ids in (("reader_group", reader.group_ids), ("reader_body", reader.organisation_ids)):
        for n, each in enumerate(ids):
            given[f"{name}_{n}"] = each
    return given


def get_subject(session: Session, kind: str, subject_id: int, reader: Actor) -> Subject | None:
    """A row of the register; None if there is none, or if the reader may not know of it."""
    found = sa.select(Subject).where(SUBJECT.kind == kind, SUBJECT.id == subject_id, visible_to(reader))
    return session.scalars(found).one_or_none()


def get_known(session: Session, model: type[T], thing_id: int, *, reader: Actor) -> T | None:
    """A thing of the register; None if there is none, or if the reader may not know of it."""
    kind: Any = model
    found = session.scalars(_known(kind, reader.reach), {"thing_id": thing_id, **as_reader(reader)})
    return found.one_or_none()


@cache
def _known(thing: Any, reach: tuple[int, int]) -> sa.Select[Any]:
    is_known = known(thing.subject_kind, thing.id, reach)
    return sa.select(thing).where(thing.id == sa.bindparam("thing_id"), is_known)


def _numbered(name: str, many: int) -> list[sa.BindParameter[int]]:
    return [sa.bindparam(f"{name}_{n}", type_=sa.Integer()) for n in range(many)]


def _visible(groups: Collection[Any], bodies: Collection[Any]) -> sa.ColumnElement[bool]:
    ways = [SUBJECT.audience == _written(Audience.PUBLIC)]
    if groups:
        ways.append(sa.and_(SUBJECT.audience == _written(Audience.GROUP), SUBJECT.group_id.in_(groups)))
    if bodies:
        ways.append(sa.and_(SUBJECT.audience <= _written(Audience.BODY), SUBJECT.body_id.in_(bodies)))
    return sa.or_(*ways)


def _written(audience: Audience) -> sa.ColumnElement[int]:
    # Written out, as the kind is: no parameter costs anything, and the statement is planned for it.
    return sa.literal_column(str(audience.value), sa.SmallInteger())


def _of(kind: str, subject_id: SQLCoreOperations[int]) -> sa.Select[int]:
    # The kind is our own word; written out, it lets the statement be planned for it.
    return sa.select(1).where(SUBJECT.kind == sa.literal_column(f"'{kind}'"), SUBJECT.id == subject_id)


def _narrower(
    own: sa.ColumnElement[int], from_kind: sa.ColumnElement[str], from_id: sa.ColumnElement[int]
) -> sa.ColumnElement[int]:
    """The audience of a row with an own one and its origin: that of the origin where it is narrower."""
    origin = Subject.__table__.alias("origin")
    of_origin = (
        sa.select(origin.c.audience)
        .where(origin.c.kind == from_kind, origin.c.id == from_id)
        .with_for_update(read=True)  # nobody narrows it while something comes from it
        .scalar_subquery()
    )
    return sa.case((of_origin > own, of_origin), else_=own)


def _keep(dialect: str) -> Insert:
    given: dict[str, Any] = {name: sa.bindparam(name, type_=SUBJECT[name].type) for name in _GIVEN}
    audience = _narrower(given["own_audience"], given["from_kind"], given["from_id"])
    row = insert_on(dialect, Subject.__table__).values(**given, audience=audience)
    changed = {name: row.excluded[name] for name in (*_GIVEN, "audience") if name not in ("kind", "id", "at")}
    return row.on_conflict_do_update(index_elements=[SUBJECT.kind, SUBJECT.id], set_=changed)


_KEEP = {dialect: _keep(dialect) for dialect in ("sqlite", "postgresql")}


@dataclass(frozen=True)
class SubjectPage:
    """The endpoint that shows a kind of subject, and the name of its id in the address."""

    endpoint: str
    parameter: str


_PAGES: dict[str, SubjectPage] = {}


def know_pages(pages: Mapping[str, SubjectPage]) -> None:
    """Take a room's pages into the house's, by kind of subject."""
    _PAGES.update(pages)


def page_of(kind: str) -> SubjectPage | None:
    return _PAGES.get(kind)
