"""Words that are looked for in stored texts."""

from collections.abc import Collection

import sqlalchemy as sa


def mentions(texts: Collection[sa.ColumnElement[str]], words: Collection[str]) -> sa.ColumnElement[bool]:
    """SQL: one of the words stands in one of the texts.

    SQLite knows capitals of a to z only, so we name both.
    """
    spellings = [each for word in words for each in ([word] if word.isascii() else [word.lower(), word.capitalize()])]
    return sa.or_(*(text.icontains(spelling, autoescape=True) for text in texts for spelling in spellings))
