"""The states of an issue, what it can be about, its photos, and when its answer is late."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from quarter.foundation.text import words_of


class IssueState(StrEnum):
    NEW = "new"
    ANSWERED = "answered"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DECLINED = "declined"


class Category(StrEnum):
    WASTE = "waste"
    LIGHTING = "lighting"
    TRAFFIC = "traffic"
    GREENERY = "greenery"
    PLAYGROUND = "playground"
    HOUSING = "housing"
    SAFETY = "safety"
    OTHER = "other"


class IssueRefusal(StrEnum):
    """Why a deed with an issue is refused."""

    NOT_ASKED = "not_asked"  # the answer comes from another body than the one that was asked
    NOT_AN_ANSWER = "not_an_answer"  # an answer cannot make an issue new again
    OTHER_GROUP = "other_group"  # the topic belongs to another group
    ENOUGH_PHOTOS = "enough_photos"  # there are as many photos as there may be


MOST_PHOTOS = 6  # of an issue; answers have one of their own
# What an answer can make of an issue; an answer never makes it new again.
ANSWER_STATES = (IssueState.ANSWERED, IssueState.IN_PROGRESS, IssueState.DONE, IssueState.DECLINED)
# What can still be supported instead of reporting it once more.
OPEN_STATES = (IssueState.NEW, IssueState.ANSWERED, IssueState.IN_PROGRESS)


def answer_due_on(posted_on: date, answer_days: int) -> date:
    """The last day for the first answer, by the charter's number of days."""
    return posted_on + timedelta(days=answer_days)


def is_answer_overdue(state: IssueState, due_on: date, today: date) -> bool:
    """Whether the first answer is missing although its last day has passed."""
    return state is IssueState.NEW and today > due_on


def telling_stems(text: str) -> list[str]:
    """The beginnings of the longer words in a text, by which others say the same: at most eight, each once.

    "Kaputte Schaukel" and "Die Schaukel ist kaputt" share both of theirs.
    """
    words = re.findall(r"\w{4,}", text.casefold())
    return list(dict.fromkeys(word[:6] for word in words))[:8]


_WORDS = re.compile(r"\w{3,40}")
MOST_ALIKE, ALIKE = 3, 0.78  # words for each that is looked for; 1 would be the very same
MOST_COMPARED = 1_000  # words of the same letters for each, those of the newest texts


def folded(word: str) -> str:
    """A word as people type it who have no such keys: "Straße" is "strasse", "Bürgertreff" is "burgertreff"."""
    return "".join(each for each in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(each))


def words_alike(words: str, texts: Iterable[str]) -> list[list[str]]:
    """For each word of a search those of the texts that are written almost like it, the most alike first.

    "Rolstuhl" finds "Rollstuhl". A word that is like none of theirs has an empty list.
    """
    found: dict[str, _Word] = {}
    for word in map(_as_typed, dict.fromkeys(word for text in texts for word in _WORDS.findall(text))):
        found.setdefault(word.letters, word)
    looked_for = [_as_typed(word) for word in words_of(words)]
    return [[found[near].spelling for near in _close_to(word, found.values())] for word in looked_for]


class _Word(NamedTuple):
    """A word as it is written and as people type it, how long that is, and which letters are in it, each a bit.

    Rare letters may share theirs, so that no word seems less alike than it is.
    """

    spelling: str
    letters: str
    length: int
    bits: int


@lru_cache(maxsize=16_384)  # the newest issues hold the same words for every search
def _as_typed(word: str) -> _Word:
    letters, bits = folded(word), 0
    for letter in letters:
        bits |= 1 << ord(letter) % 64
    return _Word(word, letters, len(letters), bits)


def _close_to(word: _Word, others: Iterable[_Word]) -> list[str]:
    """To compare two words letter by letter is dear: first it is seen which ones share letters enough for it."""
    _, own, size, bits = word
    perhaps = [
        letters
        for _, letters, length, theirs in others
        if 2 * min(size - (bits & ~theirs).bit_count(), length - (theirs & ~bits).bit_count())
        >= ALIKE * (size + length)
    ]
    return get_close_matches(own, perhaps[:MOST_COMPARED], MOST_ALIKE, ALIKE)
