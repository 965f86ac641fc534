"""How it stands with what was agreed on decisions, in SQL for the register of decisions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from quarter.actions.domain import ActionState
from quarter.actions.models import Action
from quarter.decisions.domain import FollowUp

ACTION = Action.__table__.c
_IS_OPEN = ACTION.state != ActionState.DONE


class FollowUps:
    """See `decisions.follow_ups`; `decision_id` is a column of the statement that asks."""

    def count_agreed(self, decision_id: Any) -> Any:
        return sa.select(sa.func.count()).where(ACTION.decision_id == decision_id).scalar_subquery()

    def count_done(self, decision_id: Any) -> Any:
        return sa.select(sa.func.count()).where(ACTION.decision_id == decision_id, ~_IS_OPEN).scalar_subquery()

    def owed_by(self, decision_id: Any, organisation_id: int) -> Any:
        return _has_action(decision_id, ACTION.organisation_id == organisation_id)

    def stand(self, decision_id: Any, wanted: FollowUp, today: date) -> Sequence[Any]:
        return {
            FollowUp.OPEN: [_has_action(decision_id, _IS_OPEN)],
            FollowUp.OVERDUE: [_has_action(decision_id, _IS_OPEN, ACTION.due_on < today)],
            FollowUp.DONE: [_has_action(decision_id), ~_has_action(decision_id, _IS_OPEN)],
            FollowUp.NONE: [~_has_action(decision_id)],
        }[wanted]


def _has_action(decision_id: Any, *conditions: Any) -> Any:
    return sa.exists().where(ACTION.decision_id == decision_id, *conditions)
