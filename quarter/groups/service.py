"""Deeds with organisations, groups and seats."""

from datetime import date, datetime, timedelta

from sqlmodel import Session, col, or_, select, update

from quarter.accounts.models import Person
from quarter.foundation.actors import Actor, Role
from quarter.foundation.db import insert_if_absent
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.groups.domain import BenchKey, OrganisationKind, SeatRefusal, SeatRequestState
from quarter.groups.events import (
    OrganisationAdded,
    OrganisationContactChanged,
    SeatAskedFor,
    SeatEnded,
    SeatRequestAnswered,
    SeatTaken,
)
from quarter.groups.models import Bench, Group, Organisation, Seat, SeatRequest
from quarter.places.models import Quarter
from quarter.places.service import slug_of


class NameTaken(Exception):
    """An organisation with this name exists already."""


def found_group(session: Session, quarter: Quarter, *, name: str, purpose: str, lang: str) -> Group:
    """Found a group with the three benches; its charter is adopted next (`charters`).

    It leaves no trace: the operator does it at set-up.
    """
    group = Group(quarter_id=quarter.id, name=name, slug=slug_of(f"{name}-{quarter.name}"), purpose=purpose, lang=lang)
    session.add(group)
    session.flush()
    session.add_all(Bench(group_id=group.id, key=key, position=position) for position, key in enumerate(BenchKey))
    session.flush()
    return group


def add_organisation(
    session: Session, actor: Actor, *, name: str, kind: OrganisationKind, contact_email: str = "", now: datetime
) -> Organisation:
    """Add an organisation; NameTaken if there is one of that name."""
    if not insert_if_absent(session, Organisation, name=name, kind=kind, contact_email=contact_email):
        raise NameTaken
    organisation = session.exec(select(Organisation).where(Organisation.name == name)).one()
    record(session, actor, OrganisationAdded(subject_id=organisation.id, title=name), now=now)
    return organisation


def change_contact(
    session: Session, actor: Actor, organisation: Organisation, *, contact_email: str, now: datetime
) -> None:
    """Letters to the organisation go to this address from now on; without one, to those who sit for it."""
    organisation.contact_email = contact_email
    about = OrganisationContactChanged(subject_id=organisation.id, title=organisation.name)
    record(session, actor, about, now=now)


def give_seat(
    session: Session,
    actor: Actor,
    group: Group,
    person: Person,
    *,
    role: Role,
    bench_id: int | None,
    organisation_id: int | None,
    from_on: date,
    until_on: date | None = None,
    now: datetime,
) -> Seat:
    """Give a person a seat in the group. Members and substitutes need a bench (the database insists).

    Nobody has two votes: a second member's seat at the same time is refused.
    """
    if role is Role.MEMBER and _has_vote(session, group, person, from_on, until_on):
        raise Refusal(SeatRefusal.HAS_VOTE_ALREADY)
    seat = Seat(
        group_id=group.id,
        bench_id=bench_id,
        person_id=person.id,
        organisation_id=organisation_id,
        role=role,
        from_on=from_on,
        until_on=until_on,
    )
    session.add(seat)
    session.flush()
    record(session, actor, SeatTaken(subject_id=seat.id, group_id=group.id, title=group.name), now=now)
    return seat


def _has_vote(session: Session, group: Group, person: Person, from_on: date, until_on: date | None) -> bool:
    """Whether the person holds a member's seat on any of these days."""
    query = select(Seat.id).where(
        Seat.group_id == group.id,
        Seat.person_id == person.id,
        Seat.role == Role.MEMBER,
        or_(col(Seat.until_on).is_(None), col(Seat.until_on) >= from_on),
    )
    if until_on is not None:
        query = query.where(col(Seat.from_on) <= until_on)
    return session.exec(query).first() is not None


def end_seat(session: Session, actor: Actor, seat: Seat, *, today: date, now: datetime) -> None:
    """End a seat with yesterday, so that it gives no rights from this moment on; one that has ended stays as it is.

    A seat that began today or has not begun is kept as a day that is over: it must not come alive any more.
    """
    yesterday = today - timedelta(days=1)
    seat.until_on = min(seat.until_on or yesterday, yesterday)
    seat.from_on = min(seat.from_on, seat.until_on)
    record(session, actor, SeatEnded(subject_id=seat.id, group_id=seat.group_id), now=now)


def ask_for_seat(
    session: Session,
    actor: Actor,
    group: Group,
    *,
    bench_id: int,
    organisation_id: int | None,
    reason: str,
    lang: str,
    now: datetime,
) -> SeatRequest:
    """Ask to sit on a bench of the group, for an organisation or for oneself; once until it is answered."""
    is_new = insert_if_absent(
        session, SeatRequest, group_id=group.id, person_id=actor.person_id, bench_id=bench_id,
        organisation_id=organisation_id, reason=reason, lang=lang, asked_at=now, state=SeatRequestState.OPEN,
        answer="", answer_lang="",
    )  # fmt: skip
    if not is_new:
        raise Refusal(SeatRefusal.ASKED_ALREADY)
    query = select(SeatRequest).where(SeatRequest.group_id == group.id, SeatRequest.person_id == actor.person_id)
    asked = session.exec(query.where(SeatRequest.state == SeatRequestState.OPEN)).one()
    record(session, actor, SeatAskedFor(subject_id=asked.id, group_id=group.id, title=group.name), now=now)
    return asked


def give_requested_seat(
    session: Session,
    actor: Actor,
    asked: SeatRequest,
    *,
    role: Role,
    bench_id: int | None,
    organisation_id: int | None,
    from_on: date,
    until_on: date | None = None,
    now: datetime,
) -> Seat:
    """Answer a request with a seat, which may be another one than was asked for."""
    if asked.state is not SeatRequestState.OPEN:
        raise Refusal(SeatRefusal.ANSWERED_ALREADY)
    group, person = session.get_one(Group, asked.group_id), session.get_one(Person, asked.person_id)
    seat = give_seat(
        session, actor, group, person, role=role, bench_id=bench_id, organisation_id=organisation_id,
        from_on=from_on, until_on=until_on, now=now,
    )  # fmt: skip
    _answer(session, actor, asked, SeatRequestState.GIVEN, group.name, now, seat_id=seat.id)
    return seat


def decline_seat(session: Session, actor: Actor, asked: SeatRequest, *, answer: str, lang: str, now: datetime) -> None:
    """Answer a request with the reason why there is no seat."""
    title = session.get_one(Group, asked.group_id).name
    _answer(session, actor, asked, SeatRequestState.DECLINED, title, now, answer=answer, answer_lang=lang)


def _answer(
    session: Session, actor: Actor, asked: SeatRequest, state: SeatRequestState, title: str, now: datetime,
    **result: object,
) -> None:  # fmt: skip
    """Write the answer down, unless somebody was quicker: a request is answered once."""
    answered = session.scalar(
        update(SeatRequest)
        .where(col(SeatRequest.id) == asked.id, col(SeatRequest.state) == SeatRequestState.OPEN)
        .values(state=state, answered_by_id=actor.person_id, answered_at=now, **result)
        .returning(col(SeatRequest.id))
    )
    if answered is None:
        raise Refusal(SeatRefusal.ANSWERED_ALREADY)
    event = SeatRequestAnswered(
        subject_id=asked.id, group_id=asked.group_id, title=title, is_given=state is SeatRequestState.GIVEN
    )
    record(session, actor, event, now=now)
