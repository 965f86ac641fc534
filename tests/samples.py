"""`make samples` writes files for validators that are no part of the suite: veraPDF, PAC, Word, LibreOffice.

`python -m tests.samples FOLDER`: sealed minutes, full and public, in each language and format; of each PDF one with a
digital seal made for the occasion. The suite's own rules are in `tests/minutes/pdf_rules.py`.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from quarter.foundation.multilingual import LOCALES, Words
from quarter.foundation.seals import seal_pdf
from quarter.minutes.document import Addresses, Minutes, RecordStatus
from quarter.minutes.domain import Extent
from quarter.minutes.exports.formats import SINGLE
from quarter.minutes.public_version import own_status, public_version
from quarter.rooms import furnish
from tests.minutes.sample import MINUTES, SEALED
from tests.minutes.test_kept_files import PASSPHRASE, make_certificate

BASE = "https://quarter.town.example"
ADDRESSES = Addresses(
    f"{BASE}/meetings/7/minutes",
    tuple((each.number, f"{BASE}/decisions/{place}") for place, each in enumerate(MINUTES.decisions, 1)),
)


def versions() -> Iterator[tuple[Minutes, RecordStatus]]:
    """The full version and the public one."""
    full = replace(SEALED, addresses=ADDRESSES)
    yield MINUTES, full
    public = public_version(MINUTES, ())
    yield public, own_status(full, public)


def write(folder: Path, certificate: Path) -> Iterator[Path]:
    """Each file, as it is written."""
    for minutes, status in versions():
        for language in LOCALES:
            words = Words(language, minutes.timezone)
            made = {ending: each.render(minutes, words, status) for ending, each in SINGLE.items()}
            made["signed.pdf"] = seal_pdf(made["pdf"], certificate, PASSPHRASE, reason="Test", place="Town")
            for ending, content in made.items():
                file = folder / f"minutes-{minutes.extent}-{language}.{ending}"
                file.write_bytes(content)
                yield file


if __name__ == "__main__":
    furnish()
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as private:
        made_up = Path(private) / "seal.p12"
        make_certificate(made_up)
        count = sum(1 for _file in write(folder, made_up))
    print(f"{count} files in {folder}, in {len(Extent)} versions.")
