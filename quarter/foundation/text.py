"""Text as people type it."""

MOST_WORDS = 6  # of a search; more narrow it no further


def words_of(search: str) -> list[str]:
    """The words that are looked for."""
    return search.split()[:MOST_WORDS]
