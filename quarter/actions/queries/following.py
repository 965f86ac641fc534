"""How it stands with what was agreed on decisions: in SQL for their register, in rows for their pages."""

from collections.abc import Sequence
from datetime import date
from typing import assert_never

import sqlalchemy as sa
from sqlmodel import Session

from quarter.actions.domain import ActionState
from quarter.actions.models import Action
from quarter.actions.queries.listing import ActionLine, list_for_decision
from quarter.decisions.domain import FollowUp
from quarter.foundation.actors import Actor

ACTION = Action.__table__.c
_IS_OPEN = ACTION.state != ActionState.DONE


class FollowUps:
    """See `decisions.follow_ups`; `decision_id` is a column of the statement that asks."""

    def list_agreed(self, session: Session, decision_id: int, reader: Actor) -> Sequence[ActionLine]:
        return list_for_decision(session, decision_id, reader)

    def count_agreed(self, decision_id: sa.ColumnElement[int]) -> sa.ScalarSelect[int]:
        return sa.select(sa.func.count()).where(ACTION.decision_id == decision_id).scalar_subquery()

    def count_done(self, decision_id: sa.ColumnElement[int]) -> sa.ScalarSelect[int]:
        return sa.select(sa.func.count()).where(ACTION.decision_id == decision_id, ~_IS_OPEN).scalar_subquery()

    def owed_by(self, decision_id: sa.ColumnElement[int], organisation_id: int) -> sa.ColumnElement[bool]:
        return _has_action(decision_id, ACTION.organisation_id == organisation_id)

    def stand(
        self, decision_id: sa.ColumnElement[int], wanted: FollowUp, today: date
    ) -> Sequence[sa.ColumnElement[bool]]:
        match wanted:
            case FollowUp.OPEN:
                return [_has_action(decision_id, _IS_OPEN)]
            case FollowUp.OVERDUE:
                return [_has_action(decision_id, _IS_OPEN, ACTION.due_on < today)]
            case FollowUp.DONE:
                return [_has_action(decision_id), ~_has_action(decision_id, _IS_OPEN)]
            case FollowUp.NONE:
                return [~_has_action(decision_id)]
            case _:
                assert_never(wanted)


def _has_action(decision_id: sa.ColumnElement[int], *conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().where(ACTION.decision_id == decision_id, *conditions)
