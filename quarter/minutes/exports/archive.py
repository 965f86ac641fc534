"""Minutes in every format in one ZIP, with a list of what is in it. The same minutes always give the same bytes."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from quarter.foundation.multilingual import Words
from quarter.minutes.document import Minutes, RecordStatus, seal_of
from quarter.minutes.exports.templates import pack

MANIFEST = "manifest.json"
FORMAT = 1  # of the manifest

Render = Callable[[Minutes, Words, RecordStatus], bytes]
Read = Callable[[str], bytes | None]  # an attached file, by its checksum


@dataclass(frozen=True)
class Packed:
    """A file in the archive; the record itself has no language of labels."""

    name: str
    content: bytes
    language: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Its line in the manifest."""
        checksum = sha256(self.content).hexdigest()
        return {"name": self.name, "bytes": len(self.content), "sha256": checksum, "language": self.language}


def bundle(
    minutes: Minutes, languages: Iterable[str], status: RecordStatus, renderers: Mapping[str, Render], read: Read
) -> bytes:
    """The ZIP of all formats, by ending, with labels in each of `languages`, of the record as JSON, and of what is
    attached."""
    files = [*_files(minutes, languages, status, renderers), *_attached(minutes, read)]
    listed = Packed(MANIFEST, _manifest(files, minutes, status))
    return pack((file.name, file.content) for file in (listed, *files))


def _files(
    minutes: Minutes, languages: Iterable[str], status: RecordStatus, renderers: Mapping[str, Render]
) -> Iterator[Packed]:
    yield Packed(f"minutes-{minutes.number}.json", status.text_of(minutes).encode())
    for language in languages:
        words = Words(language, minutes.timezone)
        for ending, render in renderers.items():
            name = f"minutes-{minutes.number}-{language}.{ending}"
            yield Packed(name, render(minutes, words, status), language)


def _attached(minutes: Minutes, read: Read) -> Iterator[Packed]:
    """The files beside the record, numbered as in the text; the manifest shows if one of them has changed."""
    for _item, file in minutes.with_numbered_files().all_files:
        content = read(file.sha256)
        if content is not None:
            yield Packed(f"attachments/{file.number}-{file.name}", content)


def _manifest(files: Iterable[Packed], minutes: Minutes, status: RecordStatus) -> bytes:
    """What is in the archive, how far the minutes have come, and the seal over the record."""
    about = {
        "format": FORMAT,
        "group": minutes.group,
        "meeting": minutes.number,
        "held_at": (minutes.opened_at or minutes.planned_for).isoformat(),
        "extent": minutes.extent.value,
        "state": status.state.value,
        "version": status.version,
        "signatures": [
            {"role": each.role.value, "name": each.name, "signed_at": each.at.isoformat()} for each in status.signatures
        ],
        "seal": status.sha256,
        "checksum": status.sha256 or seal_of(status.text_of(minutes)),
        "attachments": [asdict(file) for _item, file in minutes.with_numbered_files().all_files],
        "files": [file.as_dict() for file in files],
    }
    return (json.dumps(about, ensure_ascii=False, indent=2) + "\n").encode()
