"""Putting a question to the group, for the first time or in new words."""

from datetime import datetime

from sqlmodel import Session

from quarter.charters.queries import get_charter
from quarter.decisions.domain import DecisionRefusal, Method, Outcome
from quarter.decisions.events import DecisionProposed
from quarter.decisions.models import Decision
from quarter.foundation.actors import ANONYMOUS, Actor
from quarter.foundation.recording import record
from quarter.foundation.refusals import Refusal
from quarter.foundation.subjects import get_subject, keep
from quarter.groups.models import Group


def propose(
    session: Session,
    actor: Actor,
    group: Group,
    *,
    title: str,
    question: str,
    lang: str,
    method: Method,
    topic_id: int | None = None,
    agenda_item_id: int | None = None,
    closes_at: datetime | None = None,
    reworded_from: Decision | None = None,
    now: datetime,
) -> Decision:
    """Put a question to the group, under the charter of this day. Nobody can vote yet."""
    if closes_at is not None and closes_at <= now:
        raise Refusal(DecisionRefusal.DEADLINE_NOT_AHEAD)
    if reworded_from is not None and reworded_from.outcome is not Outcome.NOT_CARRIED:
        raise Refusal(DecisionRefusal.NOT_REWORDABLE)
    if reworded_from is not None and reworded_from.agenda_item_id not in (None, agenda_item_id):
        _must_be_public(session, reworded_from)
    decision = Decision(
        group_id=group.id,
        topic_id=topic_id,
        agenda_item_id=agenda_item_id,
        reworded_from_id=reworded_from.id if reworded_from else None,
        charter_id=get_charter(session, group.id).id,
        title=title,
        question=question,
        lang=lang,
        method=method,
        proposed_by_id=actor.signed_in_id,
        proposed_at=now,
        closes_at=closes_at,
    )
    session.add(decision)
    session.flush()
    keep(session, decision.subject())
    record(session, actor, DecisionProposed(**decision.as_subject(), method=method.value), now=now)
    return decision


def _must_be_public(session: Session, decision: Decision) -> None:
    """What was asked behind closed doors is asked again under the same item, for whoever may read that."""
    if get_subject(session, "decision", decision.id, ANONYMOUS) is None:
        raise ValueError("what was asked under a closed item is asked again under it")


def reword(
    session: Session,
    actor: Actor,
    decision: Decision,
    *,
    title: str,
    question: str,
    lang: str,
    closes_at: datetime | None = None,
    now: datetime,
) -> Decision:
    """Put a question that was not carried again in new words: same matter, same method, a new vote."""
    return propose(
        session,
        actor,
        session.get_one(Group, decision.group_id),
        title=title,
        question=question,
        lang=lang,
        method=decision.method,
        topic_id=decision.topic_id,
        agenda_item_id=decision.agenda_item_id,
        closes_at=closes_at,
        reworded_from=decision,
        now=now,
    )
