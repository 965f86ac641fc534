"""Deeds with actions: agree on one, go on with what was planned, report how it goes, confirm that it is done."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from quarter.actions.domain import NOWHERE, ActionRefusal, ActionState, Location, ProgressPhoto, Promise
from quarter.actions.events import (
    ActionAgreed,
    ActionConfirmed,
    ActionDone,
    ActionDoubted,
    ActionProgressed,
    ActionReopened,
    OneActionDone,
)
from quarter.actions.models import Action, ActionUpdate, Confirmation
from quarter.actions.queries.action import has_others_open, raised_it
from quarter.actions.queries.sources import find_place, list_from_elements
from quarter.decisions.domain import Outcome
from quarter.decisions.models import Decision
from quarter.foundation.actors import Actor
from quarter.foundation.clock import local_date
from quarter.foundation.events import Event
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.foundation.subjects import keep
from quarter.groups.models import Group, Organisation
from quarter.groups.queries import list_seats
from quarter.places.queries import get_town
from quarter.planning.domain import VariantState
from quarter.planning.models import Element
from quarter.planning.queries import VariantOfPlan
from quarter.planning.service.plans import adopt_variant
from quarter.voices.domain import photo_columns


def agree(
    session: Session,
    actor: Actor,
    group: Group,
    *,
    title: str,
    text: str,
    lang: str,
    organisation_id: int,
    person_id: int | None = None,
    due_on: date,
    topic_id: int | None = None,
    agenda_item_id: int | None = None,
    decision_id: int | None = None,
    plan_element_id: int | None = None,
    place: Location = NOWHERE,
    now: datetime,
) -> Action:
    """Write down what the group agreed: an organisation, perhaps a person of it, owes this by a day."""
    today = local_date(now, get_town(session).timezone)
    if due_on < today:
        raise Refusal(ActionRefusal.DUE_DAY_PASSED)
    if person_id is not None and not _sits_for(session, group, person_id, organisation_id, today):
        raise Refusal(ActionRefusal.NOT_OF_THIS_ORGANISATION)
    if decision_id is not None and agenda_item_id is not None:
        _must_belong_together(session, decision_id, agenda_item_id)
    action = Action(
        group_id=group.id,
        topic_id=topic_id,
        agenda_item_id=agenda_item_id,
        decision_id=decision_id,
        plan_element_id=plan_element_id,
        title=title,
        text=text,
        lang=lang,
        place=place.words,
        latitude=place.latitude,
        longitude=place.longitude,
        organisation_id=organisation_id,
        person_id=person_id,
        due_on=due_on,
        agreed_by_id=actor.signed_in_id,
        agreed_at=now,
    )
    session.add(action)
    session.flush()
    keep(session, action.subject())
    about = action.as_subject() | {"organisation": _owner_name(session, action)}
    record(session, actor, ActionAgreed(**about, due_on=due_on), now=now)
    return action


def go_on_with_variant(
    session: Session, actor: Actor, of: VariantOfPlan, decision: Decision | None, promises: Sequence[Promise], *,
    now: datetime,
) -> list[Action]:  # fmt: skip
    """Let a carried decision adopt a variant, unless it is adopted already, and agree an action for each promise.

    Each action takes title, text and place of its element over, and stays linked to it: an element becomes one
    action and no more. Refuses what is not carried, not adopted, closed meanwhile, or an action already.
    """
    session.refresh(of.plan, with_for_update=True)
    session.refresh(of.variant, with_for_update=True)
    if of.variant.state is not VariantState.ADOPTED:
        _adopt(session, actor, of, decision, now)
    elif of.plan.decision_id is not None:  # what follows from it is for whoever may read that decision
        decision = session.get_one(Decision, of.plan.decision_id)
    if list_from_elements(session, [promise.element_id for promise in promises]):
        raise Refusal(ActionRefusal.HAS_ACTION)
    return [_agree_on(session, actor, of, decision, promise, now) for promise in promises]


def report_progress(
    session: Session,
    actor: Actor,
    action: Action,
    *,
    text: str,
    lang: str,
    state: ActionState,
    photo: ProgressPhoto | None = None,
    now: datetime,
    today: date,
) -> ActionUpdate:
    """Say how it goes. Done notes the day; anything else afterwards takes it up again. All reports stay."""
    session.refresh(action, with_for_update=True)
    before = action.state
    update = ActionUpdate(
        action_id=action.id, author_id=actor.signed_in_id, text=text, lang=lang, state=state, reported_at=now,
        shows=photo.shows if photo else None, **photo_columns(photo),
    )  # fmt: skip
    session.add(update)
    action.state = state
    if state is not before:
        action.done_on = today if state is ActionState.DONE else None
        session.execute(sa.delete(Confirmation).where(col(Confirmation.action_id) == action.id))
    session.flush()
    record(session, actor, _progress_event(session, action, before), now=now)
    return update


def confirm(session: Session, actor: Actor, action: Action, *, is_done: bool, now: datetime) -> None:
    """Say for oneself that what was reported as done really is, or is not yet; one may change one's mind."""
    session.refresh(action, with_for_update=True)
    if action.state is not ActionState.DONE or not raised_it(session, action, actor.person_id):
        raise Refusal(ActionRefusal.DID_NOT_RAISE_IT)
    said = session.get(Confirmation, (action.id, actor.person_id))
    if said is not None and said.is_done is is_done:
        return
    if said is None:
        session.add(Confirmation(action_id=action.id, person_id=actor.signed_in_id, is_done=is_done, said_at=now))
    else:
        said.is_done, said.said_at = is_done, now
    session.flush()
    event = ActionConfirmed if is_done else ActionDoubted
    record(session, actor, event(**action.as_subject()), now=now)


def _adopt(session: Session, actor: Actor, of: VariantOfPlan, decision: Decision | None, now: datetime) -> None:
    if decision is None:
        raise Refusal(ActionRefusal.NOT_ADOPTED)
    if decision.outcome is not Outcome.CARRIED:
        raise Refusal(ActionRefusal.NOT_CARRIED)
    adopt_variant(session, actor, of, decision_id=decision.id, now=now)


def _agree_on(
    session: Session, actor: Actor, of: VariantOfPlan, decision: Decision | None, promise: Promise, now: datetime
) -> Action:
    element = session.get_one(Element, promise.element_id)
    if element.variant_id != of.variant.id or element.removed_at is not None:
        raise ValueError("not a thing of this variant")
    topic_id = of.plan.topic_id or (decision.topic_id if decision else None)
    return agree(
        session, actor, session.get_one(Group, of.group_id),
        title=element.title, text=element.text, lang=element.lang, organisation_id=promise.organisation_id,
        person_id=promise.person_id, due_on=promise.due_on, topic_id=topic_id,
        agenda_item_id=decision.agenda_item_id if decision else None, decision_id=decision.id if decision else None,
        plan_element_id=element.id, place=_place_of(element) or find_place(session, topic_id), now=now,
    )  # fmt: skip


def _place_of(element: Element) -> Location:
    return Location(words=element.place, latitude=element.latitude, longitude=element.longitude)


def _progress_event(session: Session, action: Action, before: ActionState) -> Event:
    about = action.as_subject() | {"organisation": _owner_name(session, action)}
    if action.state is before or ActionState.DONE not in (action.state, before):
        return ActionProgressed(**about)
    if action.state is not ActionState.DONE:
        return ActionReopened(**about)
    return OneActionDone(**about) if has_others_open(session, action) else ActionDone(**about)


def _must_belong_together(session: Session, decision_id: int, agenda_item_id: int) -> None:
    """What was decided under an item is for whoever may read it, and so is what follows."""
    if session.get_one(Decision, decision_id).agenda_item_id not in (None, agenda_item_id):
        raise ValueError("the decision was taken under another item")


def _sits_for(session: Session, group: Group, person_id: int, organisation_id: int, today: date) -> bool:
    return any(
        seat.person_id == person_id and seat.organisation_id == organisation_id
        for seat in list_seats(session, group.id, today)
    )


def _owner_name(session: Session, action: Action) -> str:
    return session.get_one(Organisation, action.organisation_id).name
