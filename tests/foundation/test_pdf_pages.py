"""A page of a PDF as a picture: the right one, in its proportions; what is broken, locked or endless is refused."""

from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from quarter.foundation import pdf_pages
from quarter.foundation.dear_work import TooBusy
from quarter.foundation.limited import Program
from quarter.foundation.pdf_pages import is_pdf, read_pdf_page
from quarter.foundation.pictures import BadPicture


def pdf(*colours: str, size: tuple[float, float] = (400, 200), password: str = "", content: bytes = b"") -> bytes:
    """A PDF with a page full of each colour (`1 0 0` is red)."""
    writer = PdfWriter()
    for colour in colours:
        page = writer.add_blank_page(*size)
        drawn = DecodedStreamObject()
        drawn.set_data(content or f"{colour} rg 0 0 {size[0]} {size[1]} re f".encode())
        page[NameObject("/Contents")] = writer._add_object(drawn)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def colour_of(content: bytes) -> tuple[int, ...]:
    with Image.open(BytesIO(content)) as image:
        return image.convert("RGB").getpixel((image.width // 2, image.height // 2))


def test_the_page_that_was_asked_for_is_drawn() -> None:
    sent = pdf("1 0 0", "0 0 1")
    first, second = read_pdf_page(sent, 1), read_pdf_page(sent, 2)
    assert first.pages == second.pages == 2
    assert (first.picture.width, first.picture.height) == (2000, 1000)
    (red, _, blue), (other_red, _, other_blue) = colour_of(first.picture.content), colour_of(second.picture.content)
    assert red > 200 > blue and other_blue > 200 > other_red


def test_what_says_that_it_is_a_pdf() -> None:
    assert is_pdf(pdf("1 0 0")) and is_pdf(b"\n\n%PDF-1.4")
    assert not is_pdf(b"\x89PNG") and not is_pdf(bytes(2000) + b"%PDF-")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF-1.7", "damaged"),
        (pdf("1 0 0")[:200], "damaged"),
        (pdf(), "has no page"),
        (pdf("1 0 0", password="secret"), "locked with a password"),
        (pdf("1 0 0", size=(20_000, 20_000)), "larger than five metres"),
        (pdf("1 0 0", size=(10_000, 1)), "much longer than wide"),
        (b"%PDF-" + bytes(12 * 1024 * 1024), "more than 12 megabytes"),
    ],
)
def test_what_cannot_be_drawn_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(BadPicture, match=message):
        read_pdf_page(content, 1)


def test_a_page_that_takes_for_ever_is_given_up(monkeypatch, tmp_path) -> None:
    (tmp_path / "endless.py").write_text("while True: pass")
    monkeypatch.setattr(pdf_pages, "PROGRAM", Program(tmp_path / "endless.py", megabytes=256, seconds=1))
    with pytest.raises(BadPicture, match="too elaborate"):
        read_pdf_page(pdf("1 0 0"), 1)


def test_a_machine_that_is_too_busy_for_a_page_says_so(monkeypatch) -> None:
    monkeypatch.setattr(pdf_pages, "MOST_SECONDS", 0.05)
    with pytest.raises(TooBusy):
        read_pdf_page(pdf("1 0 0"), 1)


def test_a_page_that_is_not_there_or_breaks_the_library_harms_nobody() -> None:
    with pytest.raises(BadPicture, match="too elaborate"):
        read_pdf_page(pdf("1 0 0"), 2)
