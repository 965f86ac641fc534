"""Everything in one ZIP: complete, listed with checksums, and the same bytes each time."""

import hashlib
import json
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import jsonschema
import pytest

from quarter.foundation.multilingual import LOCALES, Words
from quarter.minutes.document import SCHEMA, Minutes, seal_of
from quarter.minutes.exports import archive
from quarter.minutes.exports.formats import FORMATS, SINGLE
from tests.minutes.sample import DRAFT, LETTER, MINUTES, PLAN, SEALED


def bundled(languages, status=SEALED, renderers=None, of: Minutes = MINUTES) -> dict[str, bytes]:
    """The files of a ZIP, by name."""
    renderers = RENDERERS if renderers is None else renderers
    return opened(archive.bundle(of, languages, status, renderers, ATTACHED.get))


ATTACHED = {LETTER.sha256: b"letter", PLAN.sha256: b"plan"}
BESIDE = (f"attachments/1-{LETTER.name}", f"attachments/2-{PLAN.name}")
RENDERERS = {ending: SINGLE[ending].render for ending in ("md", "csv", "akn.xml")}


def opened(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as packed:
        assert packed.testzip() is None
        return {info.filename: packed.read(info) for info in packed.infolist()}


def test_the_list_names_every_file_with_length_and_checksum() -> None:
    files = bundled(["de", "ar"])
    manifest = json.loads(files.pop("manifest.json"))
    assert manifest["files"] == [
        {
            "name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest(),
            "language": name.split("-")[2].split(".")[0] if name.endswith(tuple(RENDERERS)) else None,
        }
        for name, content in files.items()
    ]  # fmt: skip
    assert (manifest["state"], manifest["version"], manifest["seal"]) == ("sealed", 4, SEALED.sha256)
    assert [file["sha256"] for file in manifest["attachments"]] == [LETTER.sha256, PLAN.sha256]
    assert files[BESIDE[1]] == b"plan"
    assert (manifest["meeting"], manifest["held_at"]) == (7, "2026-11-03T17:00:00+00:00")


def test_it_holds_each_format_in_each_language_and_the_record_once() -> None:
    files = bundled(["de", "ar"])
    assert set(files) == {
        "manifest.json", "minutes-7.json", *BESIDE,
        *(f"minutes-7-{language}.{ending}" for language in ("de", "ar") for ending in RENDERERS),
    }  # fmt: skip
    assert Minutes.from_json(files["minutes-7.json"].decode()) == MINUTES
    assert seal_of(files["minutes-7.json"].decode()) == SEALED.sha256
    assert files["minutes-7-ar.csv"] == RENDERERS["csv"](MINUTES, Words("ar", "Europe/Berlin"), SEALED)


def test_a_draft_has_a_checksum_and_no_seal() -> None:
    manifest = json.loads(bundled(["de"], DRAFT)["manifest.json"])
    assert (manifest["state"], manifest["version"], manifest["seal"]) == ("draft", 1, None)
    assert manifest["checksum"] == seal_of(MINUTES.to_json())


@pytest.mark.parametrize("ending", ["zip", "all.zip"])
def test_all_formats_come_and_the_same_minutes_give_the_same_bytes(ending: str) -> None:
    words = Words("de", "Europe/Berlin")
    content = FORMATS[ending].make(MINUTES, words, SEALED, ATTACHED.get)
    assert content == FORMATS[ending].make(MINUTES, words, SEALED, ATTACHED.get)
    languages = LOCALES if ending == "all.zip" else ("de",)
    assert {name for name in opened(content) if name != "manifest.json"} == {
        "minutes-7.json",
        *BESIDE,
        *(f"minutes-7-{language}.{each}" for language in languages for each in SINGLE if each != "json"),
    }


def test_an_old_record_goes_into_it_as_it_was_sealed() -> None:
    """Written anew it would say more than was sealed, and the checksum would not fit."""
    document = json.loads(MINUTES.to_json())
    for seat in document["minutes"]["seats"]:
        del seat["is_excused"], seat["stands_in_for"]
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    status = replace(SEALED, text=text, sha256=seal_of(text))
    files = bundled(["de"], status, {}, Minutes.from_json(text))
    assert hashlib.sha256(files["minutes-7.json"]).hexdigest() == status.sha256
    assert SINGLE["json"].render(MINUTES, Words("de", "Europe/Berlin"), status) == text.encode()
    jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))
