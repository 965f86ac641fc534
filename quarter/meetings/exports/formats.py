"""In which formats minutes can be taken away: one line each, in the order in which they are offered.

What a format needs that is heavy to load, its module imports only while it renders.
"""

from collections.abc import Callable
from dataclasses import dataclass

from quarter.foundation.multilingual import N_, Words
from quarter.meetings.document import Minutes, Standing
from quarter.meetings.exports import docx, html, markdown, odt, pdf


@dataclass(frozen=True)
class Format:
    name: str  # as people know it
    media_type: str
    render: Callable[[Minutes, Words, Standing], bytes]


FORMATS = {
    "pdf": Format(N_("PDF – for reading and the archive"), "application/pdf", pdf.render),
    "docx": Format(
        N_("Word"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx.render
    ),
    "odt": Format(N_("OpenDocument (LibreOffice)"), odt.MIMETYPE, odt.render),
    "html": Format(N_("Web page"), "text/html", html.render),
    "md": Format(N_("Text (Markdown)"), "text/markdown", markdown.render),
}  # fmt: skip
