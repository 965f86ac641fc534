"""When an answer is due, and when it is late."""

from datetime import date

import pytest

from quarter.issues.domain import ANSWER_STATES, IssueState, answer_due_on, folded, is_answer_overdue, words_alike
from quarter.issues.events import ANSWER_EVENTS

POSTED = date(2026, 11, 23)


def test_the_answer_is_due_after_the_days_of_the_charter() -> None:
    assert answer_due_on(POSTED, 14) == date(2026, 12, 7)


def test_the_days_are_counted_over_the_end_of_a_year() -> None:
    assert answer_due_on(date(2026, 12, 24), 14) == date(2027, 1, 7)


def test_on_its_last_day_an_answer_is_not_late_yet() -> None:
    due = date(2026, 12, 7)
    assert not is_answer_overdue(IssueState.NEW, due, due)
    assert is_answer_overdue(IssueState.NEW, due, date(2026, 12, 8))


@pytest.mark.parametrize("state", ANSWER_STATES)
def test_what_has_been_answered_is_never_late(state: IssueState) -> None:
    assert not is_answer_overdue(state, date(2026, 1, 1), POSTED)


def test_every_state_but_new_can_be_made_by_an_answer_and_is_told_by_an_event() -> None:
    assert set(ANSWER_STATES) == set(IssueState) - {IssueState.NEW}
    assert set(ANSWER_EVENTS) == set(ANSWER_STATES)


class TestWordsAlike:
    def test_the_most_alike_come_first_in_their_own_spelling(self) -> None:
        assert words_alike("rolstuhl", ["Der Rollstuhl, die Rollstühle."]) == [["Rollstuhl", "Rollstühle"]]

    def test_each_word_stands_for_itself(self) -> None:
        assert words_alike("Rolstuhl xyz", ["Rollstuhl"]) == [["Rollstuhl"], []]

    @pytest.mark.parametrize(("one", "other"), [("Straße", "STRASSE"), ("Bürger", "burger"), ("Yıldız", "yıldız")])
    def test_a_word_is_the_same_without_its_marks(self, one: str, other: str) -> None:
        assert folded(one) == folded(other)
