"""Text as people type it."""

MOST_WORDS = 6  # of a search; more narrow it no further


def words_of(search: str) -> list[str]:
    """The words that are looked for."""
    return search.split()[:MOST_WORDS]


def joined(*parts: str) -> str:
    """`Amt für Grün · Klaus Weber`, without what is empty."""
    return " · ".join(part for part in parts if part)
