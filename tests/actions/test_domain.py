from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from quarter.actions.domain import (
    ActionState,
    ActionStatus,
    PhotoMoment,
    Span,
    before_and_now,
    is_overdue,
    span_of,
    status_of,
)

DUE = date(2026, 11, 23)
BEFORE, AFTER = DUE - timedelta(days=1), DUE + timedelta(days=1)


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


@pytest.mark.parametrize(
    ("state", "is_doubted", "today", "status"),
    [
        (ActionState.OPEN, False, BEFORE, ActionState.OPEN),
        (ActionState.IN_PROGRESS, False, AFTER, ActionStatus.OVERDUE),
        (ActionState.DONE, False, AFTER, ActionState.DONE),
        (ActionState.DONE, True, BEFORE, ActionStatus.DOUBTED),
        (ActionState.DONE, True, AFTER, ActionStatus.DOUBTED),
    ],
)
def test_one_word_says_how_it_stands(state: ActionState, is_doubted: bool, today: date, status: ActionStatus) -> None:
    found = status_of(SimpleNamespace(state=state, due_on=DUE, is_doubted=is_doubted), today)
    assert (type(found), found) == (type(status), status)


@pytest.mark.parametrize(
    ("days", "span"),
    [(-1, Span.OVERDUE), (0, Span.SOON), (27, Span.SOON), (28, Span.LATER), (400, Span.LATER)],
)
def test_lists_are_divided_by_how_near_the_day_is(days: int, span: Span) -> None:
    assert span_of(DUE + timedelta(days=days), DUE) is span


def test_the_first_photo_of_before_stands_beside_the_latest_of_now() -> None:
    moments = (PhotoMoment.NOW, None, PhotoMoment.BEFORE, PhotoMoment.NOW, PhotoMoment.BEFORE, None)  # the newest first
    reports = [SimpleNamespace(number=number, shows=shows) for number, shows in enumerate(moments)]
    before, now = before_and_now(reports)
    assert (before.number, now.number) == (4, 0)
    assert before_and_now(reports[1:2]) == (None, None)
    assert before_and_now(reports[2:3])[1] is None
