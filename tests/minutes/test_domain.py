import pytest

from quarter.minutes.domain import MinutesState, can_change, may_step


@pytest.mark.parametrize(
    ("state", "to", "allowed"),
    [
        (MinutesState.DRAFT, MinutesState.CIRCULATED, True),
        (MinutesState.DRAFT, MinutesState.APPROVED, False),
        (MinutesState.DRAFT, MinutesState.SEALED, False),
        (MinutesState.CIRCULATED, MinutesState.CIRCULATED, True),
        (MinutesState.CIRCULATED, MinutesState.APPROVED, True),
        (MinutesState.CIRCULATED, MinutesState.SEALED, False),
        (MinutesState.APPROVED, MinutesState.CIRCULATED, False),
        (MinutesState.APPROVED, MinutesState.SEALED, True),
        (MinutesState.SEALED, MinutesState.APPROVED, False),
        (MinutesState.SEALED, MinutesState.SEALED, False),
    ],
)
def test_minutes_go_forward_one_step_at_a_time(state: MinutesState, to: MinutesState, allowed: bool) -> None:
    assert may_step(state, to) is allowed


def test_minutes_can_be_corrected_until_they_are_approved() -> None:
    assert [state for state in MinutesState if can_change(state)] == [
        MinutesState.DRAFT,
        MinutesState.CIRCULATED,
    ]
