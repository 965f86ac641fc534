"""Sets a PDF with typst. A program of its own, run by `typesetting.py`.

Some texts take a compiler long and make it large: in here it is gone afterwards, with its 80 megabytes. Its words: the
template's file, the folder of the fonts, the instant in seconds, and the standards. It reads the sheet and writes the
PDF; it ends with NO_GLYPHS if there are letters that no font draws.
"""

import sys
from pathlib import Path
from typing import Any

import typst

NO_GLYPHS = 3


def main() -> None:
    standards: Any
    template, fonts, timestamp, *standards = sys.argv[1:]
    try:
        pdf = typst.compile(
            template,
            root=str(Path(template).parent),
            format="pdf",
            font_paths=[fonts],
            ignore_system_fonts=True,
            sys_inputs={"sheet": sys.stdin.buffer.read().decode()},
            pdf_standards=standards,
            timestamp=int(timestamp),
        )
    except typst.TypstError as error:
        print(error, file=sys.stderr)
        sys.exit(NO_GLYPHS)
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
