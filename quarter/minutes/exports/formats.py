"""In which formats minutes can be taken away: one line each, in the order in which they are offered.

What a format needs that is heavy to load, its module imports only while it renders.
"""

from collections.abc import Callable
from dataclasses import dataclass

from quarter.foundation.dear_work import Kind, turns
from quarter.foundation.multilingual import LOCALES, N_, Words
from quarter.minutes.document import Minutes, RecordStatus
from quarter.minutes.exports import akoma_ntoso, archive, docx, html, markdown, odt, pdf, spreadsheet


@dataclass(frozen=True)
class Format:
    name: str  # as people know it
    media_type: str
    render: Callable[..., bytes]
    has_labels: bool = True  # words of ours, so that there is one file for each language
    holds_files: bool = False  # what is attached lies in it, so `render` needs to read it

    def make(self, minutes: Minutes, words: Words, status: RecordStatus, read: archive.Read) -> bytes:
        """The file. `read` finds an attached file by its checksum."""
        return self.render(minutes, words, status, *([read] if self.holds_files else []))


def _record(minutes: Minutes, _words: Words, status: RecordStatus) -> bytes:
    return status.text_of(minutes).encode()


def _together(minutes: Minutes, words: Words, status: RecordStatus, read: archive.Read) -> bytes:
    with turns.take(Kind.ARCHIVE):
        return archive.bundle(minutes, [words.language], status, _LABELLED, read)


def _together_in_all(minutes: Minutes, _words: Words, status: RecordStatus, read: archive.Read) -> bytes:
    with turns.take(Kind.ARCHIVE):
        return archive.bundle(minutes, LOCALES, status, _LABELLED, read)


SINGLE = {
    "pdf": Format(N_("PDF – for reading and the archive"), "application/pdf", pdf.render),
    "docx": Format(
        N_("Word"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx.render
    ),
    "odt": Format(N_("OpenDocument (LibreOffice)"), odt.MIMETYPE, odt.render),
    "html": Format(N_("Web page"), "text/html", html.render),
    "md": Format(N_("Text (Markdown)"), "text/markdown", markdown.render),
    "csv": Format(N_("Decisions and actions as a table (CSV)"), "text/csv", spreadsheet.render),
    "akn.xml": Format(N_("Akoma Ntoso – for other programs"), "application/akn+xml", akoma_ntoso.render),
    "json": Format(N_("The record itself (JSON)"), "application/json", _record, has_labels=False),
}  # fmt: skip
_LABELLED = {ending: each.render for ending, each in SINGLE.items() if each.has_labels}
FORMATS = {
    **SINGLE,
    "zip": Format(N_("All of these together (ZIP)"), "application/zip", _together, holds_files=True),
    "all.zip": Format(
        N_("All of these in all languages (ZIP)"), "application/zip", _together_in_all, has_labels=False,
        holds_files=True,
    ),
}  # fmt: skip
