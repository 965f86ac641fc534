"""Sealed minutes, full and public, are an archive and accessible, before and after the digital seal is set."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from quarter.foundation.multilingual import LOCALES, Words
from quarter.foundation.seals import seal_pdf
from quarter.minutes.document import Addresses
from quarter.minutes.exports import pdf
from quarter.minutes.public_version import own_status, public_version
from tests.minutes.pdf_rules import RULES, annotations, broken
from tests.minutes.sample import MINUTES, SEALED
from tests.minutes.test_kept_files import PASSPHRASE, make_certificate

ADDRESSES = Addresses(
    "https://quarter.town.example/meetings/7/minutes",
    (
        ("2026/07-1", "https://quarter.town.example/decisions/1"),
        ("2026/07-2", "https://quarter.town.example/decisions/2"),
    ),
)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("town") / "seal.p12"
    make_certificate(file)
    return file


@pytest.fixture(scope="module", params=[(lang, is_public) for lang in LOCALES for is_public in (False, True)],
                ids=lambda each: f"{each[0]}-{'public' if each[1] else 'full'}")  # fmt: skip
def plain(request: pytest.FixtureRequest) -> bytes:
    language, is_public = request.param
    minutes, status = MINUTES, replace(SEALED, addresses=ADDRESSES)
    if is_public:
        minutes = public_version(MINUTES, ())
        status = own_status(status, minutes)
    return pdf.render(minutes, Words(language, "Europe/Berlin"), status)


@pytest.fixture(scope="module", params=["plain", "signed"])
def content(request: pytest.FixtureRequest, plain: bytes, certificate: Path) -> bytes:
    if request.param == "plain":
        return plain
    return seal_pdf(plain, certificate, PASSPHRASE, reason="Protokoll", place="Stadt Beispielhafen")


def test_it_keeps_every_rule(content: bytes) -> None:
    assert broken(content) == []


def test_qpdf_finds_no_fault(content: bytes, tmp_path: Path) -> None:
    file, program = tmp_path / "minutes.pdf", shutil.which("qpdf")
    file.write_bytes(content)
    if program:
        done = subprocess.run([program, "--check", file], capture_output=True, text=True, check=True)
        assert "No syntax or stream encoding errors found" in done.stdout and not done.stderr


def without(pattern: bytes) -> Callable[[bytes], bytes]:
    """The file with a word in it misspelt, wherever it stands; all offsets stay."""
    return lambda content: re.sub(pattern, lambda found: b"X" * len(found[0]), content)


@pytest.mark.parametrize(
    ("spoil", "clause"),
    [
        (lambda content: content + b"\n2936 0 obj", "6.1.3"),
        (lambda content: content.replace(b"%%EOF", b"%%EOF2936 0 obj", 1), "6.1.3"),
        (without(rb"(?<=/)OutputIntents"), "6.2.3"),
        (without(rb"(?<=/)DisplayDocTitle"), "7.1"),
        (without(rb"(?<=/)Scope"), "7.5"),
        (without(rb"(?<=/)Lang(?=\()"), "7.2"),
    ],
)
def test_a_rule_tells_what_is_broken(spoil: Callable[[bytes], bytes], clause: str) -> None:
    good = pdf.render(MINUTES, Words("de", "Europe/Berlin"), SEALED)
    try:
        found = broken(spoil(good))
    except (AttributeError, KeyError):  # what a rule asks for is not there at all
        found = [clause]
    assert any(clause in name for name in found)


def test_every_rule_names_its_clause() -> None:
    assert len(RULES) > 25 and all(re.match(r"PDF/(A-2|UA-1) \d", name) for name in RULES)


def test_it_leads_to_the_decisions_and_to_where_the_checksum_stands(plain: bytes) -> None:
    with pikepdf.open(io.BytesIO(plain)) as document:
        links = {str(each.A.URI) for each in annotations(document) if each.Subtype == "/Link"}
    assert links == {ADDRESSES.record, *dict(ADDRESSES.decisions).values()}
