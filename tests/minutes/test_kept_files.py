"""The municipality's digital seal on the PDF: with a certificate made for the test, checked by pyhanko's validator."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from flask import Flask
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader
from sqlmodel import Session
from time_machine import Traveller

from quarter.config import ConfigurationError, load
from quarter.foundation.db import Database
from quarter.foundation.multilingual import Words
from quarter.foundation.seals import seal_pdf
from quarter.groups.models import Group
from quarter.meetings.models import Meeting
from quarter.minutes import kept_files
from quarter.minutes.exports import pdf
from quarter.minutes.models import MinutesRecord
from quarter.minutes.queries.editions import list_kept
from quarter.minutes.service import sealing as sealing_deeds
from quarter.minutes.service import signatures
from tests.factories.world import World
from tests.meetings.evening import after, approved
from tests.minutes.sample import MINUTES, SEALED
from tests.strict_client import StrictClient

PASSPHRASE = "Kanalstraße 5"
TOWN = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Stadt Beispielhafen")])


def make_certificate(file: Path, *, until: datetime | None = None) -> x509.Certificate:
    """A certificate that the town has given to itself, with its key, as a PKCS#12 file."""
    key = rsa.generate_private_key(65537, 2048)
    until = until or datetime(2040, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder(TOWN, TOWN, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(until)
        .add_extension(x509.KeyUsage(True, True, False, False, False, True, False, False, False), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    lock = BestAvailableEncryption(PASSPHRASE.encode())
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"seal", key, certificate, None, lock))
    return certificate


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, x509.Certificate]:
    file = tmp_path_factory.mktemp("town") / "seal.p12"
    return file, make_certificate(file)


def is_whole(content: bytes, certificate: x509.Certificate) -> bool:
    """Whether the seal is there, is the town's, and covers the whole file."""
    from cryptography.hazmat.primitives.serialization import Encoding

    [root] = load_certs_from_pemder_data(certificate.public_bytes(Encoding.DER))
    [signature] = PdfFileReader(io.BytesIO(content)).embedded_signatures
    status = validate_pdf_signature(signature, ValidationContext(trust_roots=[root]))
    return bool(status.bottom_line and status.intact and status.valid and status.coverage.name == "ENTIRE_FILE")


def test_the_seal_is_the_towns_and_a_changed_byte_breaks_it(town: tuple[Path, x509.Certificate]) -> None:
    file, certificate = town
    plain = pdf.render(MINUTES, Words("de", "Europe/Berlin"), SEALED)
    sealed = seal_pdf(plain, file, PASSPHRASE, reason="Protokoll der Sitzung 7", place="Stadt Beispielhafen")
    assert sealed.startswith(plain.rstrip())  # what was typeset stays as it is
    assert all(line in (b"", b"%%EOF") for line in sealed.split(b"\n") if line.startswith(b"%%EOF"))
    assert sealed.count(b"%%EOF\n") == 2
    assert is_whole(sealed, certificate)
    middle = len(plain) // 2
    changed = sealed[:middle] + bytes([sealed[middle] ^ 1]) + sealed[middle + 1 :]
    assert not is_whole(changed, certificate)


def test_it_stays_an_archive_and_accessible(town: tuple[Path, x509.Certificate]) -> None:
    plain = pdf.render(MINUTES, Words("de", "Europe/Berlin"), SEALED)
    sealed = seal_pdf(plain, town[0], PASSPHRASE, reason="x", place="y")
    root = PdfReader(io.BytesIO(sealed)).trailer["/Root"]
    before = PdfReader(io.BytesIO(plain)).trailer["/Root"]["/Metadata"].get_data()
    assert root["/Metadata"].get_data() == before  # with the marks of PDF/A-2a and PDF/UA-1
    assert root["/Lang"] == "de" and root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root
    [field] = root["/AcroForm"]["/Fields"]
    widget = field.get_object()
    left, bottom, right, top = widget["/Rect"]
    assert (left - right, bottom - top) == (0, 0)  # nothing to see, so nothing to describe
    assert widget["/F"] & 4  # PDF/A: an annotation is printed, not hidden


class TestStart:
    def test_with_a_good_file_it_starts(self, tmp_path: Path, town: tuple[Path, x509.Certificate]) -> None:
        settings = load(instance=tmp_path, seal_certificate=str(town[0]), seal_passphrase=PASSPHRASE)
        assert settings.seal_certificate

    @pytest.mark.parametrize(
        ("content", "passphrase", "reason"),
        [
            (None, PASSPHRASE, "cannot be read"),
            (b"no certificate", PASSPHRASE, "no PKCS#12 file that QUARTER_SEAL_PASSPHRASE opens"),
            ("good", "wrong", "no PKCS#12 file that QUARTER_SEAL_PASSPHRASE opens"),
            ("old", PASSPHRASE, "has expired on 2021-01-01"),
        ],
    )
    def test_with_a_bad_one_it_stops_with_one_sentence(
        self, tmp_path: Path, content: bytes | str | None, passphrase: str, reason: str
    ) -> None:
        file = tmp_path / "seal.p12"
        if isinstance(content, bytes):
            file.write_bytes(content)
        elif content:
            make_certificate(file, until=datetime(2021, 1, 1, tzinfo=UTC) if content == "old" else None)
        sentence = f"^The setting QUARTER_SEAL_CERTIFICATE is not usable: .*{reason}"
        with pytest.raises(ConfigurationError, match=sentence):
            load(instance=tmp_path, seal_certificate=str(file), seal_passphrase=passphrase)


class TestPages:
    @pytest.fixture
    def certificate(self, app: Flask, town: tuple[Path, x509.Certificate]) -> x509.Certificate:
        settings = app.extensions["quarter.settings"]
        app.extensions["quarter.settings"] = settings.model_copy(
            update={"seal_certificate": str(town[0]), "seal_passphrase": PASSPHRASE}
        )
        return town[1]

    def seal(self, client: StrictClient, world: World, database: Database, clock: Traveller) -> None:
        clock.move_to(after(240))
        with database.unit_of_work() as session:
            self.sign(session, world)
        client.sign_in(world.moderator).get("/meetings/1/minutes/seal")
        client.submit()

    def sign(self, session: Session, world: World) -> None:
        meeting = approved(session, world)
        for signer in (world.moderator, world.secretary):
            signatures.sign(session, signer, meeting, now=after(190))

    def test_what_is_given_out_is_the_sealed_file_and_stays_it(
        self, client: StrictClient, world: World, app: Flask, clock: Traveller, certificate: x509.Certificate
    ) -> None:
        self.seal(client, world, app.extensions["quarter.database"], clock)
        content = client.get("/meetings/1/minutes.pdf?lang=de").get_data()
        assert is_whole(content, certificate)
        clock.move_to(after(240) + timedelta(days=400))
        assert client.sign_in(world.city).get("/meetings/1/minutes.pdf?lang=de").get_data() == content
        client.get("/meetings/1/minutes?lang=en")
        assert "carries the digital seal of the municipality" in client.text

    def test_other_languages_are_made_anew_without_it_and_the_public_version_has_its_own(
        self, client: StrictClient, world: World, app: Flask, clock: Traveller, certificate: x509.Certificate
    ) -> None:
        self.seal(client, world, app.extensions["quarter.database"], clock)
        content = client.get("/meetings/1/minutes.pdf?lang=ar").get_data()
        assert "/AcroForm" not in PdfReader(io.BytesIO(content)).trailer["/Root"]
        assert is_whole(client.get("/meetings/1/minutes.pdf?lang=de&version=public").get_data(), certificate)

    def meanwhile(self, monkeypatch: pytest.MonkeyPatch, database: Database, deed: Callable[[Session], Any]) -> None:
        """Let somebody do something while the file is made: it must not wait for us."""

        def slowly(*plain: Any, **about: Any) -> bytes:
            with database.unit_of_work() as session:
                deed(session)
            return seal_pdf(*plain, **about)

        monkeypatch.setattr(kept_files, "seal_pdf", slowly)

    def test_others_write_while_it_is_made(
        self, client: StrictClient, world: World, app: Flask, clock: Traveller, certificate: x509.Certificate,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        database = app.extensions["quarter.database"]
        self.meanwhile(monkeypatch, database, lambda session: session.execute(sa.update(Group).values(name="Neu")))
        self.seal(client, world, database, clock)
        assert is_whole(client.get("/meetings/1/minutes.pdf?lang=de").get_data(), certificate)
        with database.session(writes=False) as session:
            assert session.get_one(Group, world.group_id).name == "Neu"

    def test_of_two_presses_the_quicker_one_counts(
        self, client: StrictClient, world: World, app: Flask, clock: Traveller, certificate: x509.Certificate,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        database = app.extensions["quarter.database"]
        self.meanwhile(monkeypatch, database, lambda session: sealing_deeds.seal(
            session, world.moderator, session.get_one(Meeting, 1), now=after(239)
        ))  # fmt: skip
        self.seal(client, world, database, clock)
        with database.session(writes=False) as session:
            assert session.get_one(MinutesRecord, 1).sealed_at == after(239)
            assert list_kept(session, 1) == []

    def test_without_a_certificate_what_is_kept_carries_no_seal(
        self, client: StrictClient, world: World, app: Flask, clock: Traveller
    ) -> None:
        self.seal(client, world, app.extensions["quarter.database"], clock)
        content = client.get("/meetings/1/minutes.pdf?lang=de").get_data()
        assert "/AcroForm" not in PdfReader(io.BytesIO(content)).trailer["/Root"]
