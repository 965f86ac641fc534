from datetime import date

import pytest

from quarter.actions.domain import ActionState, is_overdue

DUE = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("state", "today", "overdue"),
    [
        (ActionState.OPEN, date(2026, 11, 22), False),
        (ActionState.OPEN, DUE, False),
        (ActionState.OPEN, date(2026, 11, 24), True),
        (ActionState.IN_PROGRESS, date(2026, 11, 24), True),
        (ActionState.DONE, date(2026, 11, 24), False),
    ],
)
def test_overdue_begins_the_day_after(state: ActionState, today: date, overdue: bool) -> None:
    assert is_overdue(state, DUE, today) is overdue
