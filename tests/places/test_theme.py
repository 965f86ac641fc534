"""An accent colour: the numbers of WCAG, what is suggested instead, what is derived."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarter.places.theme import (
    BLACK,
    DARK_GROUNDS,
    ENOUGH,
    LIGHT_GROUNDS,
    WHITE,
    Colour,
    contrast,
    is_readable,
    nearest_readable,
    reached_contrast,
    read_colour,
    relative_luminance,
    shades_by_day,
    shades_by_night,
    stylesheet,
)
from tests.house.sources import ROOT

parts = st.integers(0, 255)
colours = st.builds(Colour, parts, parts, parts)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#2142a6", Colour(0x21, 0x42, 0xA6)),
        (" 2142A6 ", Colour(0x21, 0x42, 0xA6)),
        ("#24a", Colour(34, 68, 170)),
        ("\u2066#24a\u2069", Colour(34, 68, 170)),
    ],
)
def test_a_colour_is_read_as_people_write_it(text, colour):
    assert read_colour(text) == colour


@pytest.mark.parametrize("text", ["", "blue", "#12345", "#1234567", "#12345g", "#12;}a{", "url(x)", "#٢١٤٢٤٦"])
def test_what_is_no_colour_is_refused(text):
    with pytest.raises(ValueError):
        read_colour(text)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),  # the grey that is well known for just not being enough
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
        ("#00ff00", "#000000", 15.30),
    ],
)
def test_the_ratio_is_that_of_wcag(one, other, ratio):
    assert contrast(read_colour(one), read_colour(other)) == pytest.approx(ratio, abs=0.005)


def test_brightness_runs_from_black_to_white():
    assert (relative_luminance(BLACK), relative_luminance(WHITE)) == (0, pytest.approx(1))


@given(colours, colours)
def test_contrast_is_the_same_both_ways(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21 + 1e-9


@given(colours)
def test_what_is_suggested_can_be_read_and_is_no_lighter(accent):
    suggested = nearest_readable(accent)
    assert is_readable(suggested)
    assert all(new <= old for new, old in zip(suggested.parts, accent.parts, strict=True))
    assert (suggested == accent) == is_readable(accent)


@given(colours)
def test_what_is_suggested_is_only_just_dark_enough(accent):
    suggested = nearest_readable(accent)
    if suggested != accent:
        assert reached_contrast(suggested) < ENOUGH + 0.35


@given(colours)
def test_everything_derived_can_be_read(accent):
    readable = nearest_readable(accent)
    day, night = shades_by_day(readable), shades_by_night(readable)
    for ground in (*LIGHT_GROUNDS, WHITE):
        assert min(contrast(shade, ground) for shade in (day.accent, day.hover, day.visited)) >= ENOUGH
    for ground in (*DARK_GROUNDS, BLACK):  # at night, buttons have black words
        assert min(contrast(shade, ground) for shade in (night.accent, night.hover, night.visited)) >= ENOUGH


@given(colours)
def test_a_colour_with_a_hue_shows_what_was_visited(accent):
    readable = nearest_readable(accent)
    if max(readable.parts) - min(readable.parts) > 40:
        assert shades_by_day(readable).visited != readable


def test_the_grounds_are_those_of_the_stylesheet():
    css = (ROOT / "quarter" / "static" / "css" / "10-page.css").read_text()
    found = [read_colour(value) for value in re.findall(r"--(?:paper|wash): (#\w+)", css)]
    assert tuple(found) == LIGHT_GROUNDS + DARK_GROUNDS


def test_the_stylesheet_sets_tokens_for_day_and_night_and_nothing_else():
    sheet = stylesheet("#7a1f5c")
    assert "--accent:#7a1f5c" in sheet.css
    assert sheet.css.count("{") == sheet.css.count("}") == 3
    assert "prefers-color-scheme:dark" in sheet.css
    assert re.fullmatch(r"[0-9a-f]{12}", sheet.digest)
    assert stylesheet("#7a1f5d").digest != sheet.digest


def test_only_tokens_that_the_house_uses_are_set():
    used = (ROOT / "quarter" / "static" / "css" / "10-page.css").read_text() + " ".join(
        path.read_text() for path in (ROOT / "quarter" / "built" / "static").glob("quarter.*.css")
    )
    for token in re.findall(r"(--[\w-]+):", stylesheet("#7a1f5c").css):
        assert f"var({token}" in used
