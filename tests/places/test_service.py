"""Quarters, without pages."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import func, select

from quarter.places.boundary import Area, read_areas
from quarter.places.models import Quarter
from quarter.places.queries import get_quarter
from quarter.places.service import found_quarter, import_boundaries, slug_of
from tests.conftest import NOW
from tests.places.test_boundary import FILES, polygon, text_of

# --- addresses ---


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Kanalviertel", "kanalviertel"),
        ("Große Straße", "grosse-strasse"),
        ("Äußere Übersee-Höhe", "aeussere-uebersee-hoehe"),
        ("A\u0308pfel", "apfel"),
        ("Żoliborz / Łódź", "zoliborz-odz"),
        ("  a -- b  ", "a-b"),
        ("حي القناة", "quarter"),
        ("", "quarter"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>", "script"),
        ("x" * 59 + " y", "x" * 59),
    ],
)
def test_a_name_becomes_part_of_an_address(name, slug):
    assert slug_of(name) == slug


@given(st.text(max_size=100))
def test_an_address_is_plain_and_short(name):
    slug = slug_of(name)
    assert 0 < len(slug) <= 60
    assert all(part.isascii() and part.isalnum() and part == part.lower() for part in slug.split("-"))


# --- boundaries ---


@pytest.mark.parametrize(("name", "count"), FILES.items())
def test_all_areas_of_a_real_file_become_quarters(session, world, name, count):
    quarters = import_boundaries(session, read_areas(text_of(name)), now=NOW)
    session.flush()
    assert len({quarter.slug for quarter in quarters}) == count
    assert all(json.loads(quarter.boundary)["coordinates"] for quarter in quarters)


def test_importing_again_replaces_boundaries_and_founds_nothing_new(session, world):
    areas = [Area("Nordhafen", polygon()), Area("Südhafen", polygon())]
    first = [quarter.id for quarter in import_boundaries(session, areas, now=NOW)]
    second = [quarter.id for quarter in import_boundaries(session, areas, now=NOW)]
    assert first == second


def test_an_area_with_the_name_of_a_quarter_is_its_boundary(session, world):
    [quarter] = import_boundaries(session, [Area("Kanalviertel", polygon())], now=NOW)
    assert quarter.id == world.quarter_id
    assert json.loads(quarter.boundary) == polygon()


def test_areas_whose_names_look_alike_in_an_address_get_a_number(session, world):
    areas = [Area(name, polygon()) for name in ("حي القناة", "حي الجبل", "Straße", "Strasse", "Bergviertel!")]
    slugs = [quarter.slug for quarter in import_boundaries(session, areas, now=NOW)]
    assert slugs == ["quarter", "quarter-2", "strasse", "strasse-2", "bergviertel-2"]


def test_areas_without_a_name_are_numbered(session, world):
    quarters = import_boundaries(session, [Area(None, polygon()), Area(None, polygon())], now=NOW)
    assert [quarter.name for quarter in quarters] == ["Quarter 1", "Quarter 2"]


def test_two_quarters_with_arabic_names_can_be_founded(session, world):
    slugs = [found_quarter(session, name=name).slug for name in ("حي القناة", "حي الجبل")]
    assert len(set(slugs)) == 2


def test_a_quarter_is_found_by_its_address(session, world):
    assert get_quarter(session, "kanalviertel").name == "Kanalviertel"
    assert get_quarter(session, "nowhere") is None
    assert session.exec(select(func.count()).select_from(Quarter)).one() == 2
