"""Rows as a file that spreadsheets open: UTF-8 with its mark, and no cell that they would take for a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from babel.numbers import get_decimal_symbol

from quarter.foundation.multilingual import locale_of

MARK = "\ufeff"  # without it Excel takes UTF-8 for something else
# The wide ones are formulas too where people write Chinese or Japanese.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """A text that a spreadsheet shows as it is, instead of computing it."""
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def write(head: Sequence[str], rows: Iterable[Sequence[str]], *, language: str) -> bytes:
    """The file as a spreadsheet of that language opens it by a double click."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=separator(language))
    for row in (head, *rows):
        writer.writerow([harmless(cell) for cell in row])
    return (MARK + text.getvalue()).encode()


def separator(language: str) -> str:
    """What stands between cells: where the comma is the decimal sign, spreadsheets expect a semicolon."""
    return ";" if get_decimal_symbol(locale_of(language)) == "," else ","
