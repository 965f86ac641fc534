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
from quarter.foundation.subjects import known_to

ACTION = Action.__table__.c
_IS_OPEN = ACTION.state != ActionState.DONE


class FollowUps:
    """See `decisions.follow_ups`; `decision_id` is a column of the statement that asks."""

    def list_agreed(self, session: Session, decision_id: int, reader: Actor) -> Sequence[ActionLine]:
        return list_for_decision(session, decision_id, reader)

    def count_agreed(self, decision_id: sa.ColumnElement[int], reader: Actor) -> sa.ScalarSelect[int]:
        return sa.select(sa.func.count()).where(*_agreed(decision_id, reader)).scalar_subquery()

    def count_done(self, decision_id: sa.ColumnElement[int], reader: Actor) -> sa.ScalarSelect[int]:
        return sa.select(sa.func.count()).where(*_agreed(decision_id, reader), ~_IS_OPEN).scalar_subquery()

    def owed_by(
        self, decision_id: sa.ColumnElement[int], organisation_id: int, reader: Actor
    ) -> sa.ColumnElement[bool]:
        return sa.exists().where(*_agreed(decision_id, reader), ACTION.organisation_id == organisation_id)

    def stand(
        self, decision_id: sa.ColumnElement[int], wanted: FollowUp, today: date, reader: Actor
    ) -> Sequence[sa.ColumnElement[bool]]:
        agreed = _agreed(decision_id, reader)
        is_any, is_open = sa.exists().where(*agreed), sa.exists().where(*agreed, _IS_OPEN)
        match wanted:
            case FollowUp.OPEN:
                return [is_open]
            case FollowUp.OVERDUE:
                return [sa.exists().where(*agreed, _IS_OPEN, ACTION.due_on < today)]
            case FollowUp.DONE:
                return [is_any, ~is_open]
            case FollowUp.NONE:
                return [~is_any]
            case _:
                assert_never(wanted)


def _agreed(decision_id: sa.ColumnElement[int], reader: Actor) -> tuple[sa.ColumnElement[bool], ...]:
    return ACTION.decision_id == decision_id, known_to(reader, "action", ACTION.id)
