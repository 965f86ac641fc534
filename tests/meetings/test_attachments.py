"""Files beside a meeting: who may attach, have and remove them, and that they are what they say."""

import hashlib
import io
import json
from zipfile import ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from quarter.foundation.documents import LONGEST_NAME, BadDocument, name_for, read_document
from quarter.foundation.refusals import Refusal
from quarter.meetings.domain import MeetingRefusal
from quarter.meetings.models import Meeting
from quarter.meetings.queries.attachments import list_attachments
from quarter.meetings.service.agenda import add_item, remove_item
from quarter.meetings.service.attachments import MOST_TOGETHER, attach, remove_file
from quarter.minutes.builder import build_minutes
from quarter.minutes.domain import MinutesRefusal
from quarter.minutes.service.approval import approve
from quarter.minutes.service.circulation import circulate
from tests.factories.world import World
from tests.meetings.evening import after, ended, items, planned
from tests.strict_client import StrictClient

PDF = b"%PDF-1.7\n% a very small one\n%%EOF\n"


def packed(**parts: str) -> bytes:
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        for name, text in parts.items():
            archive.writestr(ZipInfo(name), text)  # of no day, so that tests keep their names
    return content.getvalue()


ODT = packed(mimetype="application/vnd.oasis.opendocument.text")
DOCX = packed(**{"[Content_Types].xml": "", "word/document.xml": ""})


def picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (30, 20), "#1f3a93").save(content, "PNG")
    return content.getvalue()


@pytest.mark.parametrize(("content", "suffix"), [(PDF, "pdf"), (ODT, "odt"), (DOCX, "docx"), (picture(), "png")])
def test_a_file_is_told_by_what_is_in_it(content: bytes, suffix: str) -> None:
    assert read_document(content).suffix == suffix


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_kept_byte_for_byte(kind: str) -> None:
    """A scan is a document; what its owner signed or measured in it stays."""
    content = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Sheet 4"
    Image.new("RGB", (30, 20), "#1f3a93").save(content, kind, exif=exif)
    document = read_document(content.getvalue())
    assert document.content == content.getvalue() and not document.tells_place


@pytest.mark.parametrize(
    "content",
    [
        b"", b"<html><script>alert(1)</script>", b"MZ\x90", packed(mimetype="text/html"), packed(**{"a.txt": ""}),
        packed(**{"word/document.xml": "", "word/vbaProject.bin": ""}), ODT[:40], picture()[:60],
        b"%PDF-" + b"x" * 11_000_000,
    ],
)  # fmt: skip
def test_what_is_something_else_or_too_large_is_refused(content: bytes) -> None:
    with pytest.raises(BadDocument):
        read_document(content)


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("Lageplan B.pdf", "Lageplan B.pdf"),
        ("C:\\Users\\x\\plan.final.exe", "plan.final.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("رسالة.odt", "رسالة.pdf"),
        ("rechnung\u202efdp.exe", "rechnungfdp.pdf"),
        (".", "file.pdf"), ("", "file.pdf"), ("a\nb: c?.pdf", "a b c.pdf"), ("x" * 300, "x" * 116 + ".pdf"),
    ],
)  # fmt: skip
def test_a_name_is_only_a_name(sent: str, name: str) -> None:
    assert name_for(sent, "pdf") == name


@given(st.text(max_size=200))
def test_no_name_leads_elsewhere(sent: str) -> None:
    name = name_for(sent, "pdf")
    assert name.endswith(".pdf") and len(name) <= LONGEST_NAME
    assert not set(name) & set('/\\:*?"<>|\n\r\0') and name.isprintable()


def upload(client: StrictClient, meeting: int, content: bytes = PDF, item: object = "", name: str = "Plan.pdf", **more):
    client.get(f"/meetings/{meeting}/attachments")
    return client.submit(action="/attachments", item=str(item), file=(io.BytesIO(content), name), **more)


@pytest.fixture
def meeting(app, world: World) -> int:
    with app.extensions["quarter.database"].unit_of_work() as session:
        return planned(session, world).id


def test_a_file_is_attached_listed_taken_away_and_removed(client: StrictClient, world: World, meeting: int) -> None:
    client.sign_in(world.secretary)
    upload(client, meeting, name="Lageplan  (Variante B).PDF", follow=True)
    assert "Lageplan (Variante B).pdf" in client.text
    client.sign_out().get(f"/meetings/{meeting}")
    assert "Lageplan (Variante B).pdf" in client.text
    answer = client.get(f"/meetings/{meeting}/attachments/1")
    assert answer.data == PDF
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Lageplan (Variante B).pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    client.sign_in(world.secretary).get(f"/meetings/{meeting}/attachments/1/remove")
    client.submit(action="/remove", follow=True)
    client.get(f"/meetings/{meeting}/attachments/1", status=404)


def test_who_attaches_a_picture_reads_that_it_tells_where_it_was_taken(
    client: StrictClient, world: World, meeting: int
) -> None:
    content, exif = io.BytesIO(), Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 30.0, 0.0), 3: "E", 4: (8.0, 0.0, 0.0)})
    Image.new("RGB", (30, 20)).save(content, "JPEG", exif=exif)
    upload(client.sign_in(world.secretary), meeting, content.getvalue(), name="Photo.jpeg", follow=True)
    assert "The picture says where it was taken" in client.text and "Photo.jpg" in client.text
    assert client.get(f"/meetings/{meeting}/attachments/1").data == content.getvalue()


def test_what_is_no_document_is_said_to_be_none(client: StrictClient, world: World, meeting: int) -> None:
    client.sign_in(world.secretary)
    upload(client, meeting, b"<script>", status=422)
    assert "This file is none that we can take." in client.text
    client.get(f"/meetings/{meeting}/attachments")
    client.submit(action="/attachments", item="", status=422)
    assert "Please choose a file." in client.text


def test_only_who_keeps_the_minutes_attaches(client: StrictClient, world: World, meeting: int) -> None:
    client.sign_in(world.initiative).get(f"/meetings/{meeting}/attachments", status=403)
    client.sign_in(world.moderator).get(f"/meetings/{meeting}/attachments")
    assert "Everybody can read files of the meeting and of public items." in client.text


def test_an_item_that_is_not_public_keeps_its_files(client: StrictClient, world: World, meeting: int, app) -> None:
    with app.extensions["quarter.database"].unit_of_work() as session:
        found = session.get_one(Meeting, meeting)
        whole = add_item(session, world.moderator, found, title="Personal", is_public=False, now=after(-60))
        part = add_item(session, world.moderator, found, title="Anna", parent=whole, now=after(-60))
        ids = whole.id, part.id
    for item in ids:
        upload(client.sign_in(world.secretary), meeting, item=item, name=f"Geheim{item}.pdf", follow=True)
    for attachment in (1, 2):
        client.sign_in(world.initiative).get(f"/meetings/{meeting}/attachments/{attachment}")
        client.sign_out().get(f"/meetings/{meeting}/attachments/{attachment}", status=404)
        client.sign_in(world.other_moderator).get(f"/meetings/{meeting}/attachments/{attachment}", status=404)
    client.sign_out().get(f"/meetings/{meeting}")
    assert "Geheim" not in client.text


def lay(session, world: World, meeting, item=None, size: int = 100, minutes: int = 0):
    return attach(
        session, world.secretary, meeting, item, file="f" * 32 + ".pdf", name="Plan.pdf", suffix="pdf", size=size,
        sha256="a" * 64, now=after(minutes),
    )  # fmt: skip


def test_the_record_names_files_where_they_belong(session, world: World) -> None:
    meeting = ended(session, world)
    second = items(session, meeting)[1]
    lay(session, world, meeting)
    lay(session, world, meeting, second)
    minutes = build_minutes(session, meeting)
    assert [file.name for file in minutes.files] == ["Plan.pdf"] == [file.name for file in minutes.items[1].files]
    assert [item and item.number for item, _file in minutes.all_files] == [None, 2]


def test_what_went_round_stays_and_what_comes_later_goes_round_again(session, world: World) -> None:
    meeting = ended(session, world)
    first = lay(session, world, meeting, minutes=100)
    circulate(session, world.secretary, meeting, now=after(120))
    with pytest.raises(Refusal, match=MeetingRefusal.FILE_WENT_ROUND):
        remove_file(session, world.secretary, meeting, first, now=after(130))
    second = lay(session, world, meeting, minutes=130)
    with pytest.raises(Refusal, match=MinutesRefusal.NOTES_CHANGED):
        approve(session, world.moderator, meeting, now=after(140))
    remove_file(session, world.secretary, meeting, second, now=after(150))
    approve(session, world.moderator, meeting, now=after(160))
    for deed in (
        lambda: lay(session, world, meeting, minutes=170),
        lambda: remove_file(session, world.secretary, meeting, first, now=after(170)),
    ):
        with pytest.raises(Refusal, match=MeetingRefusal.MINUTES_ARE_FIXED):
            deed()


def test_files_have_a_limit_together_and_keep_their_item(session, world: World) -> None:
    meeting = planned(session, world)
    opening = items(session, meeting)[0]
    attached = lay(session, world, meeting, opening, size=MOST_TOGETHER)
    with pytest.raises(Refusal, match=MeetingRefusal.FILES_ARE_TOO_LARGE):
        lay(session, world, meeting, size=1)
    with pytest.raises(Refusal, match=MeetingRefusal.ITEM_HAS_FILES):
        remove_item(session, world.moderator, meeting, opening, now=after(-10))
    remove_file(session, world.secretary, meeting, attached, now=after(-10))
    remove_item(session, world.moderator, meeting, opening, now=after(-10))
    assert not list_attachments(session, meeting.id)


def test_the_zip_holds_them_with_their_checksums(client: StrictClient, world: World, app) -> None:
    with app.extensions["quarter.database"].unit_of_work() as session:
        meeting = ended(session, world).id
    upload(client.sign_in(world.secretary), meeting, follow=True)
    with ZipFile(io.BytesIO(client.get(f"/meetings/{meeting}/minutes.zip").data)) as archive:
        assert archive.read("attachments/1-Plan.pdf") == PDF
        manifest = json.loads(archive.read("manifest.json"))
        record = json.loads(archive.read("minutes-1.json"))["minutes"]
    checksum = hashlib.sha256(PDF).hexdigest()
    assert [file["sha256"] for file in manifest["attachments"]] == [checksum] == [
        file["sha256"] for file in record["files"]
    ]  # fmt: skip
