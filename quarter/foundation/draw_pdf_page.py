"""Draws one page of a PDF. A program of its own, run by `pdf_pages.py`.

A PDF that somebody sent may take for ever, want all memory or crash the library, which bears no threads either.
In here it harms only this process, and that has limits (`limited.py`). It reads the PDF, and writes one line of JSON
and a PNG.
"""

import json
import sys
from io import BytesIO
from typing import Any

import pypdfium2

LONGEST_SIDE = 2000  # pixels
LARGEST_PAGE = 14_400  # points, about five metres: no program has to make larger ones
FLATTEST = 20  # a page so many times longer than wide is no plan
PASSWORD_IS_MISSING = 4  # FPDF_ERR_PASSWORD


def main() -> None:
    said, png = draw(sys.stdin.buffer.read(), int(sys.argv[1]))
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + png)


def draw(content: bytes, number: int) -> tuple[dict[str, Any], bytes]:
    """How many pages there are and the picture of page `number`; or what is the problem, and no picture."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        return {"problem": "locked" if error.err_code == PASSWORD_IS_MISSING else "broken"}, b""
    page = document[number - 1]
    sides = page.get_size()
    if max(sides) > LARGEST_PAGE or max(sides) > FLATTEST * min(sides):
        return {"problem": "size"}, b""
    drawn = page.render(scale=LONGEST_SIDE / max(sides)).to_pil()
    written = BytesIO()
    drawn.convert("RGB").save(written, "PNG", compress_level=1)
    return {"pages": len(document)}, written.getvalue()


if __name__ == "__main__":
    main()
