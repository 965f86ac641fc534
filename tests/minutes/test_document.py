import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarter.foundation.actors import Role
from quarter.minutes.document import Minutes, Written, seal_of
from tests.minutes.sample import ITEMS, MINUTES


def test_minutes_come_back_from_their_text_unchanged() -> None:
    assert Minutes.from_json(MINUTES.to_json()) == MINUTES


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_was_written_comes_back(text: str) -> None:
    item = replace(ITEMS[0], notes=Written(text, "ar"))
    minutes = replace(MINUTES, items=(item,))
    assert Minutes.from_json(minutes.to_json()) == minutes


def test_the_same_minutes_always_have_the_same_bytes() -> None:
    again = Minutes.from_json(MINUTES.to_json())
    assert again.to_json() == MINUTES.to_json()
    keys = list(json.loads(MINUTES.to_json())["minutes"])
    assert keys == sorted(keys)
    assert "Spielstraße" in MINUTES.to_json()


def test_one_changed_letter_breaks_the_seal() -> None:
    changed = replace(MINUTES, place=MINUTES.place + ".")
    assert seal_of(changed.to_json()) != seal_of(MINUTES.to_json())
    assert len(seal_of(MINUTES.to_json())) == 64


def test_minutes_of_an_unknown_format_are_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="format 9"):
        Minutes.from_json('{"format": 9, "minutes": {}}')


def test_who_was_there_who_was_not_and_who_led() -> None:
    assert [seat.name for seat in MINUTES.absent] == ["Peter Groß"]
    assert "Peter Groß" not in [seat.name for seat in MINUTES.present]
    assert MINUTES.names_of(Role.MODERATOR) == ("Mona Faber",)
    assert [decision.number for decision in MINUTES.decisions] == ["2026/07-1", "2026/07-2"]
    assert [action.organisation for action in MINUTES.actions] == ["Ordnungsamt"]
