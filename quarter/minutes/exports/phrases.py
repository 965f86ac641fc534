"""Small phrases that several parts of the sheet are made of."""

import re

from quarter.foundation.multilingual import Words, isolated

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def apart(text: str, words: Words) -> str:
    """A number or a name in another script, kept from turning the sentence around it."""
    if words.direction == "ltr" and not _RIGHT_TO_LEFT.search(text):
        return text
    return isolated(text)
