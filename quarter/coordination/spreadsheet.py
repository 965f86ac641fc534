"""Rows as a file that spreadsheets open: UTF-8 with its mark, and no cell that they would take for a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

MARK = "\ufeff"  # without it Excel takes UTF-8 for something else
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: str) -> str:
    """A text that a spreadsheet shows as it is, instead of computing it."""
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def write(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text)
    for row in (head, *rows):
        writer.writerow([harmless(cell) for cell in row])
    return (MARK + text.getvalue()).encode()
