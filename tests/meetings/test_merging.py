"""Two write at once: what both wrote stands in the text, or people are asked."""

from collections import Counter
from random import Random
from time import process_time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quarter.meetings.merging import merge

LINE = st.text("abc 12", max_size=4).map(lambda text: text or "x")
TEXT = st.lists(LINE, max_size=8).map("\n".join)
COUNT = st.integers(0, 8)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ("", "meins", "ihres", "ihres\nmeins"),
        ("eins", "eins\nmeins", "eins\nihres", "eins\nihres\nmeins"),
        ("eins\nzwei", "Eins\nzwei", "eins\nZwei", "Eins\nZwei"),
        ("eins", "eins und mehr", "eins\nihres", "eins und mehr\nihres"),
        ("eins\nzwei\ndrei", "eins\ndrei", "eins\nzwei\ndrei\nvier", "eins\ndrei\nvier"),
        ("eins", "gleich", "gleich", "gleich"),
    ],
)
def test_what_does_not_collide_stands_together(base: str, mine: str, theirs: str, both: str) -> None:
    assert merge(base, mine, theirs) == both


@pytest.mark.parametrize(
    ("base", "mine", "theirs"),
    [
        ("eins", "meins", "ihres"),
        ("eins\nzwei\ndrei", "alles neu", "eins\nzwei oder drei\ndrei"),
        ("eins\nzwei", "", "eins\ndazwischen\nzwei"),
        ("x\nx\nx", "x\nmeins\nx\nx", "x\nihres\nx\nx"),  # which of the same lines is meant cannot be seen
    ],
)
def test_what_collides_is_for_people_to_decide(base: str, mine: str, theirs: str) -> None:
    assert merge(base, mine, theirs) is None


@given(TEXT, TEXT)
def test_who_writes_alone_gets_what_they_wrote(base: str, text: str) -> None:
    assert merge(base, text, base) == text
    assert merge(base, base, text) == text
    assert merge(base, text, text) == text


@given(st.data(), st.lists(LINE, max_size=6))
def test_no_line_that_was_added_is_lost_or_doubled(data: st.DataObject, base: list[str]) -> None:
    """Each adds lines of their own, wherever they like."""
    mine, theirs = (added(data, base, sign) for sign in "<>")
    merged = merge("\n".join(base), "\n".join(mine), "\n".join(theirs))
    assume(merged is not None)  # lines that repeat can look like a change
    assert Counter(lines(merged)) == Counter(base) + (Counter(mine) - Counter(base)) + (Counter(theirs) - Counter(base))


@given(st.data(), st.lists(LINE, max_size=6, unique=True))
def test_additions_never_collide(data: st.DataObject, base: list[str]) -> None:
    mine, theirs = (added(data, base, sign) for sign in "<>")
    merged = merge("\n".join(base), "\n".join(mine), "\n".join(theirs))
    assert merged is not None
    assert is_within(mine, lines(merged)) and is_within(theirs, lines(merged))


@given(TEXT, TEXT, TEXT)
def test_no_word_is_lost_unless_somebody_took_it_out(base: str, mine: str, theirs: str) -> None:
    merged = merge(base, mine, theirs)
    assume(merged is not None)
    old, found = set(lines(base)), set(lines(merged))
    assert set(lines(mine)) - old <= found
    assert set(lines(theirs)) - old <= found
    assert found <= old | set(lines(mine)) | set(lines(theirs))


def added(data: st.DataObject, base: list[str], sign: str) -> list[str]:
    grown = list(base)
    for number in range(data.draw(st.integers(0, 4))):
        grown.insert(data.draw(st.integers(0, len(grown))), f"{sign}{number}")
    return grown


def lines(text: str | None) -> list[str]:
    return text.split("\n") if text else []


def is_within(some: list[str], all_lines: list[str]) -> bool:
    """Whether `some` stand in this order among the others."""
    rest = iter(all_lines)
    return all(line in rest for line in some)


HARD = {
    "two lines that repeat": ("a\nb\n" * 1000, "a\n" * 2000, "b\n" * 2000),
    "one line that repeats": ("a\n" * 10_000, "a\n" * 9_999, "a\n" * 9_998 + "b"),
    "nothing in between": ("\n" * 20_000, "\n" * 19_000 + "x", "\n" * 18_000 + "y"),
    "each other line": ("a\nb\n" * 3000, "a\nc\n" * 3000, "d\nb\n" * 3000),
    "another order": tuple("\n".join(map(str, Random(seed).sample(range(4000), 4000))) for seed in range(3)),
}


@pytest.mark.parametrize("texts", HARD.values(), ids=HARD)
def test_what_would_take_long_is_for_people_to_decide(texts: tuple[str, str, str]) -> None:
    started = process_time()
    merge(*texts)
    assert process_time() - started < 1


def test_long_minutes_with_empty_lines_still_come_together() -> None:
    paragraphs = [f"Absatz {number}: {'was gesagt wurde ' * 3}" for number in range(350)]
    mine, theirs = list(paragraphs), list(paragraphs)
    mine[20], theirs[300] = "Meins.", "Ihres."
    merged = merge(*("\n\n".join(text) for text in (paragraphs, mine, theirs)))
    assert merged is not None and "Meins." in merged and "Ihres." in merged
