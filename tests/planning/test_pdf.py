"""A variant as PDF: the drawing, the table, the same bytes each time; whatever people wrote."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from quarter.foundation.pictures import Photo
from quarter.planning.models import Plan
from tests.planning.plans import AREA, BENCH, add, groups_variant, stored


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


@pytest.mark.parametrize("language", ["de", "en", "ar"])
@pytest.mark.parametrize("base", [{}, {"picture": None, "area": AREA}, {"picture": None}])
def test_it_can_be_taken_along(client, database, world, language, base) -> None:
    ids = stored(database, world, **base)
    address = f"/plans/{ids['plan']}/variants/{ids['own']}.pdf?lang={language}"
    answer = client.get(address)
    assert answer.mimetype == "application/pdf"
    assert "A lime tree" in text_of(answer.data) and "More shade" in text_of(answer.data)
    assert client.get(address).data == answer.data
    metadata = PdfReader(BytesIO(answer.data)).xmp_metadata.stream.get_data()
    assert b"pdfuaid:part" in metadata and b"<pdfaid:part>2" in metadata


def test_the_picture_is_in_it_with_an_alternative_text(app, client, database, world) -> None:
    ids = stored(database, world)
    written = BytesIO()
    Image.new("RGB", (120, 80), "green").save(written, "WEBP")
    with database.unit_of_work() as session:
        session.get_one(Plan, ids["plan"]).picture = app.extensions["quarter.storage"].put(written.getvalue(), "webp")
    answer = client.get(f"/plans/{ids['plan']}/variants/{ids['own']}.pdf?lang=en")
    assert [image for page in PdfReader(BytesIO(answer.data)).pages for image in page.images]


def test_photos_are_in_it_with_what_is_to_be_seen(app, client, database, world) -> None:
    written = BytesIO()
    Image.new("RGB", (1200, 900), "green").save(written, "WEBP")
    key = app.extensions["quarter.storage"].put(written.getvalue(), "webp")
    gone = replace(BENCH, x=None, y=None, photo=Photo("0" * 32 + ".webp", 1, 1))
    with database.unit_of_work() as session:
        of = groups_variant(session, world, picture=None)
        add(session, of, world.moderator, replace(gone, photo=Photo(key, 1, 1, "A green hedge")))
        add(session, of, world.moderator, gone)
        address = f"/plans/{of.plan.id}/variants/{of.variant.id}.pdf?lang=en"
    answer = client.get(address)
    (image,) = [image for page in PdfReader(BytesIO(answer.data)).pages for image in page.images]
    assert image.image.size == (600, 450)
    assert "A green hedge".encode("utf-16-be") in answer.data or b"A green hedge" in answer.data
    assert client.get(address).data == answer.data


def test_nothing_that_people_wrote_is_markup(client, database, world) -> None:
    with database.unit_of_work() as session:
        of = groups_variant(session, world)
        add(session, of, world.moderator, replace(BENCH, title='#panic("x") $ *b* 😀', text="= a\n\n@b مرحبا"))
        address = f"/plans/{of.plan.id}/variants/{of.variant.id}.pdf?lang=en"
    assert '#panic("x") $ *b* [grinning face]' in text_of(client.get(address).data)
