"""Words that are looked for in stored texts."""

from collections.abc import Collection

import sqlalchemy as sa

from quarter.foundation.text import spellings


def mentions(texts: Collection[sa.ColumnElement[str]], words: Collection[str]) -> sa.ColumnElement[bool]:
    """SQL: one of the words stands in one of the texts.

    SQLite knows capitals of a to z only, so we name both. What was kept before texts were composed (NFC) has letters
    and marks apart: nobody rewrites it, because decisions and minutes were counted and sealed with it.
    """
    spellings = [spelling for word in words for spelling in _spellings(word)]
    return sa.or_(*(text.icontains(spelling, autoescape=True) for text in texts for spelling in spellings))


def _spellings(word: str) -> list[str]:
    if word.isascii():
        return [word]
    return sorted({word.lower(), word.capitalize()} | spellings(word))
